"""What the bot sends: a text, keys under it and perhaps a file, all as data until delivery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from domain.platform.buttons import Button
from domain.platform.text import Sayable, pack, unpack


@dataclass(frozen=True, slots=True)
class Key:
    """A key under a message: a press, or a link."""

    label: Sayable
    press: str = ""
    url: str = ""


def key(label: Sayable, press: Button) -> Key:
    """Make a key that sends a typed button back."""
    return Key(label, press=press.encode())


def link_key(label: Sayable, url: str) -> Key:
    """Make a key that opens a link."""
    return Key(label, url=url)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that Telegram already has (`file_id`), a QR code to draw (`qr`: what it says), or a chart or table.

    `drawing` is JSON data with its "kind" and "file_name", whose texts may be packed (see `delivery/drawings`); of the
    kind "text" it is a file of that "text", as it is. `paper`
    is the number of a paper, of which our own copy is sent under the name `called`, without its ending; its `file_id`
    is a photo as Telegram made it, should our copy not be there.
    """

    file_id: str = ""
    is_photo: bool = False
    qr: str = ""
    drawing: dict[str, Any] | None = None
    paper: int = 0
    called: Sayable | None = None


Keys = tuple[tuple[Key, ...], ...]
PLAIN_FILE: tuple[Any, ...] = ("", False, "", None, 0, None)  # of an attachment, in their order


@dataclass(frozen=True, slots=True)
class Message:
    """A message as data. `ask_contact` shows a key that shares the phone number; `clear_keyboard` takes it away.

    An `album` holds papers, pictures only or none; it has no keys.
    """

    text: Sayable
    keys: Keys = ()
    ask_contact: Sayable | None = None
    clear_keyboard: bool = False
    attachment: Attachment | None = None
    album: tuple[Attachment, ...] = ()


def pack_message(message: Message) -> dict[str, Any]:
    """Turn a message into plain JSON data."""
    packed: dict[str, Any] = {"text": pack(message.text)}
    if message.keys:
        packed["keys"] = [[[pack(one.label), one.press, one.url] for one in row] for row in message.keys]
    if message.ask_contact:
        packed["contact"] = pack(message.ask_contact)
    if message.clear_keyboard:
        packed["clear"] = True
    if message.attachment:
        packed["file"] = _pack_file(message.attachment)
    if message.album:
        packed["album"] = [_pack_file(file) for file in message.album]
    return packed


def _pack_file(file: Attachment) -> list[Any]:
    packed: list[Any] = [file.file_id, file.is_photo, file.qr]
    if file.drawing is not None or file.paper:
        packed += [file.drawing, file.paper]
    return packed if file.called is None else [*packed, pack(file.called)]


def _unpack_file(packed: list[Any]) -> Attachment:
    file_id, is_photo, qr, drawing, paper, called = [*packed, *PLAIN_FILE[len(packed) :]]
    name = None if called is None else cast(Sayable, unpack(called))
    return Attachment(file_id, is_photo, qr, drawing, paper, name)


def unpack_message(data: dict[str, Any]) -> Message:
    """Turn JSON data made by `pack_message` back into a message."""
    rows = tuple(
        tuple(Key(cast(Sayable, unpack(label)), press, url) for label, press, url in row)
        for row in data.get("keys", [])
    )
    return Message(
        text=cast(Sayable, unpack(data["text"])),
        keys=rows,
        ask_contact=cast(Sayable, unpack(data["contact"])) if "contact" in data else None,
        clear_keyboard=bool(data.get("clear")),
        attachment=_unpack_file(data["file"]) if "file" in data else None,
        album=tuple(_unpack_file(file) for file in data.get("album", ())),
    )
