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

    `drawing` is JSON data with its "kind" and "file_name", whose texts may be packed (see `delivery/drawings`). `paper`
    is the number of a paper of which there is a copy of our own, should Telegram have the file no longer.
    """

    file_id: str = ""
    is_photo: bool = False
    qr: str = ""
    drawing: dict[str, Any] | None = None
    paper: int = 0


Keys = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A message as data. `ask_contact` shows a key that shares the phone number; `clear_keyboard` takes it away."""

    text: Sayable
    keys: Keys = ()
    ask_contact: Sayable | None = None
    clear_keyboard: bool = False
    attachment: Attachment | None = None


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
        file = message.attachment
        packed["file"] = [file.file_id, file.is_photo, file.qr]
        if file.drawing is not None or file.paper:
            packed["file"] += [file.drawing, file.paper]
    return packed


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
        attachment=Attachment(*data["file"]) if "file" in data else None,
    )
