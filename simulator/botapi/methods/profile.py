"""Bot API methods about the bot itself: commands, texts, menu button."""

import re
from collections.abc import Callable
from typing import Any

from simulator.errors import bad_request
from simulator.reading.params import Params
from simulator.world.cast import Json
from simulator.world.world import World

MOST_COMMANDS = 100
_SCOPES = frozenset(
    [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
)


def set_my_commands(world: World, params: Params) -> bool:
    """setMyCommands."""
    commands = params.data("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[_slot(world, params)] = [_command(command) for command in commands]
    world.save_profile()
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """getMyCommands."""
    return world.profile.commands.get(_slot(world, params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """deleteMyCommands."""
    world.profile.commands.pop(_slot(world, params), None)
    world.save_profile()
    return True


def _command(command: Any) -> Json:
    if not isinstance(command, dict) or "command" not in command or "description" not in command:
        raise bad_request("can't parse BotCommand: expected an Object with command and description")
    name, description = str(command["command"]).removeprefix("/"), str(command["description"]).strip()
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _slot(world: World, params: Params) -> str:
    """Scope, chat and language as one key, e.g. "chat:42:" or "default::zh"."""
    scope = params.data("scope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat_id = ""
    if kind.startswith("chat"):
        chat_id = str(scope.get("chat_id", ""))
        if not chat_id.lstrip("-").isdigit() or int(chat_id) not in world.chats:
            raise bad_request("chat not found")
    return f"{kind}:{chat_id}:{_language(params)}"


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def set_text(field: str, longest: int) -> Callable[[World, Params], bool]:
    """setMyName, setMyDescription or setMyShortDescription."""

    def method(world: World, params: Params) -> bool:
        text = params.text(field)
        if len(text) > longest:
            raise bad_request(f"BOT_{field.upper()}_TOO_LONG")
        world.profile.texts[f"{field}:{_language(params)}"] = text
        world.save_profile()
        return True

    return method


def get_text(field: str) -> Callable[[World, Params], Json]:
    """getMyName, getMyDescription or getMyShortDescription."""

    def method(world: World, params: Params) -> Json:
        texts = world.profile.texts
        found = texts.get(f"{field}:{_language(params)}") or texts.get(f"{field}:", "")
        return {field: found or (world.profile.name if field == "name" else "")}

    return method


def set_chat_menu_button(world: World, params: Params) -> bool:
    """setChatMenuButton."""
    button = params.data("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse menu button: unsupported type specified")
    world.profile.menu[params.text("chat_id")] = button
    world.save_profile()
    return True


def get_chat_menu_button(world: World, params: Params) -> Json:
    """getChatMenuButton."""
    menu = world.profile.menu
    return menu.get(params.text("chat_id")) or menu.get("") or {"type": "commands"}
