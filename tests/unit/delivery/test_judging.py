"""A file is what its first bytes say, whatever it calls itself; a child opens it within limits."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from delivery.papers.cleaner import pictures
from delivery.papers.cleaner.faults import ACTIVE, BROKEN, CLEAN, LOCKED, TOO_LARGE, CannotBeUsed
from delivery.papers.cleaner.pdfs import look_through
from delivery.papers.cleaner.pictures import clean_picture
from delivery.papers.cleaning import cleaned
from delivery.papers.judging import EMPTY, FAULTS, PDF, PICTURE, UNKNOWN, NoPaper, kind_of
from tests.papers import FOLDER, paper

GPS = 0x8825


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (8, 6)) -> bytes:
    file = BytesIO()
    Image.new(mode, size).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_pictures_are_papers(kind: str) -> None:
    assert kind_of(picture(kind)) == PICTURE
    assert clean_picture(picture(kind))[0] == "image/jpeg"


@pytest.mark.parametrize("content", [b"%PDF-1.7 ...", b"\n% made by a scanner\n%PDF-1.4"])
def test_pdfs_are_papers(content: bytes) -> None:
    assert kind_of(content) == PDF


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
    with pytest.raises(NoPaper, match=UNKNOWN):
        kind_of(content)


def test_a_photo_loses_place_and_device_and_stands_upright() -> None:
    sent = paper("phone.jpg")
    assert Image.open(BytesIO(sent)).getexif().get_ifd(GPS), "there is a place in it"
    mime, kept = clean_picture(sent)
    with Image.open(BytesIO(kept)) as shown:
        assert (mime, shown.format, shown.size) == ("image/jpeg", "JPEG", (48, 64)), "it was held upright"
        assert not shown.getexif()
        assert not shown.info.keys() & {"exif", "comment", "xmp", "icc_profile"}
        red, green, _ = shown.getpixel((44, 4))  # type: ignore[misc]
        assert red > 150 > 90 > green, "what was on the upper left is on the upper right"
    assert not re.search(rb"Secretphone|made by Lin|2026:07:20|Exif", kept)


def test_a_photo_of_an_iphone_becomes_a_jpeg_that_anybody_can_open() -> None:
    sent = paper("iphone.heic")
    assert kind_of(sent) == PICTURE
    mime, kept = clean_picture(sent)
    with Image.open(BytesIO(kept)) as shown:
        assert (mime, shown.format, shown.size) == ("image/jpeg", "JPEG", (64, 48))
    assert b"Secretphone" not in kept


def test_what_cannot_be_seen_through_is_white() -> None:
    for mode in ("RGBA", "LA", "P"):
        file = BytesIO()
        Image.new(mode, (4, 4)).save(file, "PNG", **({"transparency": 0} if mode == "P" else {}))
        with Image.open(BytesIO(clean_picture(file.getvalue())[1])) as shown:
            assert shown.getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize(("size", "ratio"), [((20, 900), 20), ((3000, 10), 20)])
def test_a_long_strip_gets_margins(size: tuple[int, int], ratio: int) -> None:
    with Image.open(BytesIO(clean_picture(picture("PNG", size=size))[1])) as shown:
        assert max(shown.size) <= ratio * min(shown.size)
        assert max(shown.size) == max(size)


def test_a_large_picture_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "KEPT_PIXELS", 100)
    for kind in ("JPEG", "PNG"):
        with Image.open(BytesIO(clean_picture(picture(kind, size=(80, 40)))[1])) as shown:
            assert shown.size == (14, 7)


def test_several_pages_of_a_scanner_stay_together() -> None:
    mime, kept = clean_picture(paper("scan.tiff"))
    assert mime == "application/pdf"
    assert len(PdfReader(BytesIO(kept)).pages) == 2


@pytest.mark.parametrize(
    ("name", "fault"), [("cut_off.jpg", BROKEN), ("bomb.png", TOO_LARGE)], ids=["cut off", "2^31 dots"]
)
def test_broken_pictures_and_bombs_are_none(name: str, fault: str) -> None:
    with pytest.raises(CannotBeUsed, match=fault):
        clean_picture(paper(name))


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0 nothing", b"\0\0\0\x18ftypheic\0\0\0\0"])
def test_what_only_begins_like_a_picture_is_none(content: bytes) -> None:
    with pytest.raises(CannotBeUsed, match=BROKEN):
        clean_picture(content)


@pytest.mark.parametrize(
    ("name", "found"),
    [("plain.pdf", CLEAN), ("bank.pdf", CLEAN), ("script.pdf", ACTIVE), ("launch.pdf", ACTIVE),
     ("attached.pdf", ACTIVE), ("hidden.pdf", ACTIVE)],
)  # fmt: skip
def test_pdfs_are_looked_through(name: str, found: str) -> None:
    """`hidden.pdf` has its script under escaped names in a packed stream; a bank locks only what may be done."""
    assert look_through(paper(name)) == found


@pytest.mark.parametrize(("name", "fault"), [("locked.pdf", LOCKED), ("cut_off.pdf", BROKEN)])
def test_pdfs_that_nobody_can_open_are_none(name: str, fault: str) -> None:
    with pytest.raises(CannotBeUsed, match=fault):
        look_through(paper(name))


async def test_the_child_opens_pictures_and_pdfs_and_says_what_is_wrong() -> None:
    photo, pdf = await cleaned(paper("phone.jpg")), await cleaned(paper("script.pdf"))
    assert (photo.mime, photo.found, photo.content[:3]) == ("image/jpeg", CLEAN, b"\xff\xd8\xff")
    assert (pdf.mime, pdf.found) == ("application/pdf", ACTIVE)
    assert len(PdfReader(BytesIO(pdf.content)).pages) == 1
    assert b"pypdf" not in pdf.content
    for name, fault in [("bomb.png", TOO_LARGE), ("page.html.jpg", UNKNOWN), ("empty.pdf", EMPTY)]:
        with pytest.raises(NoPaper, match=fault):
            await cleaned(paper(name))
        assert fault in FAULTS


def test_the_files_are_small() -> None:
    assert all(path.stat().st_size < 2000 for path in FOLDER.iterdir())
