"""Bot API methods that change or delete a message."""

from simulator.botapi.methods.sending import caption, message_text
from simulator.botapi.methods.targets import known_chat, message_to, without
from simulator.errors import bad_request
from simulator.reading.markup import checked_markup, inline_only
from simulator.reading.params import Params
from simulator.world.cast import Json
from simulator.world.world import Chat, Entry, World

MOST_DELETED = 100
_MEDIA = ("photo", "document", "voice", "sticker")
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, params: Params) -> Json:
    """editMessageText; leaving out reply_markup removes the buttons, as on Telegram."""
    content = message_text(params)
    chat, entry = _own_message(world, params)
    if "text" not in entry.message:
        raise bad_request("there is no text in the message to edit")
    return _changed(world, chat, entry, params, content, ("text", "entities"))


def edit_message_caption(world: World, params: Params) -> Json:
    """editMessageCaption."""
    content = caption(params)
    chat, entry = _own_message(world, params)
    if not any(kind in entry.message for kind in _MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return _changed(world, chat, entry, params, content, ("caption", "caption_entities"))


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """editMessageReplyMarkup."""
    chat, entry = _own_message(world, params)
    return _changed(world, chat, entry, params, {}, ())


def _own_message(world: World, params: Params) -> tuple[Chat, Entry]:
    chat, entry = message_to(world, params, "edit")
    if not entry.by_bot:
        raise bad_request("message can't be edited")
    return chat, entry


def _changed(world: World, chat: Chat, entry: Entry, params: Params, content: Json, replaced: tuple[str, ...]) -> Json:
    markup = inline_only(checked_markup(params.data("reply_markup")))
    message = {**without(entry.message, *replaced, "reply_markup"), **content}
    if markup and markup["inline_keyboard"]:
        message["reply_markup"] = markup
    if message == entry.message:
        raise bad_request(_SAME)
    # Telegram marks a message as edited when its words changed, not when only its buttons did.
    if replaced and without(message, "reply_markup") != without(entry.message, "reply_markup"):
        message["edit_date"] = world.timestamp()
    world.change(chat, entry, message)
    return message


def delete_message(world: World, params: Params) -> bool:
    """deleteMessage: in a private chat anybody's, in a room too (the bot is an administrator)."""
    chat, entry = message_to(world, params, "delete")
    world.remove(chat, entry.message["message_id"])
    return True


def delete_messages(world: World, params: Params) -> bool:
    """deleteMessages: what is missing is skipped."""
    chat = known_chat(world, params)
    wanted = params.data("message_ids")
    if not isinstance(wanted, list) or not wanted:
        raise bad_request("message identifiers are not specified")
    if len(wanted) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    for message_id in wanted:
        if int(message_id) in chat.entries:
            world.remove(chat, int(message_id))
    return True
