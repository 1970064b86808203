"""National numbers of several cases, as recorders type them or copy them from a table."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from delivery.rendering import render_plain
from domain.procedure.entries import read_entries

WAITING = ("2026-0001", "2026-0002")
BOTH = {"2026-0001": "QG-1", "2026-0002": "QG-2"}


@pytest.mark.parametrize(
    "words",
    [
        "2026-0001 QG-1\n2026-0002 QG-2",
        "2026-0001\tqg-1\r\n\r\n2026-0002\tqg-2\n",
        "２０２６－０００１，ＱＧ－１\n2026–0002：QG–2",
        "· 2026-0001: QG-1\n2026-0002 → QG-2.",
    ],
    ids=["typed", "from a table", "full width", "with signs"],
)  # fmt: skip
def test_lines_are_read_as_people_send_them(words: str) -> None:
    found = read_entries(words, WAITING)
    assert (found.numbers, found.problems) == (BOTH, [])


@pytest.mark.parametrize(
    ("words", "line", "said"),
    [
        ("2026-0001 QG-1\n2026-0003 QG-3", "2", "case 2026-0003 does not wait"),
        ("2026-0001 QG-1\n2026-0001 QG-2", "2", "has a number above already"),
        ("2026-0001 QG-1\n2026-0002 qg-1", "2", "QG-1 stands above for another case"),
        ("the numbers are\n2026-0001 QG-1", "1", "the number of a case, a space"),
        ("2026-0001 编号", "1", "does not look like a number of the national system"),
        ("2026-0001", "1", "the number of a case, a space"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(words: str, line: str, said: str) -> None:
    [problem] = read_entries(words, WAITING).problems
    told = render_plain(problem, "en", timezone=ZoneInfo("Asia/Shanghai"))
    assert told.startswith(f"Line {line}: ")
    assert said in told
