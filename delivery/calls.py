"""Turns a claimed row into the call to Telegram that carries it out."""

import io
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, cast

import segno
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from delivery.rendering import CAPTION_LIMIT, MESSAGE_LIMIT, TOAST_LIMIT, fit, render, render_plain
from delivery.rows import Row
from domain.messages import Attachment, Message, unpack_message
from domain.text import N_, paragraphs, say, unpack
from models.outbox import CLAIMED, WAITING

BUTTON_LIMIT = 64

HARMLESS = (
    "message is not modified",
    "query is too old",
    "message to delete not found",
    "message can't be deleted",
    "message to edit not found",
    "message can't be edited",
)


class NotYet(Exception):
    """The message that is to be changed has not been sent yet."""


class Pointless(Exception):
    """The message that is to be changed was never delivered."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How readers see times, and the language of rooms and strangers."""

    zone: tzinfo
    default_locale: str


def is_harmless(failure: BadRequest) -> bool:
    """Tell whether a refusal means that what we wanted is already so, or too late to matter."""
    return any(words in failure.message.lower() for words in HARMLESS)


async def carry_out(bot: Bot, row: Row, reading: Reading) -> int | None:
    """Make the call; return the id of a message that was sent."""
    match row.kind:
        case "send":
            return await _send(bot, row, reading)
        case "edit":
            await _edit(bot, row, reading)
        case "delete":
            await bot.delete_message(row.chat_id, row.body["message_id"])
        case "answer":
            await _answer(bot, row, reading)
        case _:
            raise ValueError(f"unknown kind of row {row.kind!r}")
    return None


async def _send(bot: Bot, row: Row, reading: Reading) -> int:
    message = unpack_message(row.body["message"])
    markup = _markup(message, row, reading)
    if message.attachment is not None:
        return await _send_file(bot, row, message, message.attachment, markup, reading)
    text = _html(message, row, reading, MESSAGE_LIMIT)
    sent = await bot.send_message(row.chat_id, text, parse_mode=ParseMode.HTML, reply_markup=markup)
    return sent.message_id


async def _send_file(bot: Bot, row: Row, message: Message, file: Attachment, markup: Any, reading: Reading) -> int:
    caption = _html(message, row, reading, CAPTION_LIMIT)
    if file.qr or file.is_photo:
        photo = qr_picture(file.qr) if file.qr else file.file_id
        sent = await bot.send_photo(row.chat_id, photo, caption=caption, parse_mode=ParseMode.HTML, reply_markup=markup)
    else:
        sent = await bot.send_document(
            row.chat_id, file.file_id, caption=caption, parse_mode=ParseMode.HTML, reply_markup=markup
        )
    return sent.message_id


async def _edit(bot: Bot, row: Row, reading: Reading) -> None:
    message_id = row.body["message_id"]
    if message_id is None:
        message_id = _target_id(row)
    message = unpack_message(row.body["message"])
    text = _html(message, row, reading, MESSAGE_LIMIT)
    await bot.edit_message_text(
        text,
        chat_id=row.chat_id,
        message_id=message_id,
        parse_mode=ParseMode.HTML,
        reply_markup=cast(InlineKeyboardMarkup | None, _markup(message, row, reading)),
    )


def _target_id(row: Row) -> int:
    if row.target is None:
        raise Pointless("the message to change is unknown")
    if row.target.message_id is not None:
        return row.target.message_id
    if row.target.state in (WAITING, CLAIMED):
        raise NotYet
    raise Pointless("the message to change was not delivered")


async def _answer(bot: Bot, row: Row, reading: Reading) -> None:
    packed = row.body["text"]
    locale = row.locale or reading.default_locale
    text = render_plain(unpack(packed), locale, timezone=reading.zone, limit=TOAST_LIMIT) if packed else None
    await bot.answer_callback_query(row.body["query_id"], text=text, show_alert=row.body["alert"])


def _html(message: Message, row: Row, reading: Reading, limit: int) -> str:
    text = message.text
    if row.doubtful and row.kind == "send":
        # The connection broke while an earlier try was under way: say that this may be a repetition.
        text = paragraphs(
            say(N_("<i>You may have this message already: the connection broke while we sent it.</i>")), text
        )
    return fit(render(text, row.locale or reading.default_locale, timezone=reading.zone), limit)


def _markup(message: Message, row: Row, reading: Reading) -> Any:
    locale = row.locale or reading.default_locale

    def plain(label: Any) -> str:
        return render_plain(label, locale, timezone=reading.zone, limit=BUTTON_LIMIT)

    if message.ask_contact is not None:
        button = KeyboardButton(plain(message.ask_contact), request_contact=True)
        return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    if message.clear_keyboard:
        return ReplyKeyboardRemove()
    if not message.keys:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(plain(one.label), callback_data=one.press or None, url=one.url or None)
                for one in row_
            ]
            for row_ in message.keys
        ]
    )


def qr_picture(words: str) -> bytes:
    """Draw a QR code as a PNG large enough for a poster."""
    picture = io.BytesIO()
    segno.make(words, error="m").save(picture, kind="png", scale=12, border=4)
    return picture.getvalue()
