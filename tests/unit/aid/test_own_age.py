"""How old the worker is stands in the number of their document, and counts where aid asks for an age."""

from __future__ import annotations

from datetime import date

import pytest

from domain.aid.kinds import KINDS
from domain.households.classes import HouseholdClass
from domain.households.household import Household
from domain.kinds.kind import Given, OnFile
from tests.data.households import demo

TODAY = date(2026, 8, 10)
POLICY = demo()
POSTS = POLICY.given("public_post")


def against(born: date | None) -> list[str]:
    household = Household(self_work_status="unemployed", self_monthly_income=0)
    file = OnFile(household, HouseholdClass.DEEP, POLICY, TODAY, "HF-1")
    given = Given(
        policy=POLICY, programme=POSTS, answers={"person": "self"}, today=TODAY, file=file, born=born, worker="w"
    )
    return [one.key for one in KINDS.of(POSTS).found(given).against]


@pytest.mark.parametrize(
    ("born", "found"),
    [
        (date(1966, 8, 11), []), (date(1966, 8, 10), ["condition_age"]), (date(2010, 8, 10), []),
        (date(2010, 8, 11), ["condition_age"]), (None, []),
    ],
)  # fmt: skip
def test_whoever_is_too_young_or_too_old_today_is_told(born: date | None, found: list[str]) -> None:
    assert against(born) == found
