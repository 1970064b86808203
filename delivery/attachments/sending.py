"""Sends the files of messages, each under the name that it is to have."""

import asyncio
import io
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import Any

import telegram
from telegram import Bot, InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto
from telegram.constants import ParseMode
from telegram.error import BadRequest

from delivery.attachments.copies import NEVER_OPENED, NOT_THERE, CannotBeOpened, OwnCopies, no_copy
from delivery.attachments.uploads import Upload, Uploads
from delivery.drawings import draw
from delivery.drawings.wording import worded
from delivery.rendering import fit, render, render_plain
from delivery.rows import Row
from domain.platform.channel import TELEGRAM
from domain.platform.messages import Attachment, Message
from domain.platform.text import N_, Text, paragraphs, say

PICTURES = {"season_chart", "pairs_chart", "plan_chart"}  # drawings shown in the chat; the others are files


@dataclass(frozen=True, slots=True)
class Reading:
    """How readers see times, the language of rooms and strangers, and how our own copy of a paper is opened."""

    zone: tzinfo
    default_locale: str
    own_copy: OwnCopies = no_copy
    uploads: Uploads = field(default_factory=Uploads)

    def html(self, message: Message, row: Row, limit: int) -> str:
        """Return what a message says as its reader reads it, at most `limit` characters."""
        text = message.text
        if row.doubtful and row.kind == "send":
            # The connection broke while an earlier try was under way: say that this may be a repetition.
            text = paragraphs(
                say(N_("<i>You may have this message already: the connection broke while we sent it.</i>")), text
            )
        return fit(render(text, row.locale or self.default_locale, timezone=self.zone), limit)


@dataclass(frozen=True, slots=True)
class _File:
    """A file to send: bytes or Telegram's name of it, the name that it gets, and a warning to stand with it."""

    content: bytes | str
    name: str | None = None
    warning: Text | None = None


async def send_file(bot: Bot, row: Row, message: Message, rows: list[Any], reading: Reading) -> int:
    """Send the file of a message with its words below; `rows` are its keys. Raises CannotBeOpened, DrawingFailed, and
    UnderWay for a notice to many whose file is on its way to Telegram."""
    attached = message.attachment
    assert attached is not None
    if row.broadcast_id is not None and attached.paper:
        return await _send_to_one_of_many(bot, row, message, rows, reading)
    file = await _found(attached, row, reading)
    return (await _sent(bot, row, message, file, rows, reading)).message_id


async def _send_to_one_of_many(bot: Bot, row: Row, message: Message, rows: list[Any], reading: Reading) -> int:
    """Send a file that goes to many: the first of them gets our copy, the others what Telegram has of it then."""
    assert message.attachment is not None
    which, uploads = _upload(message.attachment, row, reading), reading.uploads
    if (name := uploads.name(which)) is not None:
        try:
            return (await _sent(bot, row, message, _File(name), rows, reading)).message_id
        except BadRequest as refused:
            if not _is_gone(refused):
                raise
            uploads.forget(which)
    with uploads.beginning(which):
        sent = await _sent(bot, row, message, await _found(message.attachment, row, reading), rows, reading)
        uploads.note(which, sent)
    return sent.message_id


def _upload(file: Attachment, row: Row, reading: Reading) -> Upload:
    return file.paper, _called(file, row.locale or reading.default_locale, reading)


async def _sent(
    bot: Bot, row: Row, message: Message, file: _File, rows: list[Any], reading: Reading
) -> telegram.Message:
    attached = message.attachment
    assert attached is not None
    markup = InlineKeyboardMarkup.de_json({"inline_keyboard": rows}, bot) if rows else None
    how: dict[str, Any] = {"caption": _caption(message, file, row, reading), "parse_mode": ParseMode.HTML}
    send = bot.send_photo if _is_picture(attached) else bot.send_document
    try:
        return await send(row.address, file.content, **how, reply_markup=markup, filename=file.name)
    except BadRequest as refused:
        raise _gone_or(refused, attached) from refused


async def send_album(bot: Bot, row: Row, message: Message, reading: Reading) -> int:
    """Send the files of a message as an album; what cannot be opened is told in its words. Raises CannotBeOpened when
    that is all of them."""
    found, missing = [], []
    for attached in message.album:
        try:
            found.append((attached, await _found(attached, row, reading)))
        except CannotBeOpened as reason:
            missing.append(reason)
    if not found:
        raise missing[0]
    told = (Text(said) for said in dict.fromkeys(reason.said for reason in missing))
    message = replace(message, text=paragraphs(message.text, *told))
    if len(found) == 1:
        return await send_file(bot, row, replace(message, attachment=found[0][0], album=()), [], reading)
    media = [_medium(one, file, message if place == 0 else None, row, reading)
             for place, (one, file) in enumerate(found)]  # fmt: skip
    try:
        sent = await bot.send_media_group(row.address, media)
    except BadRequest as refused:
        raise _gone_or(refused, found[0][0]) from refused
    return sent[0].message_id


def _medium(
    attached: Attachment, file: _File, message: Message | None, row: Row, reading: Reading
) -> InputMediaPhoto | InputMediaDocument:
    kind = InputMediaPhoto if _is_picture(attached) else InputMediaDocument
    words = message or (Message(file.warning) if file.warning else None)
    caption = _caption(words, file, row, reading) if words else None
    return kind(file.content, caption=caption, parse_mode=ParseMode.HTML, filename=file.name)


def _caption(message: Message, file: _File, row: Row, reading: Reading) -> str:
    if file.warning is not None and file.warning != message.text:
        message = replace(message, text=paragraphs(message.text, file.warning))
    return reading.html(message, row, TELEGRAM.caption)


def _is_picture(file: Attachment) -> bool:
    return file.drawing["kind"] in PICTURES if file.drawing else bool(file.qr or file.is_photo)


def _gone_or(failure: BadRequest, file: Attachment) -> Exception:
    return CannotBeOpened(NOT_THERE) if file.file_id and _is_gone(failure) else failure


def _is_gone(failure: BadRequest) -> bool:
    """Tell whether Telegram refuses its own name of a file, as it does to another bot than the one that got it."""
    said = failure.message.lower()
    return any(words in said for words in ("file identifier", "file_id", "file reference"))


async def _found(file: Attachment, row: Row, reading: Reading) -> _File:
    locale = row.locale or reading.default_locale
    if file.drawing is not None and file.drawing["kind"] == "text":
        return _File(file.drawing["text"].encode(), file.drawing["file_name"])
    if file.drawing is not None:
        data = await asyncio.to_thread(worded, file.drawing, locale, reading.zone)  # long for a table of a whole union
        return _File(await draw(data), data["file_name"])
    if file.paper:
        return await _paper(file, locale, reading)
    if file.qr:
        return _File(qr_picture(file.qr))
    raise CannotBeOpened(NEVER_OPENED, for_good=True)  # of a version before: nobody knows what is in it


async def _paper(file: Attachment, locale: str, reading: Reading) -> _File:
    """Return our own copy; a photo that cannot be opened is sent as Telegram has it, if it has."""
    try:
        own = await reading.own_copy(file.paper)
    except CannotBeOpened as reason:
        if reason.for_good or not file.file_id:
            raise
        return _File(file.file_id)
    named = own.named(_called(file, locale, reading))
    return _File(own.content, named, Text(own.warning) if own.warning else None)


def _called(file: Attachment, locale: str, reading: Reading) -> str:
    return render_plain(file.called, locale, timezone=reading.zone) if file.called is not None else ""


def qr_picture(words: str) -> bytes:
    """Draw a QR code as a PNG large enough for a poster."""
    import segno  # only here: posters are rare, and it takes a megabyte

    picture = io.BytesIO()
    segno.make(words, error="m").save(picture, kind="png", scale=12, border=4)
    return picture.getvalue()
