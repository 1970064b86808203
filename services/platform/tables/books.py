"""Tables as Excel workbooks: unpacked within bounds, values only, cells that are merged downwards filled."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.platform.text import Refusal
from services.platform.tables.cells import Unworked, Value
from services.platform.tables.refusals import SavedInAnOldWay, TableNotReadable, TableTooLong

MOST_UNPACKED = 16 * 1024 * 1024
MOST_PARTS = 500
MOST_SHEETS = 10
MOST_COLUMNS = 40
MOST_MERGED = 50_000
A_PIECE = 64 * 1024
_AT = rb"[A-Z]{1,3}\d{1,7}"
_CELL = rb'<(?:\w+:)?c\s([^<>]{0,200}?)\br="(' + _AT + rb')"([^<>]{0,200})>'
_NO_VALUE = rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?"
_FORMULA = rb"<(?:\w+:)?f(?:\s[^<>]{0,500})?(?:/>|>[^<]*</(?:\w+:)?f>)"
_UNWORKED = re.compile(_CELL + _FORMULA + _NO_VALUE + rb"</(?:\w+:)?c>")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]{0,200}?\bref="(' + _AT + b":" + _AT + rb')"')
_WORDS = b't="str"'  # a formula that was worked out, and gave no words


@dataclass(frozen=True)
class Sheet:
    """A sheet by the name on its tab, and its rows from the first on, also empty ones."""

    name: str
    rows: Iterator[Sequence[Value]]


def sheets(content: bytes, most: int = MOST_UNPACKED) -> list[Sheet]:
    """Return the sheets of a workbook that can be seen; raises SavedInAnOldWay, TableNotReadable, TableTooLong."""
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped]  # a start does not wait for it

        packed = _unpacked(content, most)
        book = load_workbook(packed, read_only=True, data_only=True, keep_links=False)
        seen = [one for one in book.worksheets if one.sheet_state == "visible"][:MOST_SHEETS]
        return [Sheet(str(one.title), _rows(one, _Beside(packed, one))) for one in seen]
    except Refusal:
        raise
    except Exception as failure:  # whatever a stranger's file makes of it
        raise TableNotReadable from failure


def _unpacked(content: bytes, most: int) -> io.BytesIO:
    """Return the same workbook, its parts of XML no longer packed: what it states of their sizes may be a lie."""
    whole, room = io.BytesIO(), most
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(whole, "w") as plain:
        parts = packed.infolist()
        if "mimetype" in packed.namelist() or any(one.flag_bits & 1 for one in parts):
            raise SavedInAnOldWay
        if len(parts) > MOST_PARTS:
            raise TableTooLong
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")):
                text = _part(packed, part, room)
                room -= len(text)
                plain.writestr(part.filename, text)
    return whole


def _part(packed: zipfile.ZipFile, part: zipfile.ZipInfo, room: int) -> bytes:
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise TableNotReadable
    pieces: list[bytes] = []
    with packed.open(part) as text:
        while piece := text.read(A_PIECE):
            pieces.append(piece)
            room -= len(piece)
            if room < 0:
                raise TableTooLong
    return b"".join(pieces)


class _Beside:
    """What stands in a sheet beside its values: formulas without one, and cells merged into one above; by row."""

    def __init__(self, packed: io.BytesIO, sheet: Any) -> None:
        from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries  # type: ignore[import-untyped]

        with zipfile.ZipFile(packed) as parts:
            text = parts.read(sheet._worksheet_path)  # openpyxl tells nothing of it where a sheet is only read
        self.unworked: dict[int, list[int]] = defaultdict(list)
        for found in _UNWORKED.finditer(text):
            if _WORDS not in found[1] + found[3]:
                row, column = coordinate_to_tuple(found[2].decode())
                self.unworked[row].append(column)
        self.merged: dict[int, dict[int, int]] = defaultdict(dict)
        cells = 0
        for found in _MERGED.finditer(text):
            left, top, _, bottom = range_boundaries(found[1].decode())
            cells += bottom - top + 1
            if cells > MOST_MERGED:
                raise TableTooLong
            for row in range(top, bottom + 1):
                self.merged[row][left] = top


def _rows(sheet: Any, beside: _Beside) -> Iterator[Sequence[Value]]:
    above: dict[int, Value] = {}
    sheet.reset_dimensions()  # some programs state them wrong
    try:
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
            cells: list[Value] = list(row)
            for column in beside.unworked.get(number, ()):
                cells[column - 1 : column] = [Unworked()]
            _fill(cells, number, beside.merged.get(number, {}), above)
            yield cells
    except Exception as failure:
        raise TableNotReadable from failure


def _fill(cells: list[Value], number: int, merged: Mapping[int, int], above: dict[int, Value]) -> None:
    """Repeat what is merged downwards in each of its rows, as the person sees it."""
    for column, top in merged.items():
        if column > len(cells):
            continue
        if top == number:
            above[column] = cells[column - 1]
        else:
            cells[column - 1] = above.get(column)
