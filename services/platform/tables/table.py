"""A table that somebody brings: its heading found, its lines read, each with the number that the person sees."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from domain.platform.alike import alike
from domain.platform.text import N_, Refusal, Text, lines, say
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
class Bounds:
    """How much of a table is read: bytes of the file, lines with words, rows with the empty ones, bytes unpacked; and
    what is said of more."""

    file: int = MOST_BYTES
    lines: int = MOST_LINES
    rows: int = MOST_ROWS
    unpacked: int = books.MOST_UNPACKED
    told: type[Refusal] = TableTooLong


USUAL = Bounds()


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
        return frozenset(bare(one) for one in (self.key, self.label.source, *self.headings))


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
    return list(opened(content, columns).lines())


def opened(
    content: bytes,
    columns: Sequence[Column],
    bounds: Bounds = USUAL,
    is_heading: Callable[[set[str]], bool] | None = None,
) -> Table:
    """Return a table of which the heading is found; by default that names all columns that are needed.

    Raises what `read` does.
    """
    enough = is_heading or {one.key for one in columns if one.is_needed}.issubset
    search = _Search(columns, enough, bounds)
    if len(content) > bounds.file:
        raise bounds.told
    if content[:5].lower().startswith(_OLD_BEGINNINGS):
        raise SavedInAnOldWay
    if content.startswith(_OTHER_BEGINNINGS):
        raise TableNotReadable
    table = _of_book(content, search) if content[:2] == b"PK" else _of_text(content, search)
    if table is None:
        raise ColumnsMissing(columns=lines(*(one.label for one in columns if one.is_needed), between=", "))
    return table


@dataclass(frozen=True, slots=True)
class _Search:
    """What is looked for in a table, and within which bounds."""

    columns: Sequence[Column]
    is_enough: Callable[[set[str]], bool]
    bounds: Bounds


class Table:
    """Rows of which the heading is read already: its words, and which place each column has there."""

    def __init__(self, search: _Search, places: Mapping[str, int], heading: Sequence[str], rest: Grid,
                 read_so_far: int) -> None:  # fmt: skip
        self._columns, self._bounds = search.columns, search.bounds
        self.places, self.heading = places, heading
        self._rest, self._read = rest, read_so_far

    def lines(self) -> Iterator[Row]:
        """Yield the lines below the heading that have words in one of the columns; raises what `read` does."""
        found = 0
        try:
            for number, cells in enumerate(self._rest, self._read + 1):
                row = self._row(number, cells)
                found += row is not None
                if number > self._bounds.rows or found > self._bounds.lines:
                    raise self._bounds.told
                if row is not None:
                    yield row
        except csv.Error as failure:
            raise TableNotReadable from failure

    def _row(self, number: int, cells: Sequence[Value]) -> Row | None:
        words: dict[str, str] = {}
        problems: list[Text] = []
        for column in self._columns:
            at = self.places.get(column.key)
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
        return all(bare(words[key]) == bare(self.heading[at]) for key, at in self.places.items())


def _of_text(content: bytes, search: _Search) -> Table | None:
    return next((table for grid in texts.grids(content) if (table := _headed(grid, search)) is not None), None)


def _of_book(content: bytes, search: _Search) -> Table | None:
    sheets = books.sheets(content, search.bounds.unpacked)
    found = [(one.name, table) for one in sheets if (table := _headed(one.rows, search)) is not None]
    if len(found) > 1:
        raise SeveralSheets(one=found[0][0], other=found[1][0])
    return found[0][1] if found else None


def _headed(grid: Grid, search: _Search) -> Table | None:
    """Read on up to the heading; None when there is none among the first lines with words."""
    with_words = 0
    try:
        for number, cells in enumerate(islice(grid, search.bounds.rows), 1):
            heading = [one if isinstance(one, str) else "" for one in cells]
            places = _places(heading, search)
            if places is not None:
                return Table(search, places, heading, grid, number)
            with_words += any(heading)
            if with_words >= SEARCHED:
                return None
    except csv.Error:
        return None
    return None


def _places(heading: Sequence[str], search: _Search) -> dict[str, int] | None:
    places: dict[str, int] = {}
    twice: tuple[str, str] | None = None
    for at, cell in enumerate(heading):
        column = _column(cell, search.columns)
        if column is not None and places.setdefault(column.key, at) != at:
            twice = twice or (heading[places[column.key]], cell)
    if not search.is_enough(set(places)):
        return None
    if twice is not None:
        raise ColumnTwice(one=twice[0], other=twice[1])
    return places


def _column(cell: str, columns: Sequence[Column]) -> Column | None:
    said = bare(cell)
    return next((one for one in columns if said and said in one.meant), None)


def bare(heading: str) -> str:
    """Return a heading as it is compared: no remark in brackets, no spaces or signs, simplified, small letters."""
    return "".join(one for one in _ASIDE.sub("", alike(heading[:200])) if one.isalnum())
