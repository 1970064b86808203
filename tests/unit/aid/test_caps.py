"""Caps over a year: of a household and of each person, in money and in times, alone and with other programmes."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.aid.by_policy.caps import money_left, over_the_cap, times_reached
from domain.aid.examples import granted_by
from domain.kinds.reasons import Grant
from domain.platform.money import yuan
from domain.policy.aid.programme import Aid
from domain.policy.examples import Example
from domain.policy_file.limit_sense import limit_problems
from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from tests.data.households import DEMO, demo, told

SHAPE: dict[str, Any] = {
    "key": "fire_aid", "kind": "aid", "procedure": "grant", "title": {"zh_Hans": "某"}, "summary": {"zh_Hans": "某"},
    "about": "member", "once": {"per": "event", "event": "day"}, "amount": 100,
}  # fmt: skip
MOTHER, SON = "990101198011020021", "990101200802200029"


def limited(**cap: Any) -> Aid:
    return Aid.model_validate({**SHAPE, "caps": [cap]})


def had(key: str, whose: str, fen: int, year: int = 2026) -> Grant:
    return Grant(key, whose, fen, year, number=f"2026-{fen}")


GRANTED = (
    had("fire_aid", MOTHER, yuan(1000)),
    had("fire_aid", SON, yuan(200)),
    had("flood_aid", SON, yuan(30)),
    had("other_aid", MOTHER, yuan(7)),
    had("fire_aid", MOTHER, yuan(4), year=2025),
)


@pytest.mark.parametrize(
    ("cap", "subject", "left"),
    [
        ({"per": "person_year"}, MOTHER, 2000),
        ({"per": "person_year"}, SON, 2800),
        ({"per": "person_year"}, "", 3000),
        ({"per": "person_year", "with": ["flood_aid"]}, SON, 2770),
        ({"per": "household_year"}, SON, 1800),
        ({"per": "household_year", "with": ["flood_aid"]}, MOTHER, 1770),
        ({}, MOTHER, 3000),
    ],
)
def test_a_cap_in_money_counts_what_is_about_whom_it_says(cap: dict[str, Any], subject: str, left: int) -> None:
    (one,) = limited(most=3000, **cap).caps
    assert money_left("fire_aid", one, one.most, GRANTED, 2026, subject) == yuan(left)


@pytest.mark.parametrize(
    ("cap", "subject", "is_reached"),
    [
        ({"times": 2, "per": "household_year"}, MOTHER, True),
        ({"times": 3, "per": "household_year"}, MOTHER, False),
        ({"times": 3, "per": "household_year", "with": ["flood_aid"]}, MOTHER, True),
        ({"times": 1, "per": "person_year"}, SON, True),
        ({"times": 2, "per": "person_year"}, SON, False),
        ({"times": 1, "per": "person_year"}, "", False),
    ],
)
def test_a_cap_in_times_counts_cases_and_names_them(cap: dict[str, Any], subject: str, is_reached: bool) -> None:
    programme = limited(**cap)
    found = list(times_reached(programme, GRANTED, 2026, subject))
    assert [one.key for one in found] == ["times_reached"] * is_reached
    for one in found:
        assert f"{cap['times']} times" in told(one.worker)
        assert str(yuan(200)) in told(one.worker)
        assert told(one.officer)
    assert [one.key for one in over_the_cap(demo(), programme, 1, GRANTED, 2026, subject)] == [
        "times_reached"
    ] * is_reached


def test_a_sum_passes_the_cap_of_one_person_and_not_that_of_another() -> None:
    programme = limited(most=1200, per="person_year")
    assert [one.key for one in over_the_cap(demo(), programme, yuan(201), GRANTED, 2026, MOTHER)] == ["cap_passed"]
    assert not list(over_the_cap(demo(), programme, yuan(200), GRANTED, 2026, MOTHER))
    assert not list(over_the_cap(demo(), programme, yuan(1000), GRANTED, 2026, SON))


def test_an_example_says_how_often_and_how_much() -> None:
    example = Example.model_validate({"got": {"a": 50, "b": 7}, "times": {"a": 2, "c": 1}, "no": ["times_reached"]})
    assert [(one.programme, one.amount) for one in granted_by(example, date(2026, 8, 10))] == [
        ("a", yuan(50)), ("a", 0), ("b", yuan(7)), ("c", 0),
    ]  # fmt: skip


REPAIRS = """
extends = "demo.toml"
[[programme]]
key = "new_aid"
kind = "aid"
procedure = "grant"
title = { zh_Hans = "新帮扶" }
summary = { zh_Hans = "试一试。" }
who = { class = ["deep", "relative"] }
once = { per = "event", event = "storm_on" }
amount = 800
caps = [{ times = 2, per = "household_year" }, { most = 1000, per = "household_year" }]
ask = [ { key = "storm_on", kind = "day", text = { zh_Hans = "是哪一天？" }, label = { zh_Hans = "日期" } } ]
example = [
  { given = { class = "deep", size = 1, storm_on = 2026-07-01 }, pays = 800 },
  { given = { class = "deep", size = 1, storm_on = 2026-07-01 }, got = { new_aid = 800 }, pays = 200 },
  { given = { class = "deep", storm_on = 2026-07-01 }, got = { new_aid = 900 }, times = { new_aid = 2 }, EXPECTED },
]
"""


def loaded(folder: Path, text: str) -> None:
    (folder / "demo.toml").write_text(DEMO.read_text("utf-8"), "utf-8")
    (folder / "new.toml").write_text(text, "utf-8")
    load_policy(folder / "new.toml")


def never(text: str) -> list[str]:
    """Return what can never count in a programme once a year, as `policy check` says it."""
    shape = {**SHAPE, "about": "household", "once": {"per": "year"}}
    who = {"class": ["deep", "relative"], "size": {"le": 4}}
    programme = Aid.model_validate({**shape, "who": who, **tomllib.loads(text, parse_float=Decimal)})
    return [told(said) for _, said in limit_problems(demo(), programme, ())]


def test_a_file_says_its_caps_in_times_and_proves_them(tmp_path: Path) -> None:
    loaded(tmp_path, REPAIRS.replace("EXPECTED", 'no = ["times_reached"]'))
    with pytest.raises(PolicyProblem, match="At most 2 times in a year"):
        loaded(tmp_path, REPAIRS.replace("EXPECTED", "pays = 100"))


@pytest.mark.parametrize(
    ("amount", "is_good"),
    [
        ("{ table = [{ when = { size = 4 }, pays = 5 }, { when = { size = { ge = 4 } }, pays = 6 }] }", True),
        ("{ table = [{ when = { size = 5 }, pays = 5 }, { pays = 6 }] }", False),
        ("{ table = [{ when = { size = { gt = 4 } }, pays = 5 }, { pays = 6 }] }", False),
        ("{ table = [{ when = { class = { not_in = ['deep'] } }, pays = 5 }, { pays = 6 }] }", True),
        ("{ table = [{ when = { class = { ne = 'deep' }, size = 1 }, pays = 5 }, { pays = 6 }] }", True),
        ("{ table = [{ when = { class = { not_in = ['deep', 'relative'] } }, pays = 5 }, { pays = 6 }] }", False),
        ("{ table = [{ when = { any = [{ class = 'none' }, { size = 1 }] }, pays = 5 }, { pays = 6 }] }", True),
        ("{ table = [{ when = { migrant = true }, pays = 5 }, { when = { migrant = false }, pays = 6 }] }", True),
    ],
)
def test_a_row_that_nobody_falls_under_is_found(amount: str, is_good: bool) -> None:
    assert [("whoever may have it" in one) for one in never(f"amount = {amount}")] == [True] * (not is_good)


@pytest.mark.parametrize(
    ("amount", "most", "is_good"),
    [
        ("500", 499.99, True),
        ("500", 500, False),
        ('{ each = 100, per = "head" }', 5000, True),
        ("{ dibao_months = 2 }", 1599.99, True),
        ("{ dibao_months = 2 }", 1600, False),
        ('{ of = "annual_income", share = 10 }', 90000, True),
        ('{ of = "annual_income", share = 10, cap = 800 }', 800, False),
        ('{ of = "annual_income", share = 10, cap = 800.50, round = "half_up_to_yuan" }', 800.75, True),
        ('{ of = "annual_income", end = "upper", bands = [{ upto = 9, pays = 5 }, { above = 9, pays = 7 }] }', 6, True),
        (
            '{ of = "annual_income", end = "upper", bands = [{ upto = 9, pays = 5 }, { above = 9, pays = 7 }] }',
            7,
            False,
        ),
        ('{ table = [{ when = { size = 1 }, pays = 5 }, { each = 1, per = "head" }] }', 70, True),
        ('{ chosen_by = "approval", from = 5, upto = 70 }', 70, False),
    ],
)
def test_a_cap_that_never_bites_is_found_and_no_other(amount: str, most: float, is_good: bool) -> None:
    found = never(f"amount = {amount}\ncaps = [{{ most = {most} }}]")
    assert [("never counts" in one) for one in found] == [True] * (not is_good)
