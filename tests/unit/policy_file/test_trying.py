"""A policy is tried on households that are written down, and proves the examples that it gives itself."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from domain.platform.money import in_yuan
from domain.policy import Policy
from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from domain.policy_file.trying.history import history_of
from domain.policy_file.trying.household_file import HouseholdProblem, household_of, read_household
from domain.policy_file.trying.verdicts import plain, try_household
from tests.data.households import DEMO, demo, households, told

TEXT = DEMO.read_text(encoding="utf-8")
GRANTS = {"DEMO-H01": "7500.00", "DEMO-H02": "7500.00", "DEMO-H04": "15000.00", "DEMO-H08": "4000.00"}


def tried(household: dict[str, Any], policy: Policy | None = None) -> dict[str, Any]:
    file = read_household(json.dumps(household), "one.json")
    found = household_of(file, policy or demo(), "one.json")
    history = history_of(file, policy or demo(), "one.json")
    return plain(try_household(policy or demo(), found, file.as_of, file.answers, history))


def programme(result: dict[str, Any], key: str) -> dict[str, Any]:
    return next(one for one in result["programmes"] if one["key"] == key)


@pytest.mark.parametrize("name", households())
@pytest.mark.parametrize("op", ["le", "lt"])
def test_the_invented_households_get_what_their_file_says(name: str, op: str) -> None:
    household = households()[name]
    result = tried(household, demo(op))
    wanted = household["computed"][f"class_if_{op}"]
    accident = household["expected"]["class"] == "accident"
    assert result["class"] == ("accident" if accident else wanted)
    exact = Fraction(household["computed"]["net_per_capita_month_exact"])  # as far as its decimals go
    assert abs(Fraction(result["net_income_per_head"]) - exact) < Fraction(1, 10**9)
    grant = programme(result, "golden_autumn")
    if op == "le":
        assert grant["amount"] == GRANTS.get(name, "0.00")
    assert (grant["verdict"] == "yes") == (name in GRANTS)


def test_a_bar_is_a_reason_and_says_from_when() -> None:
    result = tried(households()["DEMO-H12"])
    assert (result["class"], result["reasons"]) == ("deep", ["barred_short_contract"])
    grant = programme(result, "living_aid")
    assert (grant["verdict"], grant["on"], grant["amount"]) == ("later", "2026-10-15", "0.00")


def test_answers_to_the_questions_of_a_programme_give_its_amount() -> None:
    household = households()["DEMO-H08"] | {"answers": {"serious_illness": {"illness_self_paid": 68_000_00}}}
    open_still = programme(tried(households()["DEMO-H08"]), "serious_illness")
    assert (open_still["verdict"], open_still["amount"], open_still["asks"]) == ("yes", None, ["illness_self_paid"])
    assert programme(tried(household), "serious_illness")["amount"] == "68000.00"


def test_every_condition_has_what_was_found_and_what_was_wanted() -> None:
    result = tried(households()["DEMO-H10"])
    ill = programme(result, "serious_illness")
    assert {"key": "class", "op": "in", "found": "accident", "wanted": ["deep", "relative"], "holds": False,
            "source": "register", "person": None} in ill["conditions"]  # fmt: skip
    assert [one["holds"] for one in result["conditions"] if one["key"] in ("line_deep", "accident")] == [False, True]


CLAIM = {"mutual_claim": {"mutual_self_paid": 6_000_00, "mutual_discharged": "2026-08-01"}}


@pytest.mark.parametrize(
    ("memberships", "verdict", "against"),
    [
        ([], "no", ["no_membership"]),
        ([{"programme": "mutual_aid", "since": "2026-01-01"}], "yes", []),
        ([{"programme": "mutual_aid", "since": "2025-01-01"}], "no", ["no_membership"]),  # it ended with the year
        ([{"programme": "mutual_aid", "since": "2026-07-25"}], "later", ["membership_waits"]),
        ([{"programme": "mutual_aid", "since": "2025-07-25", "until": "2026-07-24"},
          {"programme": "mutual_aid", "since": "2026-07-25"}], "yes", []),  # renewed: nothing to wait for
    ],
)  # fmt: skip
def test_memberships_of_the_worker_count(memberships: list[dict[str, str]], verdict: str, against: list[str]) -> None:
    household = households()["DEMO-H01"] | {"answers": CLAIM, "memberships": memberships}
    claim = programme(tried(household), "mutual_claim")
    assert (claim["verdict"], claim["reasons"]) == (verdict, against)


@pytest.mark.parametrize(
    ("paid_back", "reasons"), [("0", ["already_granted"]), ("19999.99", ["already_granted"]), ("20000", [])]
)
def test_a_loan_that_is_owed_keeps_from_the_next(paid_back: str, reasons: list[str]) -> None:
    loan = {"programme": "startup_loan", "amount": "20000.00", "paid_back": paid_back}
    assert programme(tried(households()["DEMO-H01"] | {"loans": [loan]}), "startup_loan")["reasons"] == reasons


def test_aid_of_the_year_is_counted_as_when_somebody_applies() -> None:
    """With the living aid of 9,600 the household of H01 has 26,800 + 9,600 a year, above the line of deep hardship."""
    before = tried(households()["DEMO-H01"])
    after = tried(households()["DEMO-H01"] | {"got": {"living_aid": "9600.00"}})
    assert (programme(before, "living_aid")["verdict"], programme(before, "golden_autumn")["verdict"]) == ("yes", "yes")
    assert programme(after, "living_aid")["reasons"] == ["already_granted"]
    assert programme(after, "golden_autumn")["reasons"] == ["retest_failed"]
    twice = tried(households()["DEMO-H01"] | {"times": {"free_shop": 2}})
    assert programme(twice, "living_aid")["verdict"] == "yes"


@pytest.mark.parametrize("fen", [-1, 0, 1])
def test_a_fen_beside_the_line_decides(fen: int) -> None:
    """Net income is exactly on the line of deep hardship in H02, with `le` the line belongs to it."""
    household = households()["DEMO-H02"]
    year = round(float(household["annual_disposable_income"]) * 100) + fen * 48
    assert tried(household | {"annual_disposable_income": in_yuan(year)})["class"] == (
        "relative" if fen > 0 else "deep"
    )


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("{", "not valid JSON"),
        ("[" * 100_000, "nested too deep"),
        ('{"households": [{}, {}]}', "holds 2 households"),
        ('{"as_of": "2026-08-10", "cause_primary": NaN, "members": []}', "NaN"),
        ('{"as_of": "2026-08-10", "cause_primary": 1e999999999, "members": []}', "1e999999999"),
        ("[]", "table of entries"),
        ('{"as_of": "2026-13-40", "cause_primary": 1, "members": []}', "as_of"),
    ],
)
def test_what_is_no_household_is_told_in_a_sentence(raw: str, said: str) -> None:
    with pytest.raises(HouseholdProblem) as caught:
        read_household(raw, "one.json")
    assert said in told(caught.value.said)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"household_size": 7}, "household_size is 7, but 3 members"),
        ({"cause_primary": 99}, "no cause with the number 99"),
        ({"annual_disposable_income": "-5"}, "below zero"),
        ({"got": {"lottery": 5}}, "no programme lottery"),
        ({"times": {"emergency": 10**9}}, "the most is 366"),
        ({"loans": [{"programme": "startup_loan"}]}, "amount"),
        ({"memberships": [{"programme": "mutual_aid", "since": "soon"}]}, "memberships.0.since"),
        ({"annual_disposable_income": "many"}, "amount in yuan"),
        ({"annual_disposable_income": "1e999999999"}, "amount in yuan"),
        ({"members": [{"name": "林", "relation": "son", "status": "student"}], "household_size": 1}, "relation self"),
    ],
)
def test_a_household_that_cannot_be_says_why(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(HouseholdProblem) as caught:
        tried(households()["DEMO-H01"] | changed)
    assert said in told(caught.value.said)


def test_every_programme_of_the_demonstration_has_examples_and_one_is_refused() -> None:
    for one in demo().programmes:
        assert len(one.example) >= 3, one.key
        assert any(example.pays is None for example in one.example), one.key


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("pays = 9600 ", "pays = 9700 ", "the example says 9700.00 yuan, but it comes to 9600.00 yuan"),
        ("later = 2027-07-16", "later = 2027-07-17", "the example says 2027-07-17, but: Window"),
        ("accident_loss = 20001", "accident_los = 20001", "there is no fact accident_los"),
        ("accident_loss = 20001", 'accident_loss = "many"', "amount in yuan"),
        ('no = ["health"]', 'no = ["age"]', "the example says no for age, but: health"),
        ("pays = 9600 ", "pays = 9600\nlater = 2027-01-01", "exactly one of pays, yes, later, no"),
        ('no = ["study_track"]', "pays = 7500", "but nothing is paid"),
        ("given = { class = \"accident\" }\nno", "given = { class = \"deep\" }\nno", "but 9600.00 yuan is paid"),
    ],
)  # fmt: skip
def test_an_example_that_does_not_hold_is_told_with_its_line(old: str, new: str, said: str) -> None:
    assert TEXT.count(old) == 1
    with pytest.raises(PolicyProblem) as caught:
        load_policy(TEXT.replace(old, new), years=())
    line = TEXT[: TEXT.index(old)].count("\n") + 1
    assert said in str(caught.value)
    assert any(abs(problem.line - line) <= 4 for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("pack", "key"), [("demo", "disaster_relief"), ("guanxi", "elder_gift"), ("zhangzhou", "township_union")]
)
def test_what_an_officer_asks_for_is_tried_too_and_says_so(pack: str, key: str) -> None:
    policy = load_policy(DEMO.with_name(f"{pack}.toml"), years=())
    found = {one["key"]: one for one in tried(households()["DEMO-H01"], policy)["programmes"]}
    assert found[key]["by"] == "officer"
    assert found[key]["amount"] is None, "it depends on what the officer answers"
    assert "by" not in found["golden_autumn"]
