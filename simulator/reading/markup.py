"""Keyboards under messages, checked as Telegram checks them."""

import re
from typing import Any

from simulator.errors import bad_request
from simulator.world.cast import Json

MOST_BUTTONS = 100
LONGEST_DATA = 64  # bytes

_ACTIONS = frozenset(
    [
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    ]
)
_FLAGS = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective", "force_reply", "remove_keyboard")


def checked_markup(markup: Any) -> Json | None:
    """The reply_markup of a message, or None; raises Telegram's refusal for a malformed one."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    for flag in _FLAGS:
        if not isinstance(markup.get(flag, False), bool):
            raise bad_request(f'field "{flag}" must be of type Boolean')
    if "inline_keyboard" in markup:
        return {"inline_keyboard": _rows(markup, "inline_keyboard", _inline_button)}
    if "keyboard" in markup:
        return {**markup, "keyboard": _rows(markup, "keyboard", _reply_button)}
    return markup


def inline_only(markup: Json | None) -> Json | None:
    """What may stand under an edited message: only an inline keyboard."""
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _rows(markup: Json, name: str, check: Any) -> list[list[Json]]:
    rows = markup[name]
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    checked = []
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(f'field "{name}" must be an Array of Arrays')
        if row:
            checked.append([check(button) for button in row])
    if sum(map(len, checked)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return checked


def _inline_button(button: Any) -> Json:
    shown = _with_text(button, "inline keyboard button")
    actions = [name for name in _ACTIONS if shown.get(name) not in (None, "")]
    if not actions:
        words = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"can't parse inline keyboard button: {words}")
    if not {"callback_game", "pay"}.isdisjoint(actions):
        raise bad_request("BUTTON_TYPE_INVALID")
    if "callback_data" in shown and len(str(shown["callback_data"]).encode()) > LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in shown:
        _check_url(str(shown["url"]))
    return shown


def _check_url(url: str) -> None:
    scheme = re.match(r"([a-z][a-z0-9+.-]*)://", url, re.IGNORECASE)
    if scheme and scheme[1].lower() not in {"http", "https", "tg", "ton"}:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if not re.match(r"(?:(?:https?|ton)://)?[^\s/?#]+\.[^\s/?#.]+(?:[/?#]|$)|tg:|https?://[\w.-]+(?::\d+)?", url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    return _with_text(button, "keyboard button")


def _with_text(button: Any, what: str) -> Json:
    if not isinstance(button, dict):
        raise bad_request(f"can't parse {what}: expected an Object")
    if "text" not in button:
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if not isinstance(button["text"], str):
        raise bad_request(f'can\'t parse {what}: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request(f"{what} text must be non-empty")
    return button
