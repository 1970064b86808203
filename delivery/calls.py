"""Turns a claimed row into the call to Telegram that carries it out."""

from dataclasses import replace
from datetime import UTC
from functools import lru_cache
from typing import Any

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest

from delivery.attachments.copies import CannotBeOpened
from delivery.attachments.sending import Reading, send_album, send_file
from delivery.attachments.uploads import UnderWay
from delivery.drawings import DrawingFailed
from delivery.rendering import render_plain
from delivery.rows import Row
from delivery.transport import Transport
from domain.platform.channel import TELEGRAM
from domain.platform.messages import Key, Message, unpack_message
from domain.platform.text import N_, Sayable, Text, paragraphs, unpack
from models.platform.outbox import CLAIMED, WAITING

NOT_DRAWN = N_("The picture or table could not be made just now. Please try again in a little while.")
ALREADY_SO = (
    "message is not modified",
    "query is too old",
    "message to delete not found",
)
TOO_LATE = ("message can't be deleted", "message can't be edited")


class NotYet(Exception):
    """The message that is to be changed has not been sent yet, or somebody else is just being sent its file."""


class Pointless(Exception):
    """The message that is to be changed was never delivered."""


def is_harmless(row: Row, failure: BadRequest) -> bool:
    """Tell whether a refusal means that what we wanted is already so, or too late to matter.

    In a room it is never too late: what can no longer be taken down there is still read by everybody; and what
    must stand there and is gone was deleted by somebody.
    """
    said, in_room = failure.message.lower(), row.chat_id < 0
    if TELEGRAM.gone in said:
        return "must_stand" not in row.body
    return any(words in said for words in (ALREADY_SO if in_room else (*ALREADY_SO, *TOO_LATE)))


async def carry_out(transport: Transport, bot: Bot, row: Row, reading: Reading) -> int | None:
    """Make the call; return the id of a message that was sent.

    Plain calls go past PTB's objects, whose making and reading costs more than the rest; files go through its `Bot`.
    """
    match row.kind:
        case "send":
            return await _send(transport, bot, row, reading)
        case "edit":
            await _edit(transport, row, reading)
        case "delete":
            await transport.call("deleteMessage", {"chat_id": row.address, "message_id": _message_id(row)})
        case "answer":
            await _answer(transport, row, reading)
        case "commands":
            await _set_commands(transport, row, reading)
        case _:
            raise ValueError(f"unknown kind of row {row.kind!r}")
    return None


async def _send(transport: Transport, bot: Bot, row: Row, reading: Reading) -> int:
    message = unpack_message(row.body["message"])
    if message.attachment is not None or message.album:
        try:
            return await _send_files(bot, row, message, reading)
        except UnderWay:
            raise NotYet from None
        except DrawingFailed:  # what it says arrives without it
            message = _without_files(message, NOT_DRAWN)
        except CannotBeOpened as reason:
            if row.broadcast_id is not None:  # not a thousand times without what it is about
                raise
            message = _without_files(message, reason.said)
    sent = await transport.call("sendMessage", {"chat_id": row.address, **_content(message, row, reading)})
    return int(sent["message_id"])


async def _send_files(bot: Bot, row: Row, message: Message, reading: Reading) -> int:
    if message.album:
        return await send_album(bot, row, message, reading)
    return await send_file(bot, row, message, _inline(message, row, reading), reading)


def _without_files(message: Message, why: str) -> Message:
    return replace(message, text=paragraphs(message.text, Text(why)), attachment=None, album=())


def _content(message: Message, row: Row, reading: Reading) -> dict[str, Any]:
    markup = _markup(message, row, reading)
    content = {"text": reading.html(message, row, TELEGRAM.message), "parse_mode": ParseMode.HTML.value}
    return content | ({"reply_markup": markup} if markup else {})


async def _edit(transport: Transport, row: Row, reading: Reading) -> None:
    message_id = _message_id(row)
    content = _content(unpack_message(row.body["message"]), row, reading)
    await transport.call("editMessageText", {"chat_id": row.address, "message_id": message_id, **content})


def _message_id(row: Row) -> int:
    message_id: int | None = row.body["message_id"]
    return _target_id(row) if message_id is None else message_id


def _target_id(row: Row) -> int:
    if row.target is None:
        raise Pointless("the message to change is unknown")
    if row.target.message_id is not None:
        return row.target.message_id
    if row.target.state in (WAITING, CLAIMED):
        raise NotYet
    raise Pointless("the message to change was not delivered")


async def _answer(transport: Transport, row: Row, reading: Reading) -> None:
    packed, locale = row.body["text"], row.locale or reading.default_locale
    answer: dict[str, Any] = {"callback_query_id": row.body["query_id"]}
    if packed:
        answer["text"] = render_plain(unpack(packed), locale, timezone=reading.zone, limit=TELEGRAM.toast)
        answer["show_alert"] = row.body["alert"]
    await transport.call("answerCallbackQuery", answer)


async def _set_commands(transport: Transport, row: Row, reading: Reading) -> None:
    locale = row.locale or reading.default_locale
    how: dict[str, Any] = {"timezone": reading.zone, "limit": TELEGRAM.command}
    listed = [
        {"command": name, "description": render_plain(unpack(text), locale, **how)}
        for name, text in row.body["commands"]
    ]
    await transport.call("setMyCommands", {"commands": listed, "scope": {"type": "chat", "chat_id": row.address}})


def _markup(message: Message, row: Row, reading: Reading) -> dict[str, Any] | None:
    """Return the keyboard as the Bot API takes it."""
    if message.ask_contact is not None:
        button = {"text": _label(message.ask_contact, row, reading), "request_contact": True}
        return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}
    if message.clear_keyboard:
        return {"remove_keyboard": True}
    rows = _inline(message, row, reading)
    return {"inline_keyboard": rows} if rows else None


def _inline(message: Message, row: Row, reading: Reading) -> list[list[dict[str, str]]]:
    return [[_button(one, row, reading) for one in keys] for keys in message.keys]


def _button(one: Key, row: Row, reading: Reading) -> dict[str, str]:
    label = {"text": _label(one.label, row, reading)}
    return label | ({"url": one.url} if one.url else {"callback_data": one.press})


def _label(label: Sayable, row: Row, reading: Reading) -> str:
    locale = row.locale or reading.default_locale
    if isinstance(label, Text) and not label.args:
        return _fixed_label(label.source, locale)
    return render_plain(label, locale, timezone=reading.zone, limit=TELEGRAM.label)


@lru_cache(maxsize=4_096)
def _fixed_label(source: str, locale: str) -> str:
    """Render the label that stands under a hundred cards: Back, Save, Yes."""
    return render_plain(Text(source), locale, timezone=UTC, limit=TELEGRAM.label)
