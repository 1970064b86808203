"""The report asks several things at once: the same facts come out, nothing is lost of an older draft, nothing is asked
that is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.aid.eligibility import assess
from domain.aid.household_questions import examples
from domain.aid.report_form import report_form
from domain.forms import (
    SUMMARY_AT,
    Chosen,
    Facts,
    Form,
    FormState,
    Typed,
    advance,
    answers_of,
    card,
    place,
    progress_at,
    replies_to,
    start,
)
from domain.households.asked import examples_of
from domain.households.household import Member, from_answers
from tests.data.households import answers_of as answers_in
from tests.data.households import assessed, demo, households
from tests.unit.forms.test_forms_walker import FACTS, Walker, plain, resident_id, says

REPORT = report_form(demo())
CHILD, STUDENT, WIFE = resident_id(1, "20200101"), resident_id(2, "20080220"), resident_id(3, "19801102")


def given(answers: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answers.items() if value not in (None, "")}


def filled_in(form: Form, answers: dict[str, Any], facts: Facts) -> tuple[FormState, list[str], list[tuple[int, int]]]:
    """Fill the form in with as few acts as there are; return the state, where it was, and how far it said to be."""
    people = [{**examples_of(Member), **given(one)} for one in answers["members"]]
    known = {**examples(demo()), "bank_card": "6200000000000005", **given(answers), "members": people}
    state, places, progress = start(form, facts), list[str](), list[tuple[int, int]]()
    while (here := place(form, state, facts)) is not None:
        wanted = known if here.item is None else people[here.item]
        for reply in replies_to(here, form, wanted):
            places.append(state.at)
            progress.append(progress_at(form, state, facts))
            outcome = advance(form, state, reply, facts)
            assert outcome.state.version > state.version, (state.at, reply, outcome)
            state = outcome.state
    assert state.at == SUMMARY_AT
    return state, places, progress


@pytest.mark.parametrize("household", households())
def test_every_household_gets_the_class_it_should(household: str) -> None:
    facts = Facts(date.fromisoformat(households()[household]["as_of"]))
    state, _, progress = filled_in(REPORT, answers_in(households()[household]), facts)
    found = assess(from_answers(answers_of(REPORT, state, facts)), demo(), today=facts.today)
    wanted = assessed(household)
    assert (found.household_class, found.net_month) == (wanted.household_class, wanted.net_month)
    assert [one.key for one in found.exclusions] == [one.key for one in wanted.exclusions]
    assert found.bars == wanted.bars
    assert progress == sorted(progress)
    assert len({total for _, total in progress}) == 1


def test_what_follows_is_not_asked() -> None:
    state, places, _ = filled_in(REPORT, answers_in(households()["DEMO-H01"]), FACTS)
    asked = {at.split(".")[-1] for at in places}
    assert not asked & {"migrant", "marital_status", "stage", "entry_year", "resident_id", "homes", "car", "business"}
    incomes = [at for at in places if at.startswith("members") and at.endswith("monthly_income")]
    assert incomes == ["members.0.monthly_income"]
    answers = answers_of(REPORT, state, FACTS)
    assert (answers["migrant"], answers["marital_status"], answers["homes"]) == (False, "married", 1)
    assert answers["members"][1]["monthly_income"] == 0
    assert not {"owned", "costs", "health_of_all", "papers_at_hand"} & answers.keys()


def test_who_rents_owns_no_home_and_says_the_rent() -> None:
    family = answers_in(households()["DEMO-H01"]) | {"housing_kind": "rented", "monthly_rent": 80_000, "homes": 0}
    state, places, _ = filled_in(REPORT, family, FACTS)
    answers = answers_of(REPORT, state, FACTS)
    assert (answers["monthly_rent"], answers["homes"]) == (80_000, 0)
    assert "homes" not in places


def test_a_small_child_is_asked_nothing_but_the_guardians_consent() -> None:
    walker = Walker(REPORT)
    walker.walks_to("members")
    walker.presses("o:son")
    walker.types(f"林样二 {resident_id(1, '20250101')}")
    assert walker.state.at == "members.0.guardian_consent"
    walker.presses("yes")
    assert walker.state.at == "members"


@pytest.mark.parametrize(
    ("number", "offered", "hidden"),
    [(CHILD, "小学", "退休"), (STUDENT, "大专、本科", "退休"), (WIFE, "退休", "小学")],
)
def test_only_what_fits_the_age_is_offered(number: str, offered: str, hidden: str) -> None:
    walker = Walker(REPORT, {"resident_id": [Typed(number)]})
    walker.walks_to("members.0.work_status")
    labels = [plain(choice.label, "zh_Hans") for row in walker.card.rows for choice in row]
    assert offered in labels
    assert hidden not in labels
    assert says(walker.card.text, "What does 林样本 do at present?")


@pytest.mark.parametrize("typed", ["王样本 {id}", "王样本{id}", "王样本，身份证号：{id}", "王样本\n{id}"])
def test_a_name_and_its_number_come_in_one_message(typed: str) -> None:
    walker = Walker(REPORT)
    walker.walks_to("members")
    walker.presses("o:spouse")
    walker.types(typed.format(id=WIFE))
    assert walker.state.at == "members.0.work_status"
    assert walker.state.answers["members"][0] == {"relation": "spouse", "name": "王样本", "resident_id": WIFE}
    assert WIFE not in walker.screen


def test_a_mistaken_number_behind_a_name_is_told_and_a_name_alone_asks_for_it() -> None:
    walker = Walker(REPORT)
    walker.walks_to("members")
    walker.presses("o:spouse")
    before = walker.state
    walker.types(f"王样本 {WIFE[:-1]}{'0' if WIFE[-1] != '0' else '1'}")
    assert walker.state == before
    walker.types("王样本")
    assert walker.state.at == "members.0.resident_id"


def test_back_from_a_person_added_by_mistake_takes_them_away() -> None:
    walker = Walker(REPORT)
    walker.walks_to("members")
    walker.presses("o:father")
    walker.presses("back")
    assert (walker.state.at, walker.state.answers["members"]) == ("members", [])


def test_an_older_draft_goes_on_and_is_asked_only_what_it_lacks() -> None:
    """A draft of the form that asked one by one, left among the papers: its answers count, ticked or not."""
    older = {
        "marital_status": "divorced", "hukou": "rural_other", "self_work_status": "on_duty",
        "self_health": "chronic", "migrant": False, "housing_kind": "owned", "home_area": "50_to_70",
        "homes": 2, "car": "none", "business": False, "members": [], "self_monthly_income": 350_000,
        "other_annual_income": 0, "rigid_medical": 900_000, "rigid_education": 0, "rigid_disability": 0,
        "rigid_employment": 120_000, "rigid_other": 0, "main_cause": "schooling", "other_causes": None,
        "paper_resident_id_copy": [],
    }  # fmt: skip
    walker = Walker(REPORT)
    left = FormState("report", 1, answers=dict(older), closed=("members",), version=9)
    walker.state = replace(left, at="paper_household_book")
    assert "address" in walker.screen
    walker.types("示例路1号")
    assert walker.state.at == "papers_at_hand"  # nothing else is asked again
    walker.presses("done")
    walker.types("6200000000000005")
    answers = answers_of(REPORT, walker.state, FACTS)
    told = {key: value for key, value in older.items() if value is not None}
    assert {key: answers[key] for key in told} == told


def test_a_tick_taken_back_takes_its_answer_back() -> None:
    walker = Walker(REPORT)
    walker.walks_to("owned")
    walker.presses("o:car")
    walker.presses("done")
    walker.presses("o:work")
    assert answers_of(REPORT, walker.state, FACTS)["car"] == "work"
    walker.presses("back")
    walker.presses("back")
    assert walker.state.at == "owned"
    walker.presses("o:car")
    walker.presses("done")
    assert answers_of(REPORT, walker.state, FACTS)["car"] == "none"


def test_the_summary_says_the_papers_that_come_later_once() -> None:
    state, _, _ = filled_in(REPORT, answers_in(households()["DEMO-H01"]), FACTS)
    told = plain(card(REPORT, state, FACTS).text)
    assert told.count("later") == 1
    assert "7 papers later" in told


def test_what_the_office_calls_necessary_costs_of_working_is_asked_as_what_it_means() -> None:
    walker = Walker(REPORT)
    walker.walks_to("costs")
    labels = [plain(choice.label, "zh_Hans") for row in walker.card.rows for choice in row]
    assert "上班的车费、工具、租房" in labels
    assert "必要就业成本" not in labels
    assert Chosen("o:rigid_employment").token in [choice.token for row in walker.card.rows for choice in row]


def test_a_husband_or_wife_is_added_once() -> None:
    """The key for one goes with the first, and comes back when that one is removed or is said to be somebody else."""

    def added(*relations: str) -> list[str]:
        people = [{**examples_of(Member), "relation": one} for one in relations]
        state = replace(start(REPORT, FACTS, {"members": people}), at="members")
        return [plain(one.label) for row in card(REPORT, state, FACTS).rows for one in row]

    assert "+ Spouse" in added()
    assert "+ Spouse" in added("daughter")
    assert "+ Spouse" not in added("spouse")
