"""Bot API methods that put a new message into a chat."""

from collections.abc import Callable
from typing import Any

from simulator.botapi.methods.targets import without, writable_chat
from simulator.errors import ApiError, bad_request
from simulator.reading.entities import formatted, utf16_length
from simulator.reading.markup import checked_markup
from simulator.reading.params import Params, SentFile
from simulator.world.cast import Json
from simulator.world.files import StoredFile, document_json, photo_json, picture_size
from simulator.world.world import Chat, World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
ALBUM = range(2, 11)


def message_text(params: Params) -> Json:
    """Text and entities of a call."""
    written = params.text("text")
    if not written:
        raise bad_request("message text is empty")
    text, entities = formatted(written, params.text("parse_mode"), params.data("entities"))
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption(values: Params) -> Json:
    """Caption and its entities of a call or of an album's item."""
    written = values.text("caption")
    if not written:
        return {}
    text, entities = formatted(written, values.text("parse_mode"), values.data("caption_entities"))
    if utf16_length(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def send_message(world: World, params: Params) -> Json:
    """sendMessage."""
    content = message_text(params)
    return deliver(world, writable_chat(world, params), params, content)


def send_photo(world: World, params: Params) -> Json:
    """sendPhoto."""
    content = caption(params)
    chat = writable_chat(world, params)
    return deliver(world, chat, params, {**_photo(world, params, "photo"), **content})


def send_document(world: World, params: Params) -> Json:
    """sendDocument."""
    content = caption(params)
    chat = writable_chat(world, params)
    return deliver(world, chat, params, {**_document(world, params, "document"), **content})


def send_contact(world: World, params: Params) -> Json:
    """sendContact."""
    if not params.text("phone_number"):
        raise bad_request("phone number is empty")
    if not params.text("first_name"):
        raise bad_request("first name is empty")
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: params.text(name) for name in names if params.text(name)}
    return deliver(world, writable_chat(world, params), params, {"contact": contact})


def send_media_group(world: World, params: Params) -> list[Json]:
    """sendMediaGroup."""
    chat = writable_chat(world, params)
    media = params.data("media")
    if not isinstance(media, list):
        raise bad_request("object expected as media group")
    if len(media) not in ALBUM:
        raise bad_request("there are no messages to send" if not media else "wrong number of messages in an album")
    contents = [_album_item(world, params, item) for item in media]
    if len({"photo" in content for content in contents}) > 1:
        raise bad_request("can't use the media of the specified type in the album")
    group = {"media_group_id": str(world.next_message_id() * 1009)}
    _spend(world, chat)
    return [place(world, chat, {**content, **group}, None) for content in contents]


def _album_item(world: World, params: Params, item: Any) -> Json:
    if not isinstance(item, dict) or item.get("type") not in {"photo", "document"}:
        raise bad_request("can't parse InputMedia: unsupported type specified")
    kinds: dict[str, Callable[[World, Params, str], Json]] = {"photo": _photo, "document": _document}
    part = Params(item, params.files)
    return {**kinds[item["type"]](world, part, "media"), **caption(part)}


def _photo(world: World, params: Params, name: str) -> Json:
    source = _source(world, params, name, "photo")
    if isinstance(source, StoredFile):
        return {"photo": photo_json(source)}
    if len(source.content) > LARGEST_PHOTO:
        raise ApiError(413, "Request Entity Too Large")
    if not picture_size(source.content):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return {"photo": photo_json(world.files.store(source.name, source.mime, source.content, folder="photos"))}


def _document(world: World, params: Params, name: str) -> Json:
    source = _source(world, params, name, "document")
    if isinstance(source, SentFile):
        if not source.content:
            raise bad_request("file must be non-empty")
        if len(source.content) > LARGEST_UPLOAD:
            raise ApiError(413, "Request Entity Too Large")
        source = world.files.store(source.name, source.mime, source.content, folder="documents")
    return {"document": document_json(source)}


def _source(world: World, params: Params, name: str, kind: str) -> StoredFile | SentFile:
    """The uploaded file, or the stored one whose file_id was given."""
    written = params.text(name)
    field = written.removeprefix("attach://") if written.startswith("attach://") else name
    if field in params.files:
        return params.files[field]
    if not written:
        raise bad_request(f"there is no {kind} in the request")
    if written.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.find(written)
    if not stored:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored


def deliver(world: World, chat: Chat, params: Params, content: Json) -> Json:
    """Check the keyboard and the answered message, then put the message into the chat."""
    markup = checked_markup(params.data("reply_markup"))
    reply = _replied(chat, params)
    _spend(world, chat)
    return place(world, chat, {**content, **reply}, markup)


def _spend(world: World, chat: Chat) -> None:
    if world.limits.on:
        world.limits.spend(chat.id)


def place(world: World, chat: Chat, content: Json, markup: Json | None) -> Json:
    """Write the message of the bot and return it as the Bot API shows it."""
    sender = {"sender_chat": chat.info} if chat.info["type"] == "channel" else {"from": world.bot}
    message = {
        "message_id": world.next_message_id(),
        **sender,
        "chat": chat.info,
        "date": world.timestamp(),
        **content,
    }
    keyboard = None
    if markup and "inline_keyboard" in markup:
        if markup["inline_keyboard"]:
            message["reply_markup"] = markup
    elif markup:
        keyboard = markup
        _show_keyboard(world, chat, markup)
    world.put(chat, message, by_bot=True, keyboard=keyboard)
    return message


def _show_keyboard(world: World, chat: Chat, markup: Json) -> None:
    if "keyboard" in markup:
        world.set_chat(chat, keyboard=markup)
    elif markup.get("remove_keyboard"):
        world.set_chat(chat, keyboard=None)


def _replied(chat: Chat, params: Params) -> Json:
    asked = params.data("reply_parameters")
    if asked is None:
        message_id, lenient = params.integer("reply_to_message_id"), params.flag("allow_sending_without_reply")
    elif "message_id" not in asked:
        raise bad_request('can\'t find field "message_id"')
    else:
        message_id, lenient = int(asked["message_id"]), bool(asked.get("allow_sending_without_reply"))
    if not message_id:
        return {}
    entry = chat.entries.get(message_id)
    if entry:
        return {"reply_to_message": without(entry.message, "reply_to_message", "reply_markup")}
    if lenient:
        return {}
    raise bad_request("message to be replied not found")
