"""Tables for a spreadsheet program, with real numbers, amounts and days."""

import io
import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from unicodedata import east_asian_width

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

FORMATS = {"text": "@", "number": "#,##0", "money": "#,##0.00", "date": "yyyy-mm-dd", "percent": "0.0%"}
LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
TITLE_LIMIT = 31  # UTF-16 units of a sheet's name that Excel takes
NARROWEST, WIDEST = 8, 60  # characters
ROOM_FOR_FILTER = 4  # characters, for the arrow in the header

HEADER_FONT = Font(bold=True)
HEADER_FILL = PatternFill("solid", fgColor="E8EDF3")
HEADER_ALIGNMENT = Alignment(vertical="center", wrap_text=True)


def table(data: dict[str, Any]) -> bytes:
    """Return the XLSX of {"sheets": [{"title", "columns": [{"title", "type", "width"}], "rows": [[cell]], "total"}]}.

    Types of columns: text, number, money (fen, shown in yuan), date (YYYY-MM-DD), percent (0.85 is 85 %). None is an
    empty cell; a string in any other column than those of dates stays text. `width` is in characters, or absent; so may
    be `total`, a row that stands apart below the others, where neither filtering nor sorting takes it along.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "Sisong"
    titles = sheet_titles(sheet["title"] for sheet in data["sheets"])
    for sheet, title in zip(data["sheets"], titles, strict=True):
        _write(book.create_sheet(title), sheet["columns"], sheet["rows"], sheet.get("total"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_titles(wanted: Iterable[str]) -> list[str]:
    """Return names that spreadsheet programs take: no forbidden character, not too long, each only once."""
    titles: list[str] = []
    for number, words in enumerate(wanted, 1):
        clean = " ".join(NOT_IN_TITLES.sub(" ", words).split()).strip("'") or str(number)
        title, copy = _cut(clean), 1
        while title.casefold() in (taken.casefold() for taken in titles):
            copy += 1
            title = _cut(clean, f" {copy}")
        titles.append(title)
    return titles


def _cut(words: str, ending: str = "") -> str:
    while len((words + ending).encode("utf-16-le")) // 2 > TITLE_LIMIT:
        words = words[:-1]
    return words.rstrip() + ending


def _write(page: Any, columns: list[dict[str, Any]], rows: list[list[Any]], total: list[Any] | None) -> None:
    """Write one sheet; a write-only page wants its widths and panes before its rows."""
    types = [column["type"] for column in columns]
    values = [_values(row, types) for row in rows]
    last = [_values(total, types)] if total else []
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    for place, column in enumerate(columns):
        width = column.get("width") or _width(column, [row[place] for row in (*values, *last)])
        page.column_dimensions[get_column_letter(place + 1)].width = width
    page.append([_header(page, column["title"]) for column in columns])
    for row in values:
        page.append(_cells(page, row, types))
    for row in last:  # an empty row above it, or a filter that is set anew would take it in
        page.append([])
        page.append(_bold(_cells(page, row, types)))


def _values(row: list[Any], types: list[str]) -> list[Any]:
    return [_value(cell, type_) for cell, type_ in zip(row, types, strict=True)]


def _cells(page: Any, values: list[Any], types: list[str]) -> list[Any]:
    return [_cell(page, value, type_) for value, type_ in zip(values, types, strict=True)]


def _bold(cells: list[Any]) -> list[Any]:
    for cell in cells:
        if cell is not None:
            cell.font = HEADER_FONT
    return cells


def _value(cell: Any, type_: str) -> Any:
    """Return what stands in the cell: None, a number, a day or a string."""
    if cell is None:
        return None
    if type_ == "date":
        return date.fromisoformat(cell[:10])
    if isinstance(cell, str) or type_ == "text":
        return ILLEGAL_CHARACTERS_RE.sub("", str(cell))
    return cell / 100 if type_ == "money" else cell


def _header(page: Any, title: str) -> Any:
    cell = _text_cell(page, ILLEGAL_CHARACTERS_RE.sub("", title))
    cell.font, cell.fill, cell.alignment = HEADER_FONT, HEADER_FILL, HEADER_ALIGNMENT
    return cell


def _cell(page: Any, value: Any, type_: str) -> Any:
    if value is None:
        return None
    if isinstance(value, str):
        return _text_cell(page, value)
    cell = WriteOnlyCell(page, value)
    cell.number_format = FORMATS[type_]
    return cell


def _text_cell(page: Any, words: str) -> Any:
    """Make a cell that stays text: openpyxl takes "=" for a formula, and Excel would when somebody edits the cell."""
    cell = WriteOnlyCell(page, words)
    cell.data_type = "s"
    cell.number_format = FORMATS["text"]
    if words.startswith(LIKE_A_FORMULA):
        cell.quotePrefix = True
    return cell


def _width(column: dict[str, Any], values: list[Any]) -> int:
    widest = max((_letters(_shown(value, column["type"])) for value in values), default=0)
    header = _letters(column["title"]) + ROOM_FOR_FILTER
    return max(NARROWEST, min(WIDEST, max(widest + 2, header)))


def _shown(value: Any, type_: str) -> str:
    match value:
        case None:
            return ""
        case int() | float() if type_ in ("money", "number"):
            return f"{value:,.2f}" if type_ == "money" else f"{value:,}"
        case float():
            return f"{value:.1%}"
    return str(value)


def _letters(words: str) -> int:
    """Count letters; a Chinese character is as wide as two."""
    return len(words) if words.isascii() else sum(2 if east_asian_width(sign) in "WF" else 1 for sign in words)
