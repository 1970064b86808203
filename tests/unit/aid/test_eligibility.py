"""Classes of hardship, as the invented households must get them and at every edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.aid.eligibility import assess, net_per_head_and_month, papers_needed
from domain.aid.worked_out import for_officer, for_worker
from domain.households.classes import HouseholdClass
from domain.households.facts import FACTS, facts_of
from domain.households.household import Household, Member, from_answers
from domain.platform.identifiers import Sex
from domain.platform.money import yuan
from domain.platform.predicates import AllOf, AnyOf, Compare, Facts, Not, Op, evaluate
from domain.platform.text import Joined, Local, Money
from tests.data.households import answers_of, assessed, demo, households, told

TODAY = date(2026, 8, 10)
POOR = Household(self_monthly_income=yuan(500))
CLASSES = {"deep": HouseholdClass.DEEP, "relative": HouseholdClass.RELATIVE, "accident": HouseholdClass.ACCIDENT}


def class_in_file(household_id: str, op: str) -> HouseholdClass:
    """The class by income in the file's `computed`, or accident where the file's `expected` says so."""
    household = households()[household_id]
    by_income = household["computed"][f"class_if_{op}"]
    return CLASSES[household["expected"]["class"]] if by_income == "above" else CLASSES[by_income]


@pytest.mark.parametrize("op", ["le", "lt"])
@pytest.mark.parametrize("household_id", sorted(households()))
def test_every_household_of_the_file_gets_its_class(household_id: str, op: str) -> None:
    expected = class_in_file(household_id, op)
    assert assessed(household_id, demo(op)).household_class is expected


@pytest.mark.parametrize("household_id", sorted(households()))
def test_every_household_of_the_file_gets_its_sum(household_id: str) -> None:
    household = households()[household_id]
    found = assessed(household_id)
    assert found.household.size == household["household_size"]
    assert found.household.annual_income == yuan(household["annual_disposable_income"])
    assert found.household.annual_rigid == yuan(household["rigid_expense_year"])
    assert found.net_fen == yuan(household["computed"]["shown"])
    exact = Fraction(household["computed"]["net_per_capita_month_exact"]) * 100
    assert abs(found.net_month - exact) < Fraction(1, 10**15)


def test_income_exactly_on_the_line_depends_on_the_operator_of_the_policy() -> None:
    assert assessed("DEMO-H02").net_month == yuan(800)
    assert assessed("DEMO-H02", demo("le")).household_class is HouseholdClass.DEEP
    assert assessed("DEMO-H02", demo("lt")).household_class is HouseholdClass.RELATIVE


def test_a_fraction_of_a_fen_above_the_line_counts_though_it_is_not_shown() -> None:
    household = Household((Member("son", "甲"), Member("son", "乙")), other_annual_income=yuan(800) * 36 + 1)
    found = assess(household, demo(), today=TODAY)
    assert found.shown_net == Money(yuan(800))
    assert found.household_class is HouseholdClass.RELATIVE


def test_below_zero_is_shown_as_zero_and_kept_with_its_sign() -> None:
    found = assessed("DEMO-H08")
    assert (found.net_month, found.net_fen, found.shown_net) == (Fraction(-200000, 36), -5556, Money(0))


def test_a_short_contract_bars_the_file_until_it_is_a_year_old() -> None:
    found = assessed("DEMO-H12")
    assert found.household_class is HouseholdClass.DEEP
    assert found.bar is not None
    assert (found.bar.until, found.may_open_file) == (date(2026, 10, 15), False)
    day_before = assess(found.household, demo(), today=date(2026, 10, 14))
    on_the_day = assess(found.household, demo(), today=date(2026, 10, 15))
    assert (day_before.may_open_file, on_the_day.may_open_file, on_the_day.bar) == (False, True, None)


def test_a_worker_who_is_no_migrant_is_not_barred() -> None:
    household = replace(POOR, migrant=False, contract_start=date(2026, 8, 1))
    assert assess(household, demo(), today=TODAY).may_open_file


def test_all_exclusions_are_told_at_once() -> None:
    household = replace(POOR, homes=2, business=True, car="other", high_fee_school=True)
    found = assess(household, demo(), today=TODAY)
    assert [exclusion.key for exclusion in found.exclusions] == ["homes", "business", "car", "high_fee_school"]
    assert (found.household_class, found.may_open_file) == (HouseholdClass.NONE, False)
    homes = found.exclusions[0].reasons[0]
    assert (homes.actual, homes.wanted, homes.op) == (2, 2, Op.GE)


@pytest.mark.parametrize(
    ("change", "excluded"),
    [
        ({"homes": 1}, False),
        ({"homes": 0}, False),
        ({"homes": 2}, True),
        ({"car": "work"}, False),
        ({"car": "mobility"}, False),
        ({"car": "under_limit"}, False),
        ({"car": "other"}, True),
        ({"business": True}, True),
        ({"high_fee_school": True}, True),
    ],
)
def test_each_exclusion_has_its_exact_edge(change: dict[str, Any], excluded: bool) -> None:
    assert bool(assess(replace(POOR, **change), demo(), today=TODAY).exclusions) is excluded


@pytest.mark.parametrize(
    ("loss", "compensated", "cause", "expected"),
    [
        (76_800_01, 0, "accident", HouseholdClass.ACCIDENT),
        (76_800_00, 0, "accident", HouseholdClass.NONE),  # exactly 80 %
        (100_000_00, 30_000_00, "accident", HouseholdClass.NONE),
        (120_000_00, 30_000_00, "natural_disaster", HouseholdClass.ACCIDENT),
        (120_000_00, 30_000_00, "serious_illness", HouseholdClass.NONE),
        (10_000_00, 50_000_00, "accident", HouseholdClass.NONE),
    ],
)
def test_an_accident_counts_above_eighty_percent_of_a_years_income(
    loss: int, compensated: int, cause: str, expected: HouseholdClass
) -> None:
    household = Household(
        self_monthly_income=yuan(8000), main_cause=cause, loss_gross=loss, loss_compensated=compensated
    )
    assert assess(household, demo(), today=TODAY).household_class is expected


def test_the_income_classes_come_before_accident_in_the_order_of_the_policy() -> None:
    household = replace(POOR, main_cause="accident", loss_gross=yuan(100_000))
    assert assess(household, demo(), today=TODAY).household_class is HouseholdClass.DEEP


@pytest.mark.parametrize(("fen", "net"), [(yuan(7500), "952.78"), (yuan(8000), "966.67")])
def test_grants_count_as_income_when_tested_again(fen: int, net: str) -> None:
    after = assessed("DEMO-H01").after_grants(fen)
    assert after.net_fen == yuan(net)
    assert after.household_class is HouseholdClass.RELATIVE
    assert after.after_grants(-fen).household_class is HouseholdClass.DEEP


def test_two_grants_add_up() -> None:
    after = assessed("DEMO-H04").after_grants(yuan(7500)).after_grants(yuan(7500))
    assert after.net_month == yuan(1000)


# Words ---------------------------------------------------------------------------------------------------------------


def in_english(*texts: Any) -> str:
    return told(Joined(tuple(texts)))


def test_the_sum_is_worked_out_line_by_line() -> None:
    text = in_english(*for_worker(assessed("DEMO-H01")))
    for part in ("3,500", "42,000", "9,000", "6,200", "26,800", "3 people", "744.44", "800"):
        assert part in text, part
    assert "does not promise" in text


def test_the_officer_sees_the_rule_and_both_numbers() -> None:
    text = in_english(*for_officer(assessed("DEMO-H02", demo("lt"))))
    assert "Deep hardship: net" in text
    assert "rule below" in text
    assert "1,600" in text
    excluded = assess(replace(POOR, homes=3), demo(), today=TODAY)
    assert "reported 3, the rule is at least 2" in in_english(*for_officer(excluded))


def test_a_barred_worker_reads_the_day() -> None:
    assert "2026" in in_english(*for_worker(assessed("DEMO-H12"))[-2:-1])


@pytest.mark.parametrize("household_id", sorted(households()))
def test_every_assessment_can_be_told_without_a_gap(household_id: str) -> None:
    found = assessed(household_id)
    text = in_english(*for_worker(found), *for_officer(found))
    assert "{" not in text
    assert "}" not in text


# Answers, facts, conditions ------------------------------------------------------------------------------------------


def test_birth_age_and_sex_come_from_the_resident_id() -> None:
    daughter = from_answers(answers_of(households()["DEMO-H01"])).members[1]
    assert (daughter.birth, daughter.sex) == (date(2008, 2, 20), Sex.FEMALE)
    assert (daughter.age_on(TODAY), daughter.stage, daughter.entry_year) == (18, "higher", 2026)
    assert Member("son", "甲").age_on(TODAY) is None


def test_no_answers_make_the_default_household() -> None:
    assert from_answers({}) == Household()
    assert from_answers({"members": None, "homes": None, "rigid_medical": None, "contract_start": ""}) == Household()
    assert from_answers({"homes": 0}).homes == 0


def test_every_fact_is_there_for_every_household() -> None:
    facts = facts_of(assessed("DEMO-H12").household, TODAY)
    assert set(facts) == set(FACTS)
    assert (facts["children"], facts["contract_months"], facts["size"], facts["migrant"]) == (2, 9, 4, True)
    assert facts["marital_status"] is None


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 12), st.integers(0, 10**8))
def test_more_income_never_gives_a_poorer_class(income: int, rigid: int, others: int, more: int) -> None:
    rank = [HouseholdClass.DEEP, HouseholdClass.RELATIVE, HouseholdClass.NONE]
    members = tuple(Member("son", str(n)) for n in range(others))
    poorer = Household(members, other_annual_income=income, rigid={"medical": rigid})
    richer = replace(poorer, other_annual_income=income + more)
    found = [assess(household, demo(), today=TODAY).household_class for household in (poorer, richer)]
    assert rank.index(found[0]) <= rank.index(found[1])
    assert net_per_head_and_month(poorer) * 12 * (others + 1) == income - rigid


def test_papers_follow_causes_and_conditions_each_once() -> None:
    household = replace(POOR, main_cause="serious_illness", other_causes=("schooling",), migrant=True)
    keys = [paper.key for paper in papers_needed(household, demo(), today=TODAY)]
    assert keys[:4] == ["resident_id_copy", "household_book", "wage_proof", "bank_card_copy"]
    assert keys[4:] == ["diagnosis", "medical_bills", "school_proof", "work_contract"]


TWO_HOMES = Compare("homes", Op.GE, 2, Local({"zh_Hans": "两套房"}))
SHOP = Compare("business", Op.IS_TRUE)
FACTS_OF_TEST: Facts = {"homes": 2, "business": False, "car": "work", "since": None}


@pytest.mark.parametrize(
    ("condition", "holds", "reasons"),
    [
        (TWO_HOMES, True, ["homes"]),
        (SHOP, False, ["business"]),
        (AllOf((TWO_HOMES, SHOP)), False, ["business"]),
        (AnyOf((TWO_HOMES, SHOP)), True, ["homes"]),
        (Not(TWO_HOMES), False, ["homes"]),
        (Not(AnyOf((SHOP, Compare("car", Op.EQ, "other")))), True, ["business", "car"]),
        (Compare("car", Op.IN, ("work", "none")), True, ["car"]),
        (Compare("car", Op.NOT_IN, ("work", "none")), False, ["car"]),
        (Compare("homes", Op.LT, 2), False, ["homes"]),
        (Compare("homes", Op.LE, 2), True, ["homes"]),
        (Compare("homes", Op.GT, 2), False, ["homes"]),
        (Compare("homes", Op.NE, 2), False, ["homes"]),
        (Compare("business", Op.IS_FALSE), True, ["business"]),
        (Compare("since", Op.LT, TODAY), False, ["since"]),
        (Compare("unheard_of", Op.NE, 1), False, ["unheard_of"]),
        (AllOf(()), True, []),
        (AnyOf(()), False, []),
    ],
)
def test_a_condition_says_which_comparisons_decided(condition: Any, holds: bool, reasons: list[str]) -> None:
    outcome = evaluate(condition, FACTS_OF_TEST)
    assert (outcome.holds, [finding.fact for finding in outcome.reasons]) == (holds, reasons)
    assert bool(outcome.failed) is (not holds and bool(reasons))


def test_a_comparison_carries_both_values_and_the_workers_sentence() -> None:
    outcome = evaluate(TWO_HOMES, FACTS_OF_TEST)
    assert (outcome.reasons[0].actual, outcome.reasons[0].wanted) == (2, 2)
    assert outcome.told == (Local({"zh_Hans": "两套房"}),)
