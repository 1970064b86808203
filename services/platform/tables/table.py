"""A table that somebody brings: its heading found, its lines read, each with the number that the person sees."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from domain.platform.alike import alike
from domain.platform.text import N_, Text, lines, say
from services.platform.tables import books, texts
from services.platform.tables.cells import Value, words_in
from services.platform.tables.refusals import (
    CellWrong,
    ColumnsMissing,
    ColumnTwice,
    SavedInAnOldWay,
    SeveralSheets,
    TableNotReadable,
    TableTooLong,
)

MOST_BYTES = 1024 * 1024
MOST_LINES = 5000
MOST_ROWS = 50_000  # with empty ones, of which some programs keep thousands
SEARCHED = 12  # lines with words, among which the heading is
_OLD_BEGINNINGS = (b"\xd0\xcf\x11\xe0", b"\x09\x08", b"<html", b"<!doc", b"<tabl", b"<?xml", b"id;p", b"{\\rtf")
_OTHER_BEGINNINGS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_ASIDE = re.compile(r"\([^)]*\)")

Grid = Iterator[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is looked for: its key, how people read it, and the headings that mean it (of any spelling)."""

    key: str
    label: Text
    headings: tuple[str, ...]
    is_needed: bool = True
    is_day: bool = False

    @property
    def meant(self) -> frozenset[str]:
        """The headings as they are compared."""
        return frozenset(_bare(one) for one in (self.key, self.label.source, *self.headings))


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its number in the table program, its words by the column's key, and what is wrong with its cells."""

    number: int
    words: Mapping[str, str]
    problems: tuple[Text, ...] = ()

    def told(self, problem: Text) -> Text:
        """Name the line with what is wrong in it."""
        return say(N_("Line {line}: {problem}"), line=str(self.number), problem=problem)


def read(content: bytes, columns: Sequence[Column]) -> list[Row]:
    """Return the lines of a table that are not empty, as Excel, WPS or a text editor saved it.

    Raises TableTooLong, TableNotReadable, SavedInAnOldWay, ColumnsMissing, ColumnTwice, SeveralSheets.
    """
    if len(content) > MOST_BYTES:
        raise TableTooLong
    if content[:5].lower().startswith(_OLD_BEGINNINGS):
        raise SavedInAnOldWay
    if content.startswith(_OTHER_BEGINNINGS):
        raise TableNotReadable
    table = _of_book(content, columns) if content[:2] == b"PK" else _of_text(content, columns)
    if table is None:
        raise ColumnsMissing(columns=lines(*(one.label for one in columns if one.is_needed), between=", "))
    return table.lines()


class _Table:
    """Rows of which the heading is read already."""

    def __init__(self, columns: Sequence[Column], places: Mapping[str, int], heading: Sequence[str], rest: Grid,
                 read_so_far: int) -> None:  # fmt: skip
        self._columns, self._places, self._heading = columns, places, heading
        self._rest, self._read = rest, read_so_far

    def lines(self) -> list[Row]:
        """Return the lines below the heading that have words in one of the columns."""
        found: list[Row] = []
        try:
            for number, cells in enumerate(self._rest, self._read + 1):
                if number > MOST_ROWS:
                    raise TableTooLong
                row = self._row(number, cells)
                if row is not None:
                    found.append(row)
                if len(found) > MOST_LINES:
                    raise TableTooLong
        except csv.Error as failure:
            raise TableNotReadable from failure
        return found

    def _row(self, number: int, cells: Sequence[Value]) -> Row | None:
        words: dict[str, str] = {}
        problems: list[Text] = []
        for column in self._columns:
            at = self._places.get(column.key)
            try:
                words[column.key] = (
                    words_in(cells[at], is_day=column.is_day) if at is not None and at < len(cells) else ""
                )
            except CellWrong as wrong:
                words[column.key] = ""
                problems.append(say(N_("{column}: {problem}"), column=column.label, problem=wrong.said))
        if not problems and not any(words.values()):
            return None
        return None if self._is_heading(words) else Row(number, words, tuple(problems))

    def _is_heading(self, words: Mapping[str, str]) -> bool:
        """Where parts were put together, the heading stands again above each."""
        return all(_bare(words[key]) == _bare(self._heading[at]) for key, at in self._places.items())


def _of_text(content: bytes, columns: Sequence[Column]) -> _Table | None:
    return next((table for grid in texts.grids(content) if (table := _headed(grid, columns)) is not None), None)


def _of_book(content: bytes, columns: Sequence[Column]) -> _Table | None:
    found = [(one.name, table) for one in books.sheets(content) if (table := _headed(one.rows, columns)) is not None]
    if len(found) > 1:
        raise SeveralSheets(one=found[0][0], other=found[1][0])
    return found[0][1] if found else None


def _headed(grid: Grid, columns: Sequence[Column]) -> _Table | None:
    """Read on up to the heading; None when there is none among the first lines with words."""
    with_words = 0
    try:
        for number, cells in enumerate(islice(grid, MOST_ROWS), 1):
            heading = [one if isinstance(one, str) else "" for one in cells]
            places = _places(heading, columns)
            if places is not None:
                return _Table(columns, places, heading, grid, number)
            with_words += any(heading)
            if with_words >= SEARCHED:
                return None
    except csv.Error:
        return None
    return None


def _places(heading: Sequence[str], columns: Sequence[Column]) -> dict[str, int] | None:
    places: dict[str, int] = {}
    twice: tuple[str, str] | None = None
    for at, cell in enumerate(heading):
        column = _column(cell, columns)
        if column is not None and places.setdefault(column.key, at) != at:
            twice = twice or (heading[places[column.key]], cell)
    if not {one.key for one in columns if one.is_needed} <= set(places):
        return None
    if twice is not None:
        raise ColumnTwice(one=twice[0], other=twice[1])
    return places


def _column(cell: str, columns: Sequence[Column]) -> Column | None:
    bare = _bare(cell)
    return next((one for one in columns if bare and bare in one.meant), None)


def _bare(heading: str) -> str:
    """Return a heading as it is compared: no remark in brackets, no spaces or signs, simplified, small letters."""
    return "".join(one for one in _ASIDE.sub("", alike(heading[:200])) if one.isalnum())
