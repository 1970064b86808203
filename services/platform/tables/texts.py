"""Tables as text: the encoding and what stands between the cells are tried until a heading is found."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from services.platform.tables.refusals import TableNotReadable

UTF_8 = "utf-8-sig"
DELIMITERS = (",", ";", "\t", "|")
ODD_SIGNS_END = "\u0600"  # Arabic begins here, in which Uyghur names are written
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def grids(content: bytes) -> Iterator[Iterator[Sequence[str]]]:
    """Yield the rows of a text in each way of reading it, the likeliest first; raises TableNotReadable."""
    texts = _decoded(content)
    if not texts:
        raise TableNotReadable
    for text in texts:
        for delimiter in DELIMITERS:
            yield csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _decoded(content: bytes) -> list[str]:
    found = {encoding: text for encoding in _encodings(content) if (text := _in(encoding, content)) is not None}
    if len(found) > 1 and _is_mistaken(found.get(UTF_8, "")):
        found[UTF_8] = found.pop(UTF_8)  # comes last
    return list(found.values())


def _encodings(content: bytes) -> tuple[str, ...]:
    if content[:2] in _MARKS:
        return (_MARKS[content[:2]],)
    if b"\0" in content:  # without a mark; where the zeros of commas and line ends are tells which half comes first
        return ("utf-16-le", "utf-16-be") if content.count(b"\n\0") >= content.count(b"\0\n") else (
            "utf-16-be", "utf-16-le")  # fmt: skip
    return (UTF_8, "gb18030", "big5hkscs")


def _in(encoding: str, content: bytes) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text.lstrip("\ufeff")


def _is_mistaken(text: str) -> bool:
    """Say whether a few Chinese words in GB18030 happened to be UTF-8, too: then it is all accents and odd signs."""
    beyond = [sign for sign in text if not sign.isascii()]
    return bool(beyond) and all(sign < ODD_SIGNS_END for sign in beyond)
