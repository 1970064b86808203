"""Whom the seasons of the demonstration are for, over the invented households, and the reasons why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.campaigns.audience import audience_matches, matches
from domain.households.facts import MEMBER_FACTS, facts_of_people
from domain.households.household import Household, Member, from_answers
from domain.platform.predicates import AllOf, AnyMember, Compare, Facts, Not, Op, evaluate
from domain.policy.conditions import Rule
from tests.data.households import answers_of, demo, households, told

TODAY = date(2026, 8, 10)
JOBLESS = {"DEMO-H01", "DEMO-H08"}
AT_WORK = {"DEMO-H01", "DEMO-H02", "DEMO-H04", "DEMO-H06", "DEMO-H10", "DEMO-H12", "DEMO-H14"}
STUDENTS = {"DEMO-H01", "DEMO-H02", "DEMO-H04", "DEMO-H06", "DEMO-H08", "DEMO-H10"}


def household(household_id: str) -> Household:
    """Return a household of the file."""
    return from_answers(answers_of(households()[household_id]))


@pytest.mark.parametrize(
    ("season", "wanted"),
    [
        ("spring_jobs", JOBLESS),
        ("summer_cooling", AT_WORK),
        ("autumn_study", STUDENTS),
        ("winter_warmth", set(households())),
    ],
)
def test_each_season_finds_its_households(season: str, wanted: set[str]) -> None:
    one = demo().season(season)
    assert {key for key in households() if audience_matches(one, household(key), TODAY).holds} == wanted


def test_a_household_left_out_is_told_why_person_by_person() -> None:
    found = audience_matches(demo().season("spring_jobs"), household("DEMO-H14"), TODAY)
    said = [told(reason) for reason in found.why_not]
    assert not found.holds
    assert said[0].startswith("The worker: work: reported on_duty, the rule is one of")
    assert any(reason.startswith("main cause: reported other") for reason in said)
    assert len(said) >= 4  # the worker, two children and the cause
    names = [member.name for member in household("DEMO-H14").members]
    assert all(any(reason.startswith(name) for reason in said) for name in names)


def test_a_household_that_belongs_has_reasons_and_nothing_against_it() -> None:
    found = audience_matches(demo().season("spring_jobs"), household("DEMO-H01"), TODAY)
    assert found.holds
    assert found.why_not == ()
    assert any("王样本" in told(reason) for reason in found.reasons)


def test_the_worker_counts_as_a_person_of_the_household() -> None:
    alone = Household(self_work_status="laid_off")
    assert audience_matches(demo().season("spring_jobs"), alone, TODAY).holds
    assert not audience_matches(demo().season("spring_jobs"), Household(self_work_status="retired"), TODAY).holds


def test_the_main_cause_alone_is_enough_in_spring() -> None:
    assert audience_matches(demo().season("spring_jobs"), Household(main_cause="laid_off"), TODAY).holds


def test_what_an_officer_recorded_narrows_the_summer() -> None:
    summer, one = demo().season("summer_cooling"), household("DEMO-H02")
    assert audience_matches(summer, one, TODAY).holds
    assert audience_matches(summer, one, TODAY, known={"works_outdoors": True}).holds
    found = audience_matches(summer, one, TODAY, known={"works_outdoors": False})
    assert not found.holds
    assert [told(reason) for reason in found.why_not] == [
        "somebody works outdoors or in the heat: reported no, the rule is no"
    ]
    heat = demo().heat
    assert heat is not None
    assert matches(heat.audience, one, TODAY).holds


def test_a_student_whose_stage_is_unknown_counts_and_a_small_child_does_not() -> None:
    autumn = demo().season("autumn_study")
    student = Member("son", "甲", work_status="student")
    assert audience_matches(autumn, Household((student,)), TODAY).holds
    small = replace(student, resident_id="990101201506160012")
    assert not audience_matches(autumn, Household((small,)), TODAY).holds
    assert not audience_matches(autumn, Household((replace(student, stage="primary"),)), TODAY).holds


def test_the_facts_of_people_have_every_name_and_nothing_else() -> None:
    for person in facts_of_people(household("DEMO-H01"), TODAY):
        assert set(person) == set(MEMBER_FACTS)


def test_the_school_year_turns_in_september() -> None:
    one = household("DEMO-H02")
    years = [facts_of_people(one, day)[2]["school_year"] for day in (date(2026, 8, 31), date(2026, 9, 1))]
    assert years == [1, 2]
    assert facts_of_people(one, TODAY)[3]["school_year"] is None


def test_any_member_asks_one_person_at_a_time() -> None:
    both = AnyMember(AllOf((Compare("age", Op.GE, 18), Compare("stage", Op.EQ, "higher"))))
    people: tuple[Facts, ...] = ({"age": 40, "stage": None}, {"age": 12, "stage": "higher"})
    outcome = evaluate(both, {}, people)
    assert not outcome.holds
    assert [(finding.person, finding.fact) for finding in outcome.failed] == [(0, "stage"), (1, "age")]
    assert evaluate(both, {}, (*people, {"age": 19, "stage": "higher"})).holds
    assert evaluate(Not(both), {}, people).holds
    assert not evaluate(both, {}, ()).holds


def test_a_rule_with_a_quantifier_becomes_a_condition() -> None:
    rule = Rule.model_validate({"not": {"any_member": {"fact": "monthly_income", "op": "gt", "value": 3000}}})
    assert rule.condition == Not(AnyMember(Compare("monthly_income", Op.GT, 300_000)))
