"""Bot API methods that show something briefly or tell what is known."""

from simulator.botapi.methods.targets import known_chat, writable_chat
from simulator.errors import bad_request
from simulator.reading.params import Params
from simulator.world.cast import Json
from simulator.world.files import file_json
from simulator.world.world import World

LONGEST_TOAST = 200
_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def get_me(world: World, params: Params) -> Json:
    """getMe."""
    abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return {**world.bot, **abilities}


def get_chat(world: World, params: Params) -> Json:
    """getChat."""
    chat = known_chat(world, params)
    return {
        **chat.info,
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        ),
    }


def get_chat_member(world: World, params: Params) -> Json:
    """getChatMember."""
    chat = known_chat(world, params)
    user_id = params.integer("user_id")
    if user_id == world.bot["id"]:
        return {"user": world.bot, "status": "member"}
    person = world.people.get(user_id)
    if not person:
        raise bad_request("user not found")
    room = world.rooms.get(chat.id)
    inside = person.id in room.members if room else person.id == chat.id
    return {"user": world.user(person), "status": "member" if inside else "left"}


def get_file(world: World, params: Params) -> Json:
    """getFile."""
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = world.files.find(file_id)
    if not stored:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return file_json(stored)


def send_chat_action(world: World, params: Params) -> bool:
    """sendChatAction."""
    chat = writable_chat(world, params)
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.feed.tell("typing", chat.id, {"action": params.text("action")})
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """answerCallbackQuery: once, and not too late."""
    text = params.text("text")
    if len(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query_id = params.text("callback_query_id")
    query = world.queries.pop(query_id, None)
    if query and world.journal:
        world.journal.drop("query", query_id)
    if not query or world.updates.wall() - query.at > world.updates.press_patience:
        raise bad_request(_TOO_OLD)
    toast = {"query_id": query_id, "text": text, "alert": params.flag("show_alert"), "chat_id": query.chat_id}
    world.toast(world.chats[query.person_id], query.person_id, toast)
    return True
