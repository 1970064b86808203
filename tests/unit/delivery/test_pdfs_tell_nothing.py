"""A PDF is kept without who made it, when, with what and where, also where a picture in it says so."""

from __future__ import annotations

import base64
import zlib
from io import BytesIO
from typing import Any, cast

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from delivery.papers.cleaner.faults import ACTIVE, CLEAN, TELLS
from delivery.papers.cleaner.jpegs import plain_jpeg
from delivery.papers.cleaner.pdfs import clean_pdf
from tests.papers import paper

SECRETS = (b"Lin the worker", b"Secretphone", b"made by Lin", b"2026:07:20", b"Exif", b"xmpmeta")


def named(**entries: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def of_a_phone(packed: bool = False, kind: str = "/DCTDecode") -> PdfWriter:
    """A PDF as an app on a phone makes it: author and XMP, and a photo with its place on the page."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": "Lin the worker", "/Creator": "Secretphone 9"})
    xmp = DecodedStreamObject()
    xmp.set_data(b"<x:xmpmeta>Lin the worker</x:xmpmeta>")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    photo = StreamObject()
    photo._data = paper("phone.jpg")
    photo.update(named(Type=NameObject("/XObject"), Subtype=NameObject("/Image"), Width=NumberObject(64),
                       Height=NumberObject(48), ColorSpace=NameObject("/DeviceRGB"),
                       BitsPerComponent=NumberObject(8)))  # fmt: skip
    if packed:
        photo = photo.flate_encode()
        photo[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode"), NameObject(kind)])
    else:
        photo[NameObject("/Filter")] = NameObject(kind)
    page[NameObject("/Resources")] = named(XObject=named(Photo=writer._add_object(photo)))
    return writer


def bytes_of(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def signed(writer: PdfWriter) -> PdfWriter:
    signature = named(Type=NameObject("/Sig"), ByteRange=ArrayObject([NumberObject(0)] * 4),
                      Contents=ByteStringObject(b"\0" * 8))  # fmt: skip
    field = named(FT=NameObject("/Sig"), T=TextStringObject("seal"), V=writer._add_object(signature))
    fields = ArrayObject([writer._add_object(field)])
    writer.root_object[NameObject("/AcroForm")] = named(Fields=fields)
    return writer


@pytest.mark.parametrize("packed", [False, True])
def test_author_device_and_place_are_gone_and_the_photo_looks_the_same(packed: bool) -> None:
    sent = bytes_of(of_a_phone(packed))
    found, kept = clean_pdf(sent)
    assert found == CLEAN
    reader = PdfReader(BytesIO(kept))
    (shown,) = reader.pages[0].images
    assert not reader.metadata
    assert reader.xmp_metadata is None
    assert not any(secret in part for part in (kept, shown.data) for secret in SECRETS)
    with Image.open(BytesIO(paper("phone.jpg"))) as before, Image.open(BytesIO(plain_jpeg(paper("phone.jpg")))) as now:
        assert list(before.tobytes()) == list(now.tobytes())
        assert not now.getexif()


def drawn(*words: bytes, packed: bool = False) -> bytes:
    """A PDF whose page is drawn by these words, each in a stream of its own."""
    writer = PdfWriter()
    page, streams = writer.add_blank_page(100, 100), ArrayObject()
    for some in words:
        stream: StreamObject = DecodedStreamObject()
        stream._data = some
        streams.append(writer._add_object(stream.flate_encode() if packed else stream))
    page[NameObject("/Contents")] = streams
    writer.metadata = None
    return bytes_of(writer)


PHOTO, SIZE = paper("phone.jpg"), b"/W 64 /H 48 /CS /RGB /BPC 8"
INLINE = {
    "short": b"q BI %b /F /DCT\nID %b\nEI Q" % (SIZE, PHOTO),
    "long": b"q\nBI /Width 64 /Height 48 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter [/DCTDecode] ID\r\n%b EI\nQ"
    % PHOTO,
    "its length said": b"BI %b /L %d /F /DCT ID %bEI" % (SIZE, len(PHOTO), PHOTO),
    "in hexadecimals": b"BI %b/F[/AHx/DCT] ID %b>\nEI" % (SIZE, PHOTO.hex().encode()),
    "in letters": b"BI %b /F [/A85 /DCT]/DP[null null] ID %b\nEI" % (SIZE, base64.a85encode(PHOTO) + b"~>"),
    "its name in signs": b"BI %b /F /#44CT ID %b\nEI" % (SIZE, PHOTO),
    "the second of two": b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x80\nEI BI %b /F /DCT ID %b\nEI" % (SIZE, PHOTO),
}


@pytest.mark.parametrize("packed", [False, True], ids=["open", "packed"])
@pytest.mark.parametrize("words", list(INLINE.values()), ids=list(INLINE))
def test_a_photo_within_what_draws_a_page_loses_its_place_and_is_drawn_all_the_same(words: bytes, packed: bool) -> None:
    found, kept = clean_pdf(drawn(b"BT (BI is no picture, nor is ID) Tj ET", words, b"0 0 m S", packed=packed))
    assert found == CLEAN
    page = PdfReader(BytesIO(kept)).pages[0]
    streams = [one.get_object().get_data() for one in cast(ArrayObject, page["/Contents"])]
    plain = plain_jpeg(PHOTO)
    assert plain in streams[1]
    assert not any(secret in part for part in streams for secret in SECRETS)
    assert streams[1].endswith(words[-2:])
    assert (streams[0], streams[2]) == (b"BT (BI is no picture, nor is ID) Tj ET", b"0 0 m S")
    shown = page.images[-1].data
    with Image.open(BytesIO(shown)) as picture:
        assert picture.size == (64, 48)


@pytest.mark.parametrize(
    "words",
    [
        (b"BI %b /F /DCT ID %b" % (SIZE, PHOTO),),
        (b"BI %b /F [/Fl /DCT] ID %b\nEI" % (SIZE, zlib.compress(PHOTO)),),
        (b"BI %b /F /DCT ID %b there is more EI" % (SIZE, PHOTO),),
        (b"BI %b /F /DCT ID" % SIZE, b"%b\nEI" % PHOTO),
    ],
    ids=["without an end", "packed in bytes", "with more behind it", "over two streams"],
)
def test_a_photo_that_cannot_be_cut_out_of_what_draws_a_page_is_flagged(words: tuple[bytes, ...]) -> None:
    sent = drawn(*words)
    assert clean_pdf(sent) == (TELLS, sent)


def test_a_picture_whose_kind_stands_elsewhere_in_the_file_is_cleaned_too() -> None:
    writer = of_a_phone()
    photo = writer.pages[0]["/Resources"]["/XObject"]["/Photo"]  # type: ignore[index]
    photo[NameObject("/Filter")] = writer._add_object(NameObject("/DCTDecode"))
    found, kept = clean_pdf(bytes_of(writer))
    assert found == CLEAN
    assert not any(secret in kept for secret in SECRETS)


def test_what_an_earlier_version_of_the_file_said_is_gone() -> None:
    before = bytes_of(of_a_phone())
    later = PdfWriter(BytesIO(before), incremental=True)
    later.add_blank_page(50, 50)
    sent = bytes_of(later)
    assert b"Secretphone" in sent
    kept = clean_pdf(sent)[1]
    assert len(PdfReader(BytesIO(kept)).pages) == 2
    assert not any(secret in kept for secret in SECRETS)


def test_who_wrote_a_note_is_gone_and_the_note_stays() -> None:
    writer = of_a_phone()
    note = named(Type=NameObject("/Annot"), Subtype=NameObject("/Text"), T=TextStringObject("Lin the worker"),
                 Rect=ArrayObject([NumberObject(1)] * 4), Contents=TextStringObject("see here"))  # fmt: skip
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    kept = clean_pdf(bytes_of(writer))[1]
    assert b"see here" in kept
    assert b"Lin the worker" not in kept


def test_a_signed_pdf_stays_as_it_is_and_is_flagged() -> None:
    sent = bytes_of(signed(of_a_phone()))
    assert clean_pdf(sent) == (TELLS, sent)


def test_a_signed_pdf_that_tells_nothing_is_clean() -> None:
    writer = signed(PdfWriter())
    writer.add_blank_page(10, 10)
    writer.metadata = None
    sent = bytes_of(writer)
    assert clean_pdf(sent) == (CLEAN, sent)


def test_a_picture_that_cannot_be_cleaned_is_flagged() -> None:
    sent = bytes_of(of_a_phone(kind="/JPXDecode"))
    assert clean_pdf(sent) == (TELLS, sent)


def test_a_script_stays_a_script_and_a_file_inside_stays_there() -> None:
    assert clean_pdf(paper("script.pdf"))[0] == ACTIVE
    found, kept = clean_pdf(paper("attached.pdf"))
    assert found == ACTIVE
    assert len(PdfReader(BytesIO(kept)).attachments) == 1


@pytest.mark.parametrize("name", ["plain.pdf", "bank.pdf"])
def test_every_page_stays(name: str) -> None:
    found, kept = clean_pdf(paper(name))
    assert found == CLEAN
    assert len(PdfReader(BytesIO(kept)).pages) >= 1


def test_what_follows_the_end_of_a_jpeg_goes() -> None:
    plain = plain_jpeg(paper("phone.jpg"))
    assert plain_jpeg(plain + b"Secretphone") == plain
    with pytest.raises(ValueError, match="marker"):
        plain_jpeg(b"\xff\xd8 nothing")
