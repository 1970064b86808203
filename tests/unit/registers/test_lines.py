"""Lines of a register become the same households in any order, and cells are read as the chat reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.forms import Facts
from domain.policy_file.loading import load_policy
from domain.registers.cells import read_as_asked, read_cell
from domain.registers.judging import Judged, Rules, judge
from domain.registers.lines import Groups, Line
from domain.registers.words import Words

POLICY = Path(__file__).parents[3] / "policies" / "demo.toml"
FACTS = Facts(date(2026, 7, 20))
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@cache
def rules() -> Rules:
    return Rules(FACTS, Words(load_policy(POLICY)), lambda _words: 4)


def resident(number: int) -> str:
    bare = f"99010119700101{number:03d}"
    return bare + "10X98765432"[sum(int(a) * b for a, b in zip(bare, WEIGHTS, strict=True)) % 11]


def head(number: int, household: str, **more: str) -> dict[str, str]:
    return {"name": "林样本", "resident_id": resident(number), "relation": "户主", "household": household,
            "unit": "厂", "class": "深度困难", "phone": f"1390000{number:04d}", **more}  # fmt: skip


def member(number: int, relation: str, **more: str) -> dict[str, str]:
    return {"name": "王样本", "resident_id": resident(number), "relation": relation, **more}


ROWS: tuple[dict[str, str], ...] = (
    head(1, "1", size="3"), member(2, "妻子", household="1", income="800"), member(3, "长子", household="1"),
    head(4, "2"), member(5, "母亲", head_id=resident(4)), member(5, "母亲", head_id=resident(4)),
    head(6, "3"), head(7, "3"),  # two heads
    head(8, "4"), member(9, "房东", household="4"),
    {**head(10, "5"), "member_name": "王样本", "member_id": resident(11), "relation": "女儿"},
    {**head(10, "5"), "member_name": "王样本", "member_id": resident(12), "relation": "儿子"},
)  # fmt: skip


def judged(rows: Sequence[dict[str, str]]) -> list[Judged]:
    groups = Groups()
    named = [(groups.place(line), line) for number, row in enumerate(rows, 2) for line in [Line(number, row)]]
    found: dict[str, list[Line]] = {}
    for name, line in named:
        found.setdefault(groups.found(name), []).append(line)
    return [judge(group, rules()) for group in found.values()]


def kept(one: Judged) -> Any:
    """What becomes of a household, without the numbers of its lines."""
    members = sorted((str(who["name"]), str(who.get("resident_id")), str(who["relation"]),
                      str(who.get("monthly_income"))) for who in one.data.get("members", ()))  # fmt: skip
    ids = sorted(number for _, number in one.people) if one.level.value == "refused" else one.people[0][1]
    return one.level.value, str(ids), members, one.phone if one.level.value != "refused" else None


@settings(max_examples=60, deadline=None)
@given(some.permutations(ROWS))
def test_any_order_of_the_lines_gives_the_same_households(rows: Sequence[dict[str, str]]) -> None:
    found, wanted = judged(rows), judged(ROWS)
    assert [len(found), *sorted(one.level.value for one in found)] == [
        len(wanted), *sorted(one.level.value for one in wanted)
    ]  # fmt: skip
    clear = {str(kept(one)) for one in found if one.level.value != "refused"}
    assert clear == {str(kept(one)) for one in wanted if one.level.value != "refused"}


def test_what_the_lines_say_is_kept() -> None:
    first, second, heads, relation, beside = judged(ROWS)
    assert [one["relation"] for one in first.data["members"]] == ["spouse", "son"]
    assert (first.level, first.data["members"][0]["monthly_income"]) == ("taken", 80_000)
    assert second.level == "doubtful"  # one line stands twice
    assert (heads.level, relation.level) == ("refused", "refused")
    assert [one["relation"] for one in beside.data["members"]] == ["daughter", "son"]


CELLS = [
    *(("name", words) for words in ("林样本", "阿依古丽•样本", "林 样", "不知道", "林1", "=1+1", "Anna Sample")),
    *(("resident_id", words) for words in (resident(1), resident(1).lower(), resident(1)[:-1], "12345678", "无")),
    *(("phone", words) for words in ("13900000001", "139-0000-0001", "0335-1234567", "11900000001", "没有")),
    *(("bank_card", words) for words in ("6222020000000000006", "6222020000000000005", "622202", "没有")),
    *(("income", words) for words in ("1200", "50", "49", "25000", "25001", "999999", "0", "3500元", "很少", "1.2万")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "words"), CELLS)
def test_a_cell_is_read_as_the_form_of_the_chat_reads_it(kind: str, words: str) -> None:
    straight, asked = read_cell(kind, words, FACTS), read_as_asked(kind, words, FACTS)
    assert (straight.value, straight.doubt, straight.refused) == (asked.value, asked.doubt, asked.refused)
