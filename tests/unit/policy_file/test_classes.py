"""Classes of hardship as a union lists them: names, lines, order and stacking are the file's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from delivery.rendering import render_plain
from domain.aid.eligibility import assess
from domain.aid.worked_out import for_officer
from domain.households.household import Household
from domain.platform.calendar import BEIJING
from domain.platform.text import Joined, Sayable
from domain.policy import Policy
from domain.policy.hardship import Stacking
from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from tests.data.households import DEMO, without_examples

TODAY = date(2026, 7, 20)
THREE_KINDS = """
[[class]]
key = "dibao"
title = { zh_Hans = "低保户", zh_Hant = "低保戶", en = "Dibao household" }
line = { factor = 1.0, op = "le" }
stacking = "retest"
[[class]]
key = "edge"
title = { zh_Hans = "低保边缘户", zh_Hant = "低保邊緣戶", en = "Household at the edge of dibao" }
line = { factor = 1.5, op = "le" }
stacking = "one_programme_a_year"
[[class]]
key = "accident"
title = { zh_Hans = "意外致困户", zh_Hant = "意外致困戶", en = "Household struck by an accident" }
accident = true
"""


def with_classes(classes: str) -> str:
    """Return the demonstration with other classes, which its aid is for as well."""
    text = without_examples(DEMO.read_text(encoding="utf-8"))
    text = re.sub(r"(?m)^(class_order|deep|relative) = [^\n]*(\]|op = [^\n]*)\n", "", text)
    text = re.sub(r"(?ms)^\[stacking\]\n.*?\n\n", "", text)
    for usual, here in (("deep", "dibao"), ("relative", "edge")):
        text = text.replace(f'"{usual}"', f'"{here}"').replace(f"\n{usual} = {{", f"\n{here} = {{")
    return text + classes


def policy_with(classes: str) -> Policy:
    return load_policy(with_classes(classes), years=())


def earning(fen: int) -> Household:
    return Household(self_monthly_income=fen)


def words(said: Sayable, locale: str = "zh_Hans") -> str:
    return render_plain(said, locale, timezone=BEIJING)


@pytest.mark.parametrize(
    ("income", "key", "name"),
    [
        (800_00, "dibao", "低保户"),
        (800_01, "edge", "低保边缘户"),
        (1200_00, "edge", "低保边缘户"),
        (1200_01, "none", ""),
    ],
)
def test_a_household_is_in_the_first_class_whose_line_it_is_within(income: int, key: str, name: str) -> None:
    found = assess(earning(income), policy_with(THREE_KINDS), today=TODAY)
    assert found.household_class.value == key
    assert not name or words(found.household_class.label) == name
    assert "低保边缘户" in words(Joined(for_officer(found), "\n"))


def test_a_class_by_accident_is_told_by_the_loss() -> None:
    struck = replace(earning(3_000_00), main_cause="accident", loss_gross=100_000_00)
    found = assess(struck, policy_with(THREE_KINDS), today=TODAY)
    assert words(found.household_class.label, "en") == "Household struck by an accident"


def test_stacking_and_names_are_those_of_each_class() -> None:
    policy = policy_with(THREE_KINDS)
    assert [policy.stacking_of(one) for one in policy.classes] == [
        Stacking.RETEST, Stacking.ONE_PROGRAMME, Stacking.ONE_GRANT,
    ]  # fmt: skip
    assert words(policy.household_class("edge").heading, "zh_Hant") == "低保邊緣戶"
    assert words(policy.household_class("deep").label, "en") == "deep hardship"  # of a file from before


EDGE = 'title = { zh_Hans = "低保边缘户", zh_Hant = "低保邊緣戶", en = "Household at the edge of dibao" }'


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("factor = 1.5", "factor = 1.0", "nobody comes into this class"),
        ('key = "edge"', 'key = "dibao"', "dibao"),
        ("accident = true", "", "has a line"),
        (EDGE, "", "needs a title"),
        ('key = "edge"', 'key = "none"', "name of no class"),
    ],
)  # fmt: skip
def test_a_class_that_cannot_be_is_refused_with_its_line(wrong: str, right: str, said: str) -> None:
    assert wrong in THREE_KINDS
    with pytest.raises(PolicyProblem) as problem:
        policy_with(THREE_KINDS.replace(wrong, right))
    assert said in str(problem.value)


def test_classes_are_said_in_one_way_only() -> None:
    with pytest.raises(PolicyProblem) as problem:
        load_policy(without_examples(DEMO.read_text(encoding="utf-8")) + THREE_KINDS, years=())
    assert "[[class]]" in str(problem.value)


@pytest.mark.parametrize(
    ("income", "key", "name"),
    [(800_00, "deep", "低保户"), (1200_00, "relative", "低保边缘户"), (1200_01, "none", "")],
)
def test_zhangzhou_knows_three_kinds_of_household(income: int, key: str, name: str) -> None:
    policy = load_policy(DEMO.with_name("zhangzhou.toml"), years=())
    found = assess(earning(income), policy, today=TODAY)
    assert found.household_class.value == key
    assert name in words(found.household_class.label)
    assert "低保边缘户" in words(Joined(for_officer(found), "\n"))


def test_what_zhangzhou_gave_comes_to_what_was_reported() -> None:
    policy = load_policy(DEMO.with_name("zhangzhou.toml"), years=())
    grant = policy.programme("township_grant")
    assert 68 * next(one.pays for one in grant.example if one.pays) == 68_000_00
    assert [one.pays for one in policy.programme("festival_aid").example] == [1000_00, 1000_00, None, None]
