"""A table is read as office programs save it, and what is wrong is told with the row that the person sees."""

from __future__ import annotations

import struct
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest

from delivery.rendering import render_plain
from domain.platform.text import LOCALES, N_, say
from services.care.table import COLUMNS as OFFICER_COLUMNS
from services.platform.tables import books
from services.platform.tables.refusals import (
    ColumnsMissing,
    ColumnTwice,
    SavedInAnOldWay,
    SeveralSheets,
    TableNotReadable,
    TableTooLong,
)
from services.platform.tables.table import Column, Row, read
from services.units.importing import COLUMNS as UNIT_COLUMNS
from tests.tables import with_part, workbook

COLUMNS = (
    Column("name", say(N_("Name")), ("姓名", "名称")),
    Column("phone", say(N_("Phone")), ("电话", "手机号")),
    Column("day", say(N_("Date")), ("日期",), is_needed=False, is_day=True),
)
HEADING = ("name", "phone", "day")
LIN = ("林示例", "13800138000", "")
SMALL = workbook(HEADING, LIN)


def words(content: bytes) -> list[tuple[int, str, str, str]]:
    """Return the lines of a table in which nothing is wrong."""
    rows = read(content, COLUMNS)
    assert not [one.problems for one in rows if one.problems]
    return [(one.number, one.words["name"], one.words["phone"], one.words["day"]) for one in rows]


def problem(content: bytes) -> str:
    """Return what is told of the only line in which something is wrong."""
    (row,) = [one for one in read(content, COLUMNS) if one.problems]
    return "; ".join(render_plain(row.told(one), "en", timezone=UTC) for one in row.problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5hkscs"])
@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_text_is_read_in_whatever_way_it_was_saved(encoding: str, between: str, line_end: str) -> None:
    text = line_end.join(between.join(row) for row in (("手機號", "姓名"), ("13800138000", "林示例"), ("", "")))
    assert words(text.encode(encoding)) == [(2, "林示例", "13800138000", "")]


@pytest.mark.parametrize(
    "heading",
    [
        "姓名,电话", " 姓 名 , 电话（必填） ", "*姓名,“电话”", "ＮＡＭＥ,Phone", "name:,手机号", "姓\u200b名,電話",
        "Name,PHONE",
    ],
)  # fmt: skip
def test_a_heading_may_be_untidy(heading: str) -> None:
    assert words(f"{heading}\n林示例,13800138000\n".encode()) == [(2, *LIN)]


def test_titles_empty_lines_and_columns_remarks_and_a_heading_again_are_no_lines() -> None:
    text = (
        "sep=,\n困难职工帮扶干部一览表,,,\n\n填表单位：示例工会,,,\n,电话,备注,姓名\n,13800138000,新,林示例\n,,,\n,,只有备注,\n"
        ",电话,备注,姓名\n,13900139000,\"两\n行\",许示例\n"
    )  # fmt: skip
    assert words(text.encode("gb18030")) == [(6, "林示例", "13800138000", ""), (10, "许示例", "13900139000", "")]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("'13800138000", "13800138000"), ("’13800138000", "13800138000"), ('"=""13800138000"""', "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("\u202d13800138000\u202c", "13800138000"), ("13800138000.0", "13800138000"),
        ("1.3800138000E+10", "13800138000"), ("1.3800138E+7", "13800138"), ("1E5", "1E5"), ("N/A", "N/A"),
        ("O'Brien", "O'Brien"), ("A.1", "A.1"),
    ],
)  # fmt: skip
def test_a_cell_is_made_plain(cell: str, kept: str) -> None:
    assert words(f"name,phone\n林示例,{cell}\n".encode()) == [(2, "林示例", kept, "")]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("1.38E+10", "“1.38E+10” has lost digits"), ("1.38001E+10", "lost digits"), ("1.10101E+17", "lost digits"),
        ("#N/A", "shows the error #N/A"), ("x" * 301, "more than 300 characters"),
    ],
)  # fmt: skip
def test_what_is_no_more_what_was_typed_is_told_with_its_row_and_column(cell: str, told: str) -> None:
    said = problem(f"某某名册\n\nname,phone\n许示例,13900139000\n林示例,{cell}\n".encode())
    assert said.startswith("Line 5: Phone: ")
    assert told in said


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        (13800138000, "13800138000"), (13800138000.0, "13800138000"), ("'13800138000", "13800138000"), (1.5, "1.5"),
        (True, "TRUE"), (123456789012345, "123456789012345"), (" １３８ ", "138"),
    ],
)  # fmt: skip
def test_a_cell_of_a_workbook_is_made_plain(cell: Any, kept: str) -> None:
    content = workbook(("一览表",), (), HEADING, ("林示例", cell))
    assert words(content) == [(4, "林示例", kept, "")]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (110101199001011000, "lost digits"), (1.10101199001011e17, "lost digits"),
        ("=A1", "a formula without a value"),
        (date(2026, 3, 1), "it became the day 2026-03-01"),
        (datetime.fromisoformat("2026-03-01"), "it became the day 2026-03-01"),
        ("#REF!", "shows the error #REF!"), ("1.38E+10", "lost digits"),
    ],
)  # fmt: skip
def test_what_excel_made_of_a_cell_is_told(cell: Any, told: str) -> None:
    content = workbook(("一览表",), (), HEADING, ("许示例", 13900139000), (), ("林示例", cell))
    said = problem(content)
    assert said.startswith("Line 6: Phone: ")
    assert told in said


DAYS = [date(2026, 9, 1), datetime.fromisoformat("2026-09-01T08:00"), 46266, 46266.5, "46266", "2026-09-01"]


@pytest.mark.parametrize("day", DAYS)
def test_a_day_of_excel_is_a_day(day: Any) -> None:
    assert words(workbook(HEADING, ("林示例", 1, day)))[0][3] == "2026-09-01"


def test_a_formula_counts_by_its_value() -> None:
    content = with_part(
        workbook(HEADING, ("林示例", "=B9"), ("许示例", '=IF(1,"","")')),
        "sheet1.xml",
        lambda text: text.replace(b'<c r="B2"><f>B9</f><v /></c>', b'<c r="B2"><f>B9</f><v>13800138000</v></c>')
        .replace(b'<c r="B2"><f>B9</f><v></v></c>', b'<c r="B2"><f>B9</f><v>13800138000</v></c>')
        .replace(b'<c r="B3"><f>', b'<c r="B3" t="str"><f>'),
    )  # fmt: skip
    assert words(content) == [(2, *LIN), (3, "许示例", "", "")]


def test_what_is_merged_downwards_holds_for_each_of_its_rows() -> None:
    content = workbook(("一览表", "", ""), HEADING, ("林示例", 1), (None, 2), (None, 3), merged="A3:A4")
    assert words(content) == [(3, "林示例", "1", ""), (4, "林示例", "2", ""), (5, "", "3", "")]


def test_the_columns_that_a_sheet_states_are_not_believed() -> None:
    content = with_part(workbook(("x", *HEADING), ("", *LIN)), "sheet1.xml", lambda text: text.replace(b"A1:D2", b"A1"))
    assert words(content) == [(2, *LIN)]


def test_of_two_sheets_with_such_a_table_none_is_guessed() -> None:
    with pytest.raises(SeveralSheets) as refused:
        read(workbook(HEADING, LIN, sheets=("一月", "二月")), COLUMNS)
    assert "“一月” and “二月”" in render_plain(refused.value.said, "en", timezone=UTC)


def old_book(name: str) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        packed.writestr("mimetype", f"application/vnd.oasis.opendocument.{name}")
    return whole.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, old_book("spreadsheet"), b"<html><table><tr><td>name</td>",
        b"<?xml version='1.0'?><Workbook>", b"<!DOCTYPE html>",
    ],
)  # fmt: skip
def test_older_tables_are_to_be_saved_anew(content: bytes) -> None:
    with pytest.raises(SavedInAnOldWay) as refused:
        read(content, COLUMNS)
    assert ".xlsx" in refused.value.text


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\xff", TableNotReadable), (b"%PDF-1.7", TableNotReadable), (b"", ColumnsMissing),
        (b"file,who\n1,2", ColumnsMissing), (b"name\n1", ColumnsMissing), (b"a" * (1024 * 1024 + 1), TableTooLong),
        (b"name,phone\n" + b"1,2\n" * 5001, TableTooLong), (b"name,phone\n1,2\n" + b"\n" * 50_001, TableTooLong),
        (b'name,phone\n"' + b"x" * 200_000, TableNotReadable), (b"PK\x03\x04broken", TableNotReadable),
        (b"name,phone,Name\n1,2,3", ColumnTwice), (b"x\n" * 20 + b"name,phone\n1,2\n", ColumnsMissing),
        (workbook(("x", "y")), ColumnsMissing), (workbook(HEADING, *[LIN] * 5001), TableTooLong),
        (with_part(SMALL, "sheet1.xml", lambda text: text + b'<mergeCell ref="C5:C60000"/>'), TableTooLong),
        (with_part(SMALL, "sheet1.xml", lambda text: text[:200]), TableNotReadable),
        (with_part(SMALL, "sheet1.xml", lambda text: text + b" " * books.MOST_UNPACKED), TableTooLong),
        (with_part(SMALL, "workbook.xml", lambda text: b""), TableNotReadable),
    ],
)  # fmt: skip
def test_what_is_no_table_or_too_much_gets_a_clear_sentence(content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read(content, COLUMNS)


def test_a_workbook_that_lies_about_what_is_packed_in_it_is_not_unpacked() -> None:
    heavy = with_part(SMALL, "sheet1.xml", lambda text: text + b" " * (20 * 1024 * 1024))
    with zipfile.ZipFile(BytesIO(heavy)) as packed:
        true = next(one.file_size for one in packed.infolist() if one.filename.endswith("sheet1.xml"))
    lying = heavy.replace(struct.pack("<I", true), struct.pack("<I", 100))
    assert lying != heavy
    with pytest.raises((TableNotReadable, TableTooLong)):
        read(lying, COLUMNS)


def test_a_row_far_below_is_not_walked_to_for_ever() -> None:
    content = with_part(
        workbook(HEADING, LIN), "sheet1.xml",
        lambda text: text.replace(b'<row r="2"', b'<row r="1000000"').replace(b'r="A2"', b'r="A1000000"')
        .replace(b'r="B2"', b'r="B1000000"').replace(b'r="C2"', b'r="C1000000"'),
    )  # fmt: skip
    with pytest.raises(TableTooLong):
        read(content, COLUMNS)


def test_tables_that_take_long_are_still_read_in_a_moment() -> None:
    odd = b"<mergeCell " * 300_000 + b'<c r="A1" ' * 300_000 + b"</worksheet>"
    hostile = with_part(
        workbook(HEADING, LIN), "sheet1.xml", lambda text: text.replace(b"</worksheet>", odd)
    )  # fmt: skip
    with pytest.raises(TableNotReadable):
        read(hostile, COLUMNS)


@pytest.mark.parametrize("columns", [UNIT_COLUMNS, OFFICER_COLUMNS])
@pytest.mark.parametrize("locale", LOCALES)
def test_the_names_that_a_refusal_gives_the_columns_are_understood(columns: tuple[Column, ...], locale: str) -> None:
    labels = [render_plain(one.label, locale, timezone=UTC) for one in columns]
    found: list[Row] = read("\t".join(labels).encode() + b"\n" + b"\t".join([b"1"] * len(labels)), columns)
    assert [set(one.words.values()) for one in found] == [{"1"}]
    with pytest.raises(ColumnsMissing) as refused:
        read(b"nothing", columns)
    assert labels[0] in render_plain(refused.value.said, locale, timezone=UTC)
