"""Turns a claimed row into the call to Telegram that carries it out."""

import asyncio
import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any

from telegram import Bot, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest

from delivery.drawings import DrawingFailed, draw
from delivery.drawings.wording import worded
from delivery.rendering import fit, render, render_plain
from delivery.rows import Row
from delivery.transport import Transport
from domain.platform.channel import TELEGRAM
from domain.platform.messages import Attachment, Key, Message, unpack_message
from domain.platform.text import N_, Sayable, Text, paragraphs, say, unpack
from models.platform.outbox import CLAIMED, WAITING

PICTURES = {"season_chart"}  # kinds of drawings that are shown in the chat; the others are files
NOT_DRAWN = N_("The picture or table could not be made just now. Please try again in a little while.")
NOT_THERE = N_(
    "This file cannot be opened any more: Telegram no longer has it, and our own copy is missing or damaged. The "
    "administrators know of it. Please ask for it to be sent again."
)

ALREADY_SO = (
    "message is not modified",
    "query is too old",
    "message to delete not found",
)
TOO_LATE = ("message can't be deleted", "message can't be edited")


class NotYet(Exception):
    """The message that is to be changed has not been sent yet."""


class Pointless(Exception):
    """The message that is to be changed was never delivered."""


class CannotBeOpened(Exception):
    """Telegram has the file no longer, and neither have we."""


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """What a file holds of which we have a copy, and its name (empty: it has none)."""

    content: bytes
    name: str


OwnCopies = Callable[[int], Awaitable[OwnCopy | None]]  # by the number of the paper; None: it cannot be opened


async def _no_copy(_paper: int) -> OwnCopy | None:
    return None


@dataclass(frozen=True, slots=True)
class Reading:
    """How readers see times, the language of rooms and strangers, and how our own copy of a paper is opened."""

    zone: tzinfo
    default_locale: str
    own_copy: OwnCopies = _no_copy


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
    if message.attachment is not None:
        try:
            return await _send_file(bot, row, message, message.attachment, reading)
        except DrawingFailed:  # what it says arrives without it
            message = replace(message, text=paragraphs(message.text, Text(NOT_DRAWN)), attachment=None)
        except CannotBeOpened:
            message = replace(message, text=paragraphs(message.text, Text(NOT_THERE)), attachment=None)
    sent = await transport.call("sendMessage", {"chat_id": row.address, **_content(message, row, reading)})
    return int(sent["message_id"])


def _content(message: Message, row: Row, reading: Reading) -> dict[str, Any]:
    markup = _markup(message, row, reading)
    content = {"text": _html(message, row, reading, TELEGRAM.message), "parse_mode": ParseMode.HTML.value}
    return content | ({"reply_markup": markup} if markup else {})


async def _send_file(bot: Bot, row: Row, message: Message, file: Attachment, reading: Reading) -> int:
    caption = _html(message, row, reading, TELEGRAM.caption)
    rows = _inline(message, row, reading)
    markup = InlineKeyboardMarkup.de_json({"inline_keyboard": rows}, bot) if rows else None
    how: dict[str, Any] = {"caption": caption, "parse_mode": ParseMode.HTML, "reply_markup": markup}
    is_photo = file.drawing["kind"] in PICTURES if file.drawing else bool(file.qr or file.is_photo)
    send = bot.send_photo if is_photo else bot.send_document
    content, name = await _content_of(file, row, reading)
    try:
        sent = await send(row.address, content, **how, filename=name)
    except BadRequest as refused:
        if not file.paper or not _is_gone(refused):
            raise
        own = await reading.own_copy(file.paper)
        if own is None:
            raise CannotBeOpened from refused
        sent = await send(row.address, own.content, **how, filename=own.name or None)
    return sent.message_id


def _is_gone(failure: BadRequest) -> bool:
    """Tell whether Telegram refuses its own name of a file, as it does to another bot than the one that got it."""
    said = failure.message.lower()
    return any(words in said for words in ("file identifier", "file_id", "file reference"))


async def _content_of(file: Attachment, row: Row, reading: Reading) -> tuple[str | bytes, str | None]:
    """Return what Telegram knows the file by, or its bytes, and the name it gets."""
    if file.drawing is not None:
        locale = row.locale or reading.default_locale
        data = await asyncio.to_thread(worded, file.drawing, locale, reading.zone)  # long for a table of a whole union
        return await draw(data), data["file_name"]
    return (qr_picture(file.qr) if file.qr else file.file_id), None


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


def _html(message: Message, row: Row, reading: Reading, limit: int) -> str:
    text = message.text
    if row.doubtful and row.kind == "send":
        # The connection broke while an earlier try was under way: say that this may be a repetition.
        text = paragraphs(
            say(N_("<i>You may have this message already: the connection broke while we sent it.</i>")), text
        )
    return fit(render(text, row.locale or reading.default_locale, timezone=reading.zone), limit)


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
    return render_plain(label, row.locale or reading.default_locale, timezone=reading.zone, limit=TELEGRAM.label)


def qr_picture(words: str) -> bytes:
    """Draw a QR code as a PNG large enough for a poster."""
    import segno  # only here: posters are rare, and it takes a megabyte

    picture = io.BytesIO()
    segno.make(words, error="m").save(picture, kind="png", scale=12, border=4)
    return picture.getvalue()
