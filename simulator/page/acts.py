"""What people do in the simulated Telegram: talk, press, block, follow links."""

import re
from collections.abc import Sequence
from typing import Any

from simulator.errors import PageError
from simulator.reading.entities import formatted, utf16_length
from simulator.reading.params import SentFile
from simulator.world.cast import Json, Person
from simulator.world.files import document_json, photo_json
from simulator.world.world import Chat, Entry, World

LONGEST_TEXT = 4096
LARGEST_UPLOAD = 2000 * 1024 * 1024
_STICKER = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍"}
_START = re.compile(r"(?:(?:https?://)?t\.me/(\w+)/?|tg://resolve)\?(?:\S*&)?start=([\w-]*)")


def open_chat(world: World, person: Person, chat_id: int | None) -> Chat:
    """The chat a person may write in: their own, or a group they belong to."""
    chat = world.chats[person.id] if chat_id in (None, person.id) else world.chats.get(chat_id or 0)
    if not chat:
        raise PageError(404, "no such chat")
    room = world.rooms.get(chat.id)
    if room and (room.kind == "channel" or person.id not in room.members):
        raise PageError(403, "only members may write here")
    if chat.blocked:
        raise PageError(409, "the bot is blocked; unblock it first")
    if chat.is_private and chat.id != person.id:
        raise PageError(403, "this is somebody else's chat")
    return chat


def speak(world: World, person: Person, chat: Chat, content: Json) -> Entry:
    """One message of a person, and the update about it."""
    if not chat.started:
        world.set_chat(chat, started=True)
    message = {
        "message_id": world.next_message_id(),
        "from": world.user(person),
        "chat": chat.info,
        "date": world.timestamp(),
        **content,
    }
    entry = world.put(chat, message, by_bot=False)
    world.updates.add(person.id, "message", message)
    return entry


def text_content(text: str) -> Json:
    """Text with the entities Telegram finds by itself."""
    shown, entities = formatted(text, "", None)
    if not shown:
        raise PageError(400, "nothing to send")
    if utf16_length(shown) > LONGEST_TEXT:
        raise PageError(400, f"a message has at most {LONGEST_TEXT} characters")
    return {"text": shown, "entities": entities} if entities else {"text": shown}


def say(world: World, person: Person, chat: Chat, text: str) -> list[Entry]:
    """Send text; what is too long goes in pieces, as Telegram's own apps do."""
    pieces = _pieces(text)
    entries = [speak(world, person, chat, text_content(piece)) for piece in pieces]
    if chat.keyboard and chat.keyboard.get("one_time_keyboard"):
        world.set_chat(chat, keyboard=None)
    return entries


def _pieces(text: str) -> list[str]:
    if utf16_length(text) <= LONGEST_TEXT:
        return [text]
    half = LONGEST_TEXT if text.isascii() else LONGEST_TEXT // 2
    return [text[at : at + half] for at in range(0, len(text), half) if text[at : at + half].strip()]


def share_contact(world: World, person: Person, chat: Chat, contact: Any) -> Entry:
    """Send the person's own phone number, or another's card when given as an object."""
    if not isinstance(contact, dict):
        contact = {"phone_number": str(contact), "first_name": person.first_name, "user_id": person.id}
    if chat.keyboard and chat.keyboard.get("one_time_keyboard"):
        world.set_chat(chat, keyboard=None)
    return speak(world, person, chat, {"contact": contact})


def send_sticker(world: World, person: Person, chat: Chat) -> Entry:
    """Send a thumbs-up sticker."""
    stored = world.files.store("sticker.webp", "image/webp", b"RIFF\x00\x00\x00\x00WEBP", folder="stickers")
    identity = {"file_id": stored.id, "file_unique_id": f"u{stored.id}", "file_size": len(stored.content)}
    return speak(world, person, chat, {"sticker": {**_STICKER, **identity}})


def send_voice(world: World, person: Person, chat: Chat) -> Entry:
    """Send three seconds of silence."""
    stored = world.files.store("voice.oga", "audio/ogg", b"OggS" + bytes(60), folder="voice")
    identity = {"file_id": stored.id, "file_unique_id": f"u{stored.id}", "file_size": len(stored.content)}
    return speak(world, person, chat, {"voice": {"duration": 3, "mime_type": stored.mime, **identity}})


def forward(world: World, person: Person, chat: Chat, text: str) -> Entry:
    """Forward somebody else's text."""
    origin = {"type": "hidden_user", "sender_user_name": "李明", "date": world.timestamp() - 60}
    return speak(world, person, chat, {**text_content(text), "forward_origin": origin})


def reply(world: World, person: Person, chat: Chat, message_id: int, text: str) -> Entry:
    """Send text as a reply; Telegram shows the answered message as it stands, with the buttons under it."""
    answered = chat.entries.get(message_id)
    if not answered:
        raise PageError(404, "there is no such message to reply to")
    there = {key: value for key, value in answered.message.items() if key != "reply_to_message"}
    return speak(world, person, chat, {**text_content(text), "reply_to_message": there})


def move_live(world: World, person: Person, chat: Chat) -> Entry:
    """Share a live place and move on: Telegram tells of it by an edit."""
    place = {"latitude": 39.9, "longitude": 116.4, "live_period": 900}
    entry = speak(world, person, chat, {"location": place})
    message = {**entry.message, "location": {**place, "longitude": 116.5}, "edit_date": world.timestamp()}
    world.change(chat, entry, message)
    world.updates.add(person.id, "edited_message", message)
    return entry


def edit(world: World, person: Person, chat: Chat, message_id: int, text: str) -> Entry:
    """Change a text or caption the person sent before."""
    entry = chat.entries.get(message_id)
    if not entry or entry.by_bot or entry.message["from"]["id"] != person.id:
        raise PageError(404, "that is not a message of yours")
    content = text_content(text)
    if "text" not in entry.message:
        content = {"caption": content["text"], "caption_entities": content.get("entities", [])}
    kept = {key: value for key, value in entry.message.items() if key not in {"entities", "caption_entities"}}
    message = {**kept, **content, "edit_date": world.timestamp()}
    world.change(chat, entry, message)
    world.updates.add(person.id, "edited_message", message)
    return entry


def upload(
    world: World, person: Person, chat: Chat, files: Sequence[SentFile], *, as_photo: bool, caption: str
) -> list[Entry]:
    """Send files; several at once become an album."""
    album = {"media_group_id": f"{world.next_message_id()}{person.id}"} if len(files) > 1 else {}
    entries = []
    for number, file in enumerate(files):
        content = {**album, **_media(world, file, as_photo=as_photo)}
        if caption.strip() and number == 0:
            text = text_content(caption)
            content |= {"caption": text["text"], "caption_entities": text.get("entities", [])}
        entries.append(speak(world, person, chat, content))
    return entries


def _media(world: World, file: SentFile, *, as_photo: bool) -> Json:
    if as_photo:
        stored = world.files.store(file.name, file.mime or "image/jpeg", file.content, folder="photos")
        return {"photo": photo_json(stored)}
    return {"document": document_json(world.files.store(file.name, file.mime, file.content, folder="documents"))}


def press(world: World, person: Person, message_id: int, data: str) -> tuple[int, str]:
    """Press an inline button, return the number of this moment and the press's id; forged data passes, as there."""
    chat, message = _pressed(world, person, message_id)
    query_id = world.new_query(person.id, chat.id)
    query = {
        "id": query_id,
        "from": world.user(person),
        "chat_instance": str(chat.id * 7919),
        "data": data,
        "message": message,
    }
    seq = world.feed.tell("pressed", person.id, {"query_id": query_id, "message_id": message_id, "data": data})
    world.updates.add(person.id, "callback_query", query)
    return seq, query_id


def _pressed(world: World, person: Person, message_id: int) -> tuple[Chat, Json]:
    rooms = (world.chats[room.id] for room in world.rooms.values())
    own = world.chats[person.id]
    for chat in (own, *rooms):
        if message_id in chat.entries:
            return chat, chat.entries[message_id].message
    # A deleted message, or one the person cannot see: the bot is told it is inaccessible.
    return own, {"chat": own.info, "message_id": message_id, "date": 0}


def set_blocked(world: World, person: Person, blocked: bool) -> None:
    """Block or unblock the bot, and tell it."""
    chat = world.chats[person.id]
    if chat.blocked == blocked:
        return
    world.set_chat(chat, blocked=blocked)
    member: Json = {"user": world.bot, "status": "member"}
    kicked: Json = {"user": world.bot, "status": "kicked", "until_date": 0}
    change = {
        "chat": chat.info,
        "from": world.user(person),
        "date": world.timestamp(),
        "old_chat_member": member if blocked else kicked,
        "new_chat_member": kicked if blocked else member,
    }
    world.updates.add(person.id, "my_chat_member", change)


def start_payload(world: World, link: str) -> str:
    """What a deep link to this bot carries; a bare payload is taken as it is."""
    match = _START.search(link)
    if match:
        if match[1] and match[1].lower() != world.bot["username"].lower():
            raise PageError(400, f"this link leads to another bot, @{match[1]}")
        return match[2]
    if re.fullmatch(r"[\w-]{0,64}", link.strip()):
        return link.strip()
    raise PageError(400, "this is not a link to the bot")
