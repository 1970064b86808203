"""A file is what its first bytes say, whatever it calls itself."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from delivery.papers.judging import EMPTY, TOO_LARGE, UNKNOWN, fault_of


def picture(kind: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, kind)
    return file.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that claims to be huge."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"0" * 64))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_pictures_are_papers(kind: str) -> None:
    assert fault_of(picture(kind)) is None


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 ...", b"\n% made by a scanner\n%PDF-1.4", b"\0\0\0\x18ftypheic\0\0\0\0", b"\xff\xd8\xff\xe0 cut off"],
)
def test_pdfs_and_photos_of_phones_are_papers(content: bytes) -> None:
    assert fault_of(content) is None


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><script>",
        b"MZ\x90\0 a program",
        b"PK\x03\x04 an archive",
        "身份证".encode(),
        b"\0" * 64,
        b"RIFF\0\0\0\0WAVE",
        b"\0\0\0\x18ftypmp42",
    ],
)
def test_anything_else_is_none_whatever_its_name(content: bytes) -> None:
    assert fault_of(content) == UNKNOWN


def test_an_empty_file_and_a_bomb_are_none() -> None:
    assert fault_of(b"") == EMPTY
    assert fault_of(bomb(60_000)) == TOO_LARGE
    assert fault_of(bomb(2**31 - 1)) == TOO_LARGE
