"""PDFs: whether they open, whether there is more in them than pages, and what is kept of them."""

import io
import re
import time
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from delivery.papers.cleaner.faults import ACTIVE, BROKEN, CLEAN, LOCKED, TELLS, CannotBeUsed
from delivery.papers.cleaner.telling import without_telling

SECONDS = 15.0  # for looking through one file; what takes longer counts as one with more in it
MOST_PARTS = 500_000
# What a PDF can do or carry beside its pages (ISO 32000-2, 12.6.4 and 7.11.4). A jump to a page is none of it.
ACTS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie",
    "/RichMediaExecute",
}  # fmt: skip
KEYS = {"/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA", "/RichMediaContent"}
TYPES = {"/EmbeddedFile", "/FileAttachment", "/RichMedia"}
IN_THE_OPEN = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?)\b")  # also in what a later version of the file left out


def clean_pdf(content: bytes) -> tuple[str, bytes]:
    """Return what was found in a PDF and its bytes without author, device, time and place, those of its pictures too.

    What cannot be made clean, such as a signed one, stays as it came and is TELLS, or ACTIVE. Raises CannotBeUsed.
    """
    found = look_through(content)
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
        return found, without_telling(content, _parts(reader))
    except Exception:
        return TELLS if found == CLEAN else found, content


def look_through(content: bytes) -> str:
    """Return CLEAN, or ACTIVE for a PDF with a program, a further file or the like, or too large to be sure.

    Raises CannotBeUsed for one that is broken or locked.
    """
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):  # many a bank locks only what may be done with it
            raise CannotBeUsed(LOCKED)
        reader.pages[0]
    except CannotBeUsed:
        raise
    except Exception:
        raise CannotBeUsed(BROKEN) from None
    return ACTIVE if IN_THE_OPEN.search(content) or _is_active(reader) else CLEAN


def _is_active(reader: PdfReader) -> bool:
    end = time.monotonic() + SECONDS
    try:
        for number, part in enumerate(_parts(reader)):
            if number > MOST_PARTS or time.monotonic() > end:
                return True
            if _does_more(part):
                return True
    except MemoryError:
        return True
    return False


def _parts(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Walk through all that is in the file, also what is packed in streams or hangs on nothing."""
    numbers = {(number, generation) for generation, found in reader.xref.items() for number in found}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    yield from _within(reader.trailer)
    for number, generation in sorted(numbers):
        try:
            found = reader.get_object(IndirectObject(number, generation, reader))
        except MemoryError:
            raise
        except Exception:  # noqa: S112  what cannot be read does nothing
            continue
        yield from _within(found)


def _within(part: Any) -> Iterator[DictionaryObject]:
    waiting = [part]
    while waiting:
        here = waiting.pop()
        if isinstance(here, DictionaryObject):
            yield here
            waiting.extend(dict.values(here))  # as they stand there: what is named by its number comes by itself
        elif isinstance(here, ArrayObject):
            waiting.extend(list.__iter__(here))


def _does_more(part: DictionaryObject) -> bool:
    raw = {name: dict.get(part, name) for name in ("/S", "/Type", "/Subtype")}
    return (
        bool(KEYS.intersection(dict.keys(part))) or raw["/S"] in ACTS or bool(TYPES & {raw["/Type"], raw["/Subtype"]})
    )
