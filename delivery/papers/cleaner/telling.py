"""What a PDF tells beside its pages: who made it, when, on what; and what the pictures in it tell of a phone."""

import io
import zlib
from collections.abc import Iterable
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.filters import decode_stream_data
from pypdf.generic import ArrayObject, DictionaryObject, EncodedStreamObject, NameObject, StreamObject

from delivery.papers.cleaner.inline import without_cameras
from delivery.papers.cleaner.jpegs import plain_jpeg

ANYWHERE = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")  # ISO 32000-2, 14.3, 14.5, 12.3.4
OF_A_NOTE = ("/T", "/M", "/CreationDate", "/NM")  # who wrote it and when; of a field, /T is its name
JPEG_FILTERS = ("/DCTDecode", "/DCT")
SIGNATURE, FIELD = "/ByteRange", "/Widget"
NOT_DRAWN = ("/Image", "/Type1C", "/CIDFontType0C", "/OpenType", "/XML")
OPAQUE = "/JPXDecode"  # JPEG 2000: what is in it is not looked at


class CannotBeCleaned(Exception):
    """It tells something, and to take it out would break a signature, or is more than can be done."""


def without_telling(content: bytes, parts: Iterable[DictionaryObject]) -> bytes:
    """Return a PDF without what it tells beside its pages, `parts` being all that is in it.

    A signed one stays as it is. Raises CannotBeCleaned where that tells something, or any error of a broken file.
    """
    reader = PdfReader(io.BytesIO(content), strict=False)
    if any(SIGNATURE in dict.keys(part) for part in parts):
        if _tells(reader):
            raise CannotBeCleaned
        return content
    return _written_anew(reader)


def _tells(reader: PdfReader) -> bool:
    if reader.is_encrypted:
        reader.decrypt("")
    return bool(reader.metadata) or bool(_cleaned(PdfWriter(clone_from=reader)))


def _written_anew(reader: PdfReader) -> bytes:
    if reader.is_encrypted:
        reader.decrypt("")
    writer = PdfWriter(clone_from=reader)
    _cleaned(writer)
    writer.metadata = None
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    file = io.BytesIO()
    writer.write(file)
    _check(file, len(reader.pages))
    return file.getvalue()


def _check(file: io.BytesIO, pages: int) -> None:
    anew = PdfReader(file)
    if len(anew.pages) != pages or anew.metadata:
        raise CannotBeCleaned


def _cleaned(writer: PdfWriter) -> int:
    """Take out of everything in a PDF what it tells; return how much that was."""
    count = 0
    for part in list(writer._objects):
        for inner in _within(part):
            count += _forget(inner)
    _check_borders(writer)
    return count


def _within(part: Any) -> list[DictionaryObject]:
    found, waiting = [], [part]
    while waiting:
        here = waiting.pop()
        if isinstance(here, DictionaryObject):
            found.append(here)
            waiting.extend(dict.values(here))
        elif isinstance(here, ArrayObject):
            waiting.extend(list.__iter__(here))
    return found


def _forget(part: DictionaryObject) -> int:
    is_note = dict.get(part, "/Rect") is not None and dict.get(part, "/Subtype") not in (None, FIELD)
    telling = [key for key in (*ANYWHERE, *(OF_A_NOTE if is_note else ())) if key in dict.keys(part)]
    for key in telling:
        dict.__delitem__(part, NameObject(key))
    if not isinstance(part, StreamObject):
        return len(telling)
    return len(telling) + _forget_camera(part) + _forget_cameras_drawn(part)


def _forget_camera(part: StreamObject) -> int:
    """Clean a picture that is a JPEG within the file; raises ValueError for one that cannot be."""
    names = _filters(part)
    if OPAQUE in names:
        raise CannotBeCleaned
    if not names or names[-1] not in JPEG_FILTERS:
        return 0
    if len(names) > 1:
        _unpack(part, names)
    plain = plain_jpeg(part._data)
    is_other = plain != part._data
    part._data = plain
    return int(is_other)


def _filters(part: StreamObject) -> list[Any]:
    """Return the names of what a stream is packed in; in a file they may stand elsewhere."""
    raw = part.get("/Filter")
    given: Any = raw.get_object() if raw is not None else ArrayObject()
    return [one.get_object() for one in given] if isinstance(given, ArrayObject) else [given]


def _forget_cameras_drawn(part: StreamObject) -> int:
    """Clean the pictures that stand in what draws a page or a part of one; raises ValueError for one that cannot be."""
    if part.get("/Subtype") in NOT_DRAWN or "/Length1" in part:
        return 0
    drawn = _drawn(part)
    plain = without_cameras(drawn)
    if plain == drawn:
        return 0
    part._data = zlib.compress(plain)
    part[NameObject("/Filter")] = NameObject("/FlateDecode")
    part.pop("/DecodeParms", None)
    return 1


def _drawn(part: Any) -> bytes:
    return decode_stream_data(part) if _filters(part) else bytes(part._data)


def _check_borders(writer: PdfWriter) -> None:
    """Raise ValueError for a picture that begins in one stream of a page and ends in the next."""
    for page in writer.pages:
        several = page.get("/Contents")
        several = several.get_object() if several is not None else None
        if isinstance(several, ArrayObject) and len(several) > 1:
            drawn = b"\n".join(_drawn(one.get_object()) for one in several)
            if without_cameras(drawn) != drawn:
                raise CannotBeCleaned


def _unpack(part: StreamObject, names: list[Any]) -> None:
    """Take off what the picture is packed in once more."""
    packed = EncodedStreamObject()
    packed._data = part._data
    packed[NameObject("/Filter")] = ArrayObject(names[:-1])
    part._data = decode_stream_data(packed)
    part[NameObject("/Filter")] = names[-1]
    part.pop("/DecodeParms", None)
