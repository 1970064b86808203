"""Finding the chat and the message a call is about, or Telegram's refusal."""

from simulator.errors import bad_request, forbidden
from simulator.reading.params import Params
from simulator.world.cast import Json
from simulator.world.world import Chat, Entry, World


def known_chat(world: World, params: Params) -> Chat:
    """The chat of chat_id."""
    written = params.text("chat_id").strip()
    if not written:
        raise bad_request("chat_id is empty")
    try:
        chat = world.chats.get(int(written))
    except ValueError:
        chat = None
    if not chat:
        raise bad_request("chat not found")
    return chat


def writable_chat(world: World, params: Params) -> Chat:
    """The chat of chat_id, if the bot may write there."""
    chat = known_chat(world, params)
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def message_to(world: World, params: Params, deed: str) -> tuple[Chat, Entry]:
    """The message of chat_id and message_id that shall be edited or deleted."""
    chat = known_chat(world, params)
    message_id = params.integer("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    entry = chat.entries.get(message_id)
    if not entry:
        raise bad_request(f"message to {deed} not found")
    return chat, entry


def without(message: Json, *names: str) -> Json:
    """A copy of a message without some fields."""
    return {key: value for key, value in message.items() if key not in names}
