"""Charts and tables come out of the child as they should, and the bot stays free of what draws them."""

from __future__ import annotations

import asyncio
import io
import os
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.metadata import distribution
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import matplotlib as mpl
import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from pypdf import PdfReader
from structlog.testing import capture_logs
from telegram import Bot

from delivery import drawings
from delivery.attachments.sending import Reading
from delivery.calls import carry_out
from delivery.drawings import DrawingFailed, draw
from delivery.drawings import fonts as font_choice
from delivery.drawings.wording import worded
from delivery.rows import Row
from delivery.transport import Transport
from domain.platform.messages import Attachment, Message, pack_message, unpack_message
from domain.platform.text import Local, Money, pack, say
from tests.warm_drawings import WarmChild, warm_child

SHANGHAI = ZoneInfo("Asia/Shanghai")
SECRET = "13800138000"

Json = dict[str, Any]


@pytest.fixture(autouse=True)
def _warnings_fail_in_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """A character without a glyph is a warning, and so fails a test."""
    monkeypatch.setenv("PYTHONWARNINGS", "error")


@pytest.fixture(scope="module")
def child() -> Iterator[WarmChild]:
    with warm_child() as child:
        yield child


@pytest.fixture
def warm(child: WarmChild, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked at is the drawing; both kinds are drawn by the child of the program, too, further down."""
    monkeypatch.setattr(drawings, "_drawn", child.drawn)


def a_chart(
    stations: int = 3, days: int = 5, *, each: int = 10, name: str = "艾古丽帮扶站", locale: str = "zh_Hans"
) -> Json:
    """Return a season in which every station has `each` households in each part."""
    counts = [each] * stations
    return {
        "kind": "season_chart",
        "file_name": "season.png",
        "title": "送清凉 2026：覆盖情况",
        "subtitle": "截至 2026年7月14日 09:00 $x$ “送清涼”《幫扶》",
        "locale": locale,
        "bars": {
            "labels": [f"{name}{number}" for number in range(stations)],
            "done": counts,
            "in_work": counts,
            "untouched": counts,
        },
        "names": {"done": "已送到", "in_work": "办理中", "untouched": "未开始"},
        "line": {
            "title": "已送到的户数",
            "days": [date(2026, 7, 1 + day).isoformat() for day in range(days)],
            "done": [each * stations * (day + 1) // days for day in range(days)],
            "total": each * stations * 3,
        },
    }


def a_table(rows: list[list[Any]], *types: str, title: str = "名单") -> Json:
    """Return a table of one sheet with columns of `types`."""
    columns = [{"title": f"列{place}", "type": type_, "width": None} for place, type_ in enumerate(types)]
    return {"kind": "table", "file_name": "list.xlsx", "sheets": [{"title": title, "columns": columns, "rows": rows}]}


def size_of(png: bytes) -> tuple[int, int]:
    """Return width and height of a picture, from its header."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


async def opened(data: Json) -> Any:
    """Draw a table and open it as a spreadsheet program would."""
    return load_workbook(io.BytesIO(await draw(data)))


def a_change(*more: int, label: str = "金秋助学") -> Json:
    """Return a change of programmes from 9,600 yuan each to 9,600 and so many yuan more."""
    rows = [{"label": f"{label}{number}", "old": 960_000, "new": 960_000 + 100 * one, "old_said": "¥9,600",
             "new_said": f"¥{9_600 + one:,}"} for number, one in enumerate(more)]  # fmt: skip
    return {
        "kind": "pairs_chart", "file_name": "policy.png", "locale": "zh_Hans", "title": "12户多得，7户少得",
        "subtitle": "5,000户", "names": {"old": "原来", "new": "以后"}, "parts": [{"title": "按项目", "rows": rows}],
    }  # fmt: skip


# Charts --------------------------------------------------------------------------------------------------------------


def a_document(blocks: list[Json]) -> Json:
    """Return a paper of these blocks."""
    head = {"title": "档案表", "subtitle": "编号 1", "foot": "HF-2026-0001", "page": "第 {page} 页，共 {pages} 页"}
    return {"kind": "document", "file_name": "file.pdf", "locale": "zh_Hans", **head, "blocks": blocks}


@pytest.mark.usefixtures("warm")
async def test_a_paper_goes_over_pages_and_keeps_every_word() -> None:
    rows = [[{"words": "姓名"}, {"words": f"第{number}行：" + "长" * 60}] for number in range(60)]
    tall = [[{"words": "很长" * 2500, "span": 2}]]
    blocks: list[Json] = [
        {"heading": "家庭"},
        {"widths": [1, 3], "grid": [*rows, *tall]},
        {"words": "A word\nand another, "},
    ]
    pages = PdfReader(io.BytesIO(await draw(a_document([*blocks, {"code": [[1, 0], [0, 1]]}])))).pages
    words = "".join(page.extract_text() for page in pages)
    assert len(pages) > 4
    assert words.count("长") == 60 * 60 + 2500
    assert words.count("HF-2026-0001") == len(pages)
    assert f"第 {len(pages)} 页，共 {len(pages)} 页" in words
    assert "A word" in words


@pytest.mark.usefixtures("warm")
async def test_a_chart_is_as_wide_as_a_phone_wants_and_grows_with_the_stations() -> None:
    few, many = (
        size_of(await draw(a_chart(3))),
        size_of(await draw(a_chart(25, name="建设兵团第八师开发区总工会帮扶工作站"))),
    )
    assert few[0] == many[0] == 1080
    assert 1000 <= few[1] < many[1] < 2400


@pytest.mark.usefixtures("warm")
async def test_a_change_has_a_pair_of_bars_for_each_row_and_fits_whatever_stands_in_it() -> None:
    one, many = size_of(await draw(a_change(0))), size_of(await draw(a_change(*range(-9_600, 2_400, 1_000))))
    assert one[0] == many[0] == 1080
    assert many[1] - one[1] == 11 * 84
    assert size_of(await draw(a_change(10**9, label="很长很长的项目名称 $x$ ئايگۈل"))) == one
    assert size_of(await draw(a_change() | {"parts": []}))[0] == 1080


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize(
    "season",
    [
        a_chart(1, 1),
        a_chart(2, 1, each=0),
        a_chart(0, 0),
        a_chart(1, 200 // 7, each=12_345),
        a_chart(2, name="ئايگۈل "),
        a_chart(2, name="\U0002ebf0\U0003158e\U00020001\U000e0100😀\n"),
    ],
    ids=[
        "one station, one day",
        "nothing yet",
        "no stations, no days",
        "large numbers",
        "an Uyghur name",
        "signs that few fonts have",
    ],
)
async def test_an_unusual_season_has_its_chart_too(season: Json) -> None:
    assert size_of(await draw(season))[0] == 1080


@pytest.mark.usefixtures("warm")
async def test_characters_have_the_shape_that_readers_of_the_language_know() -> None:
    simplified, traditional = await draw(a_chart(1, name="骨")), await draw(a_chart(1, name="骨", locale="zh_Hant"))
    assert simplified != traditional


@pytest.mark.parametrize("fonts", [[], ["/no/such/font.ttf"]], ids=["no font", "one that is broken"])
def test_a_sign_that_no_font_has_is_told_by_its_code_point(fonts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_choice, "findSystemFonts", lambda: fonts)
    said = font_choice.prepare(
        {"title": "王\U0002ebf0\U000e0100 \U0003158e", "bars": {"labels": ["骨\t\U0001f9a0"]}, "counts": [1]}
    )
    assert said == {"title": "王[U+2EBF0] [U+3158E]", "bars": {"labels": ["骨 [U+1F9A0]"]}, "counts": [1]}


def test_a_second_font_of_the_machine_draws_what_the_first_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[set[int]] = []

    def known_of(path: str, wanted: set[int]) -> set[int]:
        asked.append(wanted)
        return {0x2EBF0} & wanted if path.endswith("Mono.ttf") else set()

    folder = f"{mpl.get_data_path()}/fonts/ttf"
    monkeypatch.setattr(
        font_choice, "findSystemFonts", lambda: [f"{folder}/DejaVuSans.ttf", f"{folder}/DejaVuSansMono.ttf"]
    )
    monkeypatch.setattr(font_choice, "_known_of", known_of)
    assert font_choice.prepare({"title": "王\U0002ebf0\U0003158e"}) == {"title": "王\U0002ebf0[U+3158E]"}
    assert mpl.rcParams["font.family"][-1] == "DejaVu Sans Mono"
    asked.clear()
    font_choice.prepare({"title": "王"})
    assert asked == [], "nobody looks for fonts when nothing is missing"


def test_the_font_of_the_requirements_knows_both_scripts() -> None:
    from matplotlib.ft2font import FT2Font

    from delivery.drawings.fonts import FONT_FILE, FONT_PACKAGE

    known = FT2Font(str(distribution(FONT_PACKAGE).locate_file(FONT_FILE))).get_charmap()
    gb2312 = [bytes([high, low]).decode("gb2312", "ignore") for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF)]
    big5 = [bytes([high, low]).decode("big5", "ignore") for high in range(0xA4, 0xFA) for low in range(0x40, 0xFF)]
    needed = "送清凉送清涼帮扶站幫扶站覆盖艾古丽覺·…—“”《》、，：%0123456789" + "".join(gb2312 + big5)
    assert len(set(needed)) > 15_000
    assert [sign for sign in set(needed) if sign.isprintable() and ord(sign) not in known] == []


# Tables --------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("warm")
async def test_cells_keep_their_kind() -> None:
    row = ["艾古丽", 12, 123_456, "2026-07-14", 0.85]
    page = (await opened(a_table([row, [None] * 5], "text", "number", "money", "date", "percent"))).active
    assert [cell.value for cell in page[2]] == ["艾古丽", 12, 1234.56, datetime(2026, 7, 14), 0.85]  # noqa: DTZ001
    formats = [cell.number_format for cell in page[2]]
    assert formats == ["@", "#,##0", "#,##0.00", "yyyy-mm-dd", "0.0%"]
    assert [cell.value for cell in page[3]] == [None] * 5


@pytest.mark.usefixtures("warm")
async def test_the_header_stays_and_filters() -> None:
    page = (await opened(a_table([["a", 1], ["b", 2]], "text", "number"))).active
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B3"
    assert all(cell.font.bold for cell in page[1])


@pytest.mark.usefixtures("warm")
async def test_a_total_stands_apart_from_what_is_filtered() -> None:
    data = a_table([["a", 1], ["b", 2]], "text", "number")
    data["sheets"][0]["total"] = ["合计", 3_000_000]
    page = (await opened(data)).active
    assert page.auto_filter.ref == "A1:B3"
    cells = [[cell.value for cell in row] for row in page]
    assert cells == [
        ["列0", "列1"],
        ["a", 1],
        ["b", 2],
        [None] * 2,
        ["合计", 3_000_000],
    ]
    assert all(cell.font.bold for cell in page[5])
    assert page.column_dimensions["B"].width >= len("3,000,000")


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("words", ["=1+1", "=HYPERLINK('x')", "+86 138", "-5", "@SUM(A1)", "#N/A", "\t=1", "'x"])
async def test_words_never_become_a_formula(words: str) -> None:
    cell = (await opened(a_table([[words]], "text"))).active["A2"]
    assert (cell.data_type, cell.value) == ("s", words)
    assert cell.quotePrefix == words.startswith(("=", "+", "-", "@", "\t"))


@pytest.mark.usefixtures("warm")
async def test_long_numbers_in_text_keep_every_digit() -> None:
    cell = (await opened(a_table([["110101199003070011"], [2026]], "text"))).active["A2"]
    assert (cell.data_type, cell.value) == ("s", "110101199003070011")


@pytest.mark.usefixtures("warm")
async def test_control_characters_do_not_spoil_a_table() -> None:
    assert (await opened(a_table([["a\x00b\x0b"]], "text"))).active["A2"].value == "ab"


@pytest.mark.usefixtures("warm")
async def test_names_of_sheets_are_what_spreadsheet_programs_take() -> None:
    data = a_table([], "text", title="户/[1]:*?" + "长" * 40)
    data["sheets"] += a_table([], "text", title=data["sheets"][0]["title"])["sheets"]
    data["sheets"] += a_table([], "text", title="/")["sheets"]
    names = (await opened(data)).sheetnames
    assert names[0] == "户 1 " + "长" * 27
    assert names[1:] == ["户 1 " + "长" * 25 + " 2", "3"]


@pytest.mark.usefixtures("warm")
async def test_columns_are_as_wide_as_their_words() -> None:
    page = (await opened(a_table([["困难职工帮扶中心" * 2, "abc"], ["x" * 500, ""]], "text", "text"))).active
    assert (page.column_dimensions["A"].width, page.column_dimensions["B"].width) == (60, 8)
    data = a_table([["abc"]], "text")
    data["sheets"][0]["columns"][0]["width"] = 33
    assert (await opened(data)).active.column_dimensions["A"].width == 33
    chinese = (await opened(a_table([["困难职工帮扶中心"]], "text"))).active
    assert chinese.column_dimensions["A"].width == 18


# Words in a drawing --------------------------------------------------------------------------------------------------


def test_packed_texts_are_worded_for_the_reader_and_typed_cells_left_alone() -> None:
    name = pack(Local({"zh_Hans": "帮扶站", "en": "Station"}))
    late = pack(datetime(2026, 7, 13, 17, tzinfo=UTC))
    rows = [[name, pack(Money(500)), pack(date(2026, 7, 14))], ["=1", 7, late], [pack(Money(500)), None, None]]
    data = a_table(rows, "text", "money", "date") | {"file_name": pack(say("list.xlsx"))}
    said = worded(data, "en", SHANGHAI)
    assert (said["locale"], said["file_name"]) == ("en", "list.xlsx")
    assert said["sheets"][0]["rows"] == [["Station", 500, "2026-07-14"], ["=1", 7, "2026-07-14"], ["¥5", None, None]]
    assert worded(a_chart() | {"title": name}, "zh_Hans", SHANGHAI)["title"] == "帮扶站"


def test_a_drawing_waits_as_data() -> None:
    message = Message(say("Here"), attachment=Attachment(drawing=a_table([[1]], "number")))
    assert unpack_message(pack_message(message)) == message


def test_a_file_of_the_version_before_is_still_read_and_still_written() -> None:
    packed = pack_message(Message(say("Here"), attachment=Attachment(file_id="f1", is_photo=True)))
    assert packed["file"] == ["f1", True, ""]
    assert unpack_message(packed).attachment == Attachment(file_id="f1", is_photo=True)


@dataclass
class Recorder:
    """Stands where the bot stands and keeps what was sent."""

    sent: list[tuple[str, bytes, Json]] = field(default_factory=list)

    async def send_photo(self, _chat_id: int, photo: bytes, **how: Any) -> Any:
        self.sent.append(("photo", photo, how))
        return SimpleNamespace(message_id=1)

    async def send_document(self, _chat_id: int, document: bytes, **how: Any) -> Any:
        self.sent.append(("document", document, how))
        return SimpleNamespace(message_id=2)


@pytest.mark.parametrize(
    ("data", "way", "beginning"),
    [(a_chart(1), "photo", b"\x89PNG"), (a_table([[pack(say("x"))]], "text"), "document", b"PK")],
    ids=["chart", "table"],
)
async def test_a_drawing_is_sent_under_its_name(data: Json, way: str, beginning: bytes) -> None:
    recorder = Recorder()
    body = {"message": pack_message(Message(say("Here"), attachment=Attachment(drawing=data)))}
    row = Row(1, 1001, "send", body, 0, 0, False, "en", False, None, None)
    await carry_out(cast(Transport, None), cast(Bot, recorder), row, Reading(SHANGHAI, "en"))
    [(sent_as, content, how)] = recorder.sent
    assert (sent_as, how["filename"], how["caption"]) == (way, data["file_name"], "Here")
    assert content.startswith(beginning)


# The child -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [{"kind": SECRET, "title": SECRET}, a_table([[SECRET]], "date"), a_table([[SECRET, SECRET]], "text")],
    ids=["unknown kind", "not a day", "a cell too many"],
)
async def test_a_failure_says_where_but_not_what(data: Json) -> None:
    with capture_logs() as logged, pytest.raises(DrawingFailed) as failure:
        await draw(data)
    assert SECRET not in f"{logged} {failure.value!r}"
    [event] = logged
    assert event["event"] == "drawing failed"
    assert "ValueError" in event["account"]


async def test_a_drawing_that_takes_too_long_is_stopped_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(drawings, "TIME_LIMIT", 0.2)
    with capture_logs() as logged, pytest.raises(DrawingFailed):
        await draw(a_table([["x"]] * 20_000, "text"))
    assert [event["event"] for event in logged] == ["drawing took too long"]
    assert os.listdir(tmp_path) == []


async def test_drawings_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once: list[int] = [0]
    drawn, most = drawings._drawn, 0

    async def counted(packed: bytes, folder: str) -> bytes:
        nonlocal most
        at_once[0] += 1
        most = max(most, at_once[0])
        try:
            return await drawn(packed, folder)
        finally:
            at_once[0] -= 1

    monkeypatch.setattr(drawings, "_drawn", counted)
    files = await asyncio.gather(*(draw(a_table([[1]], "number")) for _ in range(3)))
    assert (most, len(files)) == (1, 3)


async def test_the_child_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", SECRET)
    monkeypatch.setenv("DATA_KEY", SECRET)
    assert SECRET not in drawings.environment("anywhere").values()


@pytest.mark.slow
def test_the_bot_does_not_load_what_draws() -> None:
    program = (
        "import sys, delivery.calls, bot.__main__\n"
        "large = {'matplotlib', 'openpyxl', 'numpy', 'PIL', 'pypdf', 'pillow_heif', 'notojp_matplotlib'}\n"
        "print(*large & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=drawings.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def _children() -> set[str]:
    return {one for task in Path("/proc/self/task").iterdir() for one in (task / "children").read_text().split()}


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="no /proc here to see children in")
@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("after", [0.0, 0.001, 0.003, 0.01, 0.1])
async def test_a_child_that_is_called_off_while_it_begins_is_not_left_running(
    tmp_path: Path, after: float, times: int
) -> None:
    before = _children()
    begun = asyncio.create_task(drawings.answer_of("http.server", "0", content=b"", folder=str(tmp_path), seconds=30))
    await asyncio.sleep(after)
    for _ in range(times):
        begun.cancel()
        await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await begun
    assert _children() <= before
