"""Files that travelled through the chats."""

import struct
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import PurePosixPath

from simulator.errors import bad_request
from simulator.world.cast import Json
from simulator.world.journal import Journal

LARGEST_DOWNLOAD = 20 * 1024 * 1024
LARGEST_KEPT = 512 * 1024 * 1024
PICTURES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
UNKNOWN_SIZE = (800, 600)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file: its Telegram identifier, where it is downloaded from, and its bytes."""

    id: str
    path: str
    name: str
    mime: str
    content: bytes


class Files:
    """All files, the oldest forgotten when they grow past half a gigabyte."""

    def __init__(self, journal: Journal | None) -> None:
        self.journal = journal
        self._by_id: OrderedDict[str, StoredFile] = OrderedDict()
        self._by_path: dict[str, StoredFile] = {}
        self._number = 0
        self._weight = 0

    def store(self, name: str, mime: str, content: bytes, *, folder: str) -> StoredFile:
        """Keep a file under a new identifier."""
        self._number += 1
        ending = PurePosixPath(name).suffix or PICTURES.get(mime, "")
        path = f"{folder}/file_{self._number}{ending if ending.isascii() else ''}"
        stored = StoredFile(f"SIM{folder[:3].upper()}{self._number:010d}", path, name, mime, content)
        self._keep(stored)
        if self.journal:
            self.journal.put("blob", stored.id, content)
            self.journal.put("file", stored.id, {"path": path, "name": name, "mime": mime, "number": self._number})
        return stored

    def restore(self, file_id: str, noted: Json, content: bytes) -> None:
        """Put back a file from the journal."""
        self._number = max(self._number, noted["number"])
        self._keep(StoredFile(file_id, noted["path"], noted["name"], noted["mime"], content))

    def _keep(self, stored: StoredFile) -> None:
        self._by_id[stored.id] = self._by_path[stored.path] = stored
        self._weight += len(stored.content)
        while self._weight > LARGEST_KEPT and len(self._by_id) > 1:
            file_id, oldest = self._by_id.popitem(last=False)
            del self._by_path[oldest.path]
            self._weight -= len(oldest.content)
            if self.journal:
                self.journal.drop("file", file_id)
                self.journal.drop("blob", file_id)

    def find(self, file_id: str) -> StoredFile | None:
        """The file of an identifier; a thumbnail's identifier leads to its picture."""
        return self._by_id.get(file_id.removesuffix("-s"))

    def at(self, path: str) -> StoredFile | None:
        """The file of a download path."""
        return self._by_path.get(path)


def file_json(stored: StoredFile) -> Json:
    """The Bot API's File; only files up to 20 MB can be downloaded by a bot."""
    if len(stored.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**_identity(stored), "file_path": stored.path}


def document_json(stored: StoredFile) -> Json:
    """The Bot API's Document."""
    shown = {"file_name": stored.name, **_identity(stored)}
    return {**shown, "mime_type": stored.mime} if stored.mime else shown


def photo_json(stored: StoredFile) -> list[Json]:
    """The Bot API's list of PhotoSize: a thumbnail and the whole."""
    width, height = picture_size(stored.content) or UNKNOWN_SIZE
    scale = 90 / max(width, height, 90)
    small = {"width": max(1, int(width * scale)), "height": max(1, int(height * scale))}
    thumbnail = {"file_id": f"{stored.id}-s", "file_unique_id": f"u{stored.id}s", "file_size": 1000, **small}
    return [thumbnail, {**_identity(stored), "width": width, "height": height}]


def _identity(stored: StoredFile) -> Json:
    return {"file_id": stored.id, "file_unique_id": f"u{stored.id}", "file_size": len(stored.content)}


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, WebP or JPEG; None when it is no picture."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith((b"GIF87a", b"GIF89a")) and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return UNKNOWN_SIZE
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None
