"""What is on record reads as it did before a household's fields declared their questions; nothing kept is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.households.facts import facts_of, facts_of_people
from domain.households.household import Household, from_answers
from domain.platform.calendar import full_months
from domain.platform.identifiers import normalise

TODAY = date(2026, 7, 20)
ID = "990101200802200029"
NOTHING = st.sampled_from([None, ""])
WHOLE = st.one_of(NOTHING, st.integers(0, 10**9), st.integers(0, 99).map(str))
TEXT = st.one_of(NOTHING, st.text(max_size=8))
YES_NO = st.one_of(NOTHING, st.booleans())
DAYS = st.dates(date(1960, 1, 1), date(2030, 1, 1))
DAY = st.one_of(NOTHING, DAYS, DAYS.map(date.isoformat))
TEXTS = st.one_of(st.none(), st.lists(st.text(max_size=5), max_size=3))
ROW = st.fixed_dictionaries({}, optional={
    "relation": TEXT, "name": TEXT, "resident_id": st.sampled_from([None, "", ID, "99010120080220002x"]),
    "health": TEXT, "work_status": TEXT, "monthly_income": WHOLE, "school": TEXT, "stage": TEXT, "entry_year": WHOLE,
    "guardian_consent": YES_NO, "of_a_later_version": TEXT,
})  # fmt: skip
ANSWERS = st.fixed_dictionaries({}, optional={
    "members": st.one_of(st.none(), st.lists(ROW, max_size=3)), "self_monthly_income": WHOLE, "self_work_status": TEXT,
    "self_health": TEXT, "other_annual_income": WHOLE, "rigid_medical": WHOLE, "rigid_other": WHOLE,
    "housing_kind": TEXT, "homes": WHOLE, "home_area": TEXT, "car": TEXT, "business": YES_NO,
    "high_fee_school": YES_NO, "migrant": YES_NO, "contract_start": DAY, "main_cause": TEXT, "other_causes": TEXTS,
    "loss_gross": WHOLE, "loss_compensated": WHOLE, "marital_status": TEXT, "hukou": TEXT,
    "bank_card": TEXT, "paper_household_book": TEXTS, "of_a_later_version": TEXT,
})  # fmt: skip


@given(ANSWERS)
def test_what_was_stored_before_reads_the_same(answers: dict[str, Any]) -> None:
    household, before = from_answers(answers), read_before(answers)
    members = [{name: getattr(one, name) for name in MEMBER} for one in household.members]
    assert {"members": members} | {name: getattr(household, name) for name in before if name != "members"} == before


@given(ANSWERS)
def test_its_facts_are_the_same(answers: dict[str, Any]) -> None:
    household, before = from_answers(answers), read_before(answers)
    facts = facts_of(household, TODAY)
    start = before["contract_start"]
    told = {name: before[name] if before[name] != "" else None for name in before.keys() & facts.keys()}
    assert {name: facts[name] for name in told} == told
    assert facts["contract_months"] == (full_months(start, TODAY) if start else None)
    people = facts_of_people(household, TODAY)
    asked = {"work_status", "health", "monthly_income"}
    worker = {name: None if before[f"self_{name}"] == "" else before[f"self_{name}"] for name in asked}
    assert people[0] == dict.fromkeys(people[0]) | worker | {"applicant": True}
    for person, row in zip(people[1:], before["members"], strict=True):
        assert person["relation"] == (row["relation"] or None)
        assert person["entry_year"] == row["entry_year"]


def test_old_files_and_drafts_read_with_defaults() -> None:
    assert from_answers({}) == Household()
    assert {field.name for field in fields(Household)} >= read_before({}).keys()


# As `from_answers` was written by hand, before the fields said it ----------------------------------------------------


MEMBER = ("relation", "name", "resident_id", "health", "work_status", "monthly_income", "school", "stage", "entry_year")


def read_before(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "members": [_member(row) for row in answers.get("members") or ()],
        "rigid": _rigid(answers),
        "homes": _whole(answers, "homes", 1),
        "car": _text(answers, "car") or "none",
        "contract_start": _day(answers.get("contract_start")),
        "other_causes": _texts(answers.get("other_causes")),
        "self_monthly_income": _whole(answers, "self_monthly_income"),
        "other_annual_income": _whole(answers, "other_annual_income"),
        "loss_gross": _whole(answers, "loss_gross"),
        "loss_compensated": _whole(answers, "loss_compensated"),
        "business": bool(answers.get("business")),
        "high_fee_school": bool(answers.get("high_fee_school")),
        "migrant": bool(answers.get("migrant")),
        "self_work_status": _text(answers, "self_work_status"),
        "self_health": _text(answers, "self_health"),
        "housing_kind": _text(answers, "housing_kind"),
        "home_area": _text(answers, "home_area"),
        "main_cause": _text(answers, "main_cause"),
        "marital_status": _text(answers, "marital_status"),
        "hukou": _text(answers, "hukou"),
    }


def _member(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "relation": _text(row, "relation"),
        "name": _text(row, "name"),
        "resident_id": normalise(_text(row, "resident_id")),
        "health": _text(row, "health"),
        "work_status": _text(row, "work_status"),
        "monthly_income": _whole(row, "monthly_income"),
        "school": _text(row, "school"),
        "stage": _text(row, "stage"),
        "entry_year": _whole(row, "entry_year") or None,
    }


def _rigid(answers: Mapping[str, Any]) -> dict[str, int]:
    kinds = [key for key in answers if key.startswith("rigid_")]
    return {key.removeprefix("rigid_"): _whole(answers, key) for key in kinds if answers[key]}


def _whole(row: Mapping[str, Any], key: str, default: int = 0) -> int:
    value = row.get(key)
    return default if value is None or value == "" else int(value)


def _text(row: Mapping[str, Any], key: str) -> str:
    return str(row.get(key) or "")


def _texts(values: Sequence[Any] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or ())


def _day(value: date | str | None) -> date | None:
    if isinstance(value, str):
        return date.fromisoformat(value) if value else None
    return value
