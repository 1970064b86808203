"""A table as Excel and WPS save it: its encoding guessed, its columns found, its cells made plain."""

import csv
import io

from domain.platform.looks import plain
from domain.platform.text import N_, Refusal

__all__ = ["MOST_BYTES", "ColumnsMissing", "TableNotReadable", "TableTooLong", "clean", "read"]

COLUMNS = ("household", "officer")
DELIMITERS = (",", ";", "\t")
MOST_BYTES = 1024 * 1024
MOST_LINES = 5000
ODD_SIGNS_END = "\u0600"  # Arabic begins here, in which Uyghur names are written


class TableTooLong(Refusal):
    """A table of households is short."""

    text = N_("This table has more than 5,000 lines or 1 MB. Please send it in parts, with the first line above each.")


class TableNotReadable(Refusal):
    """The file is no table, or not in an encoding that Excel or WPS writes."""

    text = N_("I cannot read this file as a table. Please save it in Excel or WPS as CSV (UTF-8) and send it again.")


class ColumnsMissing(Refusal):
    """The first line names the columns."""

    text = N_("The first line of the table must be: household,officer. Nothing was assigned.")


def read(content: bytes) -> list[dict[str, str]]:
    """Return the lines of a CSV file in UTF-8, UTF-16 or GB18030, between commas, semicolons or tabs.

    Raises TableTooLong, TableNotReadable, ColumnsMissing.
    """
    if len(content) > MOST_BYTES:
        raise TableTooLong
    text = _decoded(content).lstrip("\ufeff")
    heading = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=heading.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as failure:
        raise TableNotReadable from failure
    if len(rows) > MOST_LINES + 1:
        raise TableTooLong
    names = [clean(name).lower() for name in rows[0]] if rows else []
    if not set(COLUMNS) <= set(names):
        raise ColumnsMissing
    return [dict(zip(names, map(clean, row), strict=False)) for row in rows[1:]]


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "gb18030")
    texts = [text for encoding in encodings if (text := _in(encoding, content)) is not None]
    if not texts:
        raise TableNotReadable
    return texts[-1] if _is_mistaken(texts[0]) else texts[0]


def _in(encoding: str, content: bytes) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _is_mistaken(text: str) -> bool:
    """Say whether a few Chinese words in GB18030 happened to be UTF-8, too: then it is all accents and odd signs."""
    beyond = [sign for sign in text if not sign.isascii()]
    return bool(beyond) and all(sign < ODD_SIGNS_END for sign in beyond)


def clean(cell: str | None) -> str:
    """Return the words of a cell in their plain form, as a form would take them."""
    return plain(cell or "")
