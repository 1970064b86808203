"""Amounts, short conditions and verdicts of programmes that only the policy file knows."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.aid.by_policy.amount import Basis, NoAmount, WorkedOut, work_out
from domain.aid.by_policy.verdict import Asked, verdict
from domain.aid.eligibility import assess
from domain.households.household import from_answers
from domain.kinds.reasons import Grant, Progress
from domain.platform.money import yuan
from domain.platform.predicates import Fact, FactKind, evaluate
from domain.policy import Policy
from domain.policy.aid.amounts import Amount
from domain.policy.aid.programme import Aid
from domain.policy.aid.windows import AidWindow
from domain.policy.conditions import Rule, in_long
from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from tests.data.households import DEMO, answers_of, demo, households, told

TODAY = date(2026, 8, 10)
TABLE = """
table = [
  { when = { class = "deep" }, pays = 1 }, { when = { class = ["relative", "none"] }, pays = 2 }, { pays = 3 },
]
"""
NAMED = {"paid": Fact(FactKind.MONEY, "paid")}
SANMING = """
of = "paid"
end = "upper"
bands = [
  { above = 10000, upto = 20000, pays = 1500 }, { above = 20000, upto = 30000, pays = 3000 },
  { above = 30000, upto = 40000, pays = 6000 }, { above = 40000, upto = 50000, pays = 10000 },
  { above = 50000, upto = 80000, pays = 20000 }, { above = 80000, upto = 100000, pays = 30000 },
  { above = 100000, pays = 50000 },
]
"""


def amount(toml: str) -> Amount:
    return Amount.model_validate(tomllib.loads(toml, parse_float=Decimal))


def basis(paid: int | None = None, household_class: str = "deep") -> Basis:
    return Basis({"paid": paid, "class": household_class}, NAMED, 3, yuan(800))


def sum_of(toml: str, given_: Basis) -> int:
    found = work_out(amount(toml), given_)
    assert isinstance(found, WorkedOut)
    assert all(told(line).strip() for line in found.lines)
    return found.fen


@pytest.mark.parametrize(
    ("paid", "pays"),
    [
        ("10000.01", 1500),
        ("20000", 1500),
        ("20000.01", 3000),
        ("50000", 10000),
        ("100000", 30000),
        ("100000.01", 50000),
    ],
)
def test_the_upper_end_of_a_band_belongs_to_it(paid: str, pays: int) -> None:
    assert sum_of(SANMING, basis(yuan(paid))) == yuan(pays)


def test_the_lower_end_may_belong_to_the_band_instead() -> None:
    assert sum_of(SANMING.replace('"upper"', '"lower"'), basis(yuan(20000))) == yuan(3000)


@pytest.mark.parametrize("paid", [yuan(10000), 0, None])
def test_below_the_first_band_and_unknown_there_is_no_amount_but_a_reason(paid: int | None) -> None:
    found = work_out(amount(SANMING), basis(paid))
    assert isinstance(found, NoAmount)
    assert found.fact == "paid"
    assert told(found.said)


@pytest.mark.parametrize(
    ("toml", "wanted"),
    [
        ("pays = 800.50", yuan("800.50")),
        ("each = 1000\nper = 'head'", yuan(3000)),
        ("each = 1000", yuan(1000)),
        ("each = 300\nper = 'worker'", yuan(300)),
        ("chosen_by = 'approval'\nfrom = 500\nupto = 3000", yuan(3000)),
        ("chosen_by = 'approval'\nof = 'paid'\nshare = 100\ncap = 20000", yuan(20000)),
        ("share = 80\nof = 'paid'", yuan("17600.26")),
        ("share = 80\nof = 'paid'\ncap = 16000", yuan(16000)),
        ("share = 80\nof = 'paid'\nround = 'down_to_yuan'", yuan(17600)),
        ("share = 1\nof = 'paid'\nfloor = 500", yuan(500)),
        ("dibao_months = 12", yuan(9600)),
        ("dibao_months = 0.5\nper = 'head'", yuan(1200)),
        (TABLE, yuan(2)),
    ],
)
def test_each_form_of_an_amount_is_exact(toml: str, wanted: int) -> None:
    assert sum_of(toml, basis(yuan("22000.33"), "none")) == wanted


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("pays = 1\neach = 2", "exactly one"),
        ("", "exactly one"),
        ("share = 80", "of what money"),
        (SANMING.replace('end = "upper"', ""), "which end"),
        (SANMING.replace("above = 20000", "above = 20001"), "gap"),
        (SANMING.replace("above = 20000", "above = 19999"), "gap"),
        ("share = 80\nof = 'paid'\ncap = 1\nfloor = 2", "the least is above the most"),
        ("upto = 3000\nfrom = 500", "who chooses it"),
        ("goods = [{ zh_Hans = '米' }]", "goods have names"),
        ("value = 200\npays = 1", "goods have names"),
        ("table = [{ goods = [{ zh_Hans = '米' }], value = 1 }, { pays = 1 }]", "do not go together with money"),
        ("pays = 3000\nfrom = 500", "who chooses it"),
        ("upto = 3000\nchosen_by = 'approval'", "a least and a most"),
        ("upto = 3000\nfrom = 3001\nchosen_by = 'approval'", "the least is above the most"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(toml: str, reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        amount(toml)


@given(st.integers(1_000_001, 20_000_000), st.integers(1, 10_000))
def test_who_paid_more_gets_no_less(paid: int, more: int) -> None:
    assert sum_of(SANMING, basis(paid)) <= sum_of(SANMING, basis(paid + more))


@given(st.integers(0, 5_000_000), st.integers(1, 300_000))
def test_the_least_of_what_is_chosen_is_never_above_the_most(needed: int, least: int) -> None:
    worked = work_out(
        amount(f"of = 'paid'\nshare = 100\ncap = 3000\nfrom = {least / 100}\nchosen_by = 'approval'"), basis(needed)
    )
    assert isinstance(worked, WorkedOut)
    assert worked.least is not None
    assert worked.least <= worked.fen <= yuan(3000)


FACTS: dict[str, Any] = {"size": 3, "loss": yuan(500), "marital_status": "married", "business": False}


@pytest.mark.parametrize(
    ("short", "holds"),
    [
        ({"size": 3}, True),
        ({"size": [1, 2]}, False),
        ({"size": {"ge": 2, "lt": 4}}, True),
        ({"size": {"ge": 2, "lt": 3}}, False),
        ({"business": False, "size": {"ne": 4}}, True),
        ({"not": {"business": True}}, True),
        ({"any": [{"size": 9}, {"business": False}]}, True),
        ({"size": 3, "any": [{"size": 9}, {"business": True}]}, False),
        ({"loss": {"gt": 499}}, True),
        ({"homes": {"ge": 1}}, False),  # not known is no yes
        ({"member": {"age": {"lt": 18}}}, True),
        ({"every": {"age": {"lt": 18}}}, False),
        ({"it": {"age": {"ge": 18}}}, True),
        ({"fact": "size", "op": "eq", "value": 3}, True),
    ],
)
def test_a_condition_in_short_says_what_the_long_one_says(short: dict[str, Any], holds: bool) -> None:
    rule = Rule.model_validate(in_long(short))
    people = ({"age": 40}, {"age": 12})
    assert evaluate(rule.condition, FACTS, people, people[0]).holds is holds


def programme(key: str) -> Aid:
    found = demo().programme(key)
    assert isinstance(found, Aid)
    return found


def asked(**changes: Any) -> Asked:
    household = from_answers(answers_of(households()["DEMO-H01"]))
    return replace(Asked(assessment=assess(household, demo(), today=TODAY), own={}, period="2026"), **changes)


def keys_of(one: Aid, about: Asked) -> list[str]:
    found = verdict(one, about)
    for reason in found.against:
        assert told(reason.worker)
        assert told(reason.officer)
    return [reason.key for reason in found.against]


def given_before(key: str, **changes: Any) -> Grant:
    return replace(Grant(key, "", yuan(1000), 2026, Progress.PAID, "2026-0007", "2026"), **changes)


def test_once_a_year_is_once_whoever_asks_and_anew_next_year() -> None:
    one = programme("living_aid")
    assert keys_of(one, asked()) == []
    assert "already_granted" in keys_of(one, asked(granted=(given_before("living_aid"),)))
    last_year = given_before("living_aid", year=2025, period="2025")
    assert keys_of(one, asked(granted=(last_year,))) == []
    assert keys_of(one, asked(is_running=True)) == ["already_applied"]


def test_what_only_the_application_tells_speaks_against_nobody_before_it() -> None:
    one = programme("serious_illness")
    assert keys_of(one, asked(own=None, person=None)) == []
    own = given_before("serious_illness")
    assert keys_of(one, asked(own=None, person=None, granted=(own,))) == []
    assert "already_granted" in keys_of(one, asked(own=None, person=0, granted=(own,)))
    assert keys_of(one, asked(own={"illness_self_paid": yuan(800)}, person=0)) == ["condition_health"]


def test_a_cap_over_the_year_leaves_what_is_left_of_it_and_says_so() -> None:
    capped = programme("living_aid").model_copy(update={"caps": amount_caps(), "stack": beside()})
    found = verdict(capped, asked(granted=(given_before("accident_aid", amount=yuan(5500)),)))
    assert found.amount == yuan(500)
    assert "500" in told(found.why[-1])
    assert keys_of(capped, asked(granted=(given_before("accident_aid", amount=yuan(6000)),))) == ["cap_reached"]


def amount_caps() -> Any:
    caps = [{"most": 6000, "per": "household_year", "with": ["accident_aid"]}]
    return Aid.model_validate({**MINIMAL, "caps": caps}).caps


def beside(**changes: Any) -> Any:
    return Aid.model_validate({**MINIMAL, "stack": {"counts": False, **changes}}).stack


MINIMAL: dict[str, Any] = {
    "key": "x", "kind": "aid", "procedure": "grant", "title": {"zh_Hans": "某"}, "summary": {"zh_Hans": "某"},
    "once": {"per": "year"}, "amount": 100,
}  # fmt: skip


def test_what_is_never_given_together_is_told_with_the_case() -> None:
    alone = programme("living_aid").model_copy(update={"stack": beside(not_with=["accident_aid"])})
    assert keys_of(alone, asked(granted=(given_before("accident_aid"),))) == ["not_with_accident_aid"]


@pytest.mark.parametrize(
    ("day", "is_open"),
    [("2026-11-30", False), ("2026-12-01", True), ("2027-01-15", True), ("2027-02-28", True), ("2027-03-01", False)],
)
def test_a_window_may_reach_over_the_turn_of_the_year(day: str, is_open: bool) -> None:
    window = AidWindow.model_validate({"opens": "12-01", "closes": "02-28"})
    found = window.state(date.fromisoformat(day))
    assert found.is_open is is_open
    assert found.opens_on <= found.closes_on


def changed(old: str, new: str) -> Policy:
    text = DEMO.read_text(encoding="utf-8")
    assert old in text
    return load_policy(text.replace(old, new), name="demo.toml")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('of = "accident_loss"', 'of = "accident_on"', "no fact of money"),
        ('event = "accident_on"', 'event = "nothing"', "tells events apart"),
        ('papers = ["disaster_proof"', 'papers = ["letter"', "letter is not in the list paper"),
        ('who = { class = ["deep", "relative"] }', 'who = { class = ["rich"] }', "rich does not fit"),
        ('who = { class = ["deep", "relative"] }', "who = { it = { age = 3 } }", "names nobody"),
        ('who = { class = ["deep", "relative"] }', "who = { moon = 3 }", "there is no fact moon"),
        ('{ when = { class = "deep" }, dibao_months = 12', "{ dibao_months = 12", "never reached"),
    ],
)
def test_a_mistake_in_a_programme_is_named(old: str, new: str, reason: str) -> None:
    with pytest.raises(PolicyProblem) as caught:
        changed(old, new)
    assert [one for one in caught.value.problems if reason in str(one)], str(caught.value)
    assert all(one.line > 1 for one in caught.value.problems)
