"""Two kinds of aid asked for at once: whoever decides sees what each order of them leads to."""

from __future__ import annotations

from datetime import date

import pytest

from domain.aid.eligibility import assess
from domain.aid.looked import both_orders_looked
from domain.households.household import Household
from domain.kinds.reasons import Grant, Progress
from domain.platform.money import yuan
from tests.data.households import demo, told

TODAY = date(2026, 8, 10)
POLICY = demo()
LIVING, ILLNESS = POLICY.given("living_aid"), POLICY.given("serious_illness")


def orders(income: int, fen: int, *others: Grant) -> list[tuple[bool, str]]:
    found = assess(Household(self_monthly_income=income), POLICY, today=TODAY)
    return [(one.holds, told(one.said)) for one in both_orders_looked(found, LIVING, others, fen)]


def asked(amount: int, progress: Progress = Progress.ASKED) -> Grant:
    return Grant(ILLNESS.key, "", amount, 2026, progress, "2026-0007")


def test_both_fit_whichever_comes_first() -> None:
    (first, said), (second, other) = orders(yuan(500), yuan(1200), asked(yuan(2400)))
    assert first
    assert second
    assert "1,200 as income each person has" in said
    assert "If 2026-0007 comes first" in other


@pytest.mark.parametrize(("mine", "theirs", "wanted"), [(3601, 3600, [False, True]), (3600, 3601, [True, False])])
def test_one_fen_over_the_line_shows_in_its_order_only(mine: int, theirs: int, wanted: list[bool]) -> None:
    found = orders(yuan(500), yuan(mine), asked(yuan(theirs)))  # 300 a month are left under the line of 800
    assert [holds for holds, _ in found] == wanted
    assert sum("no longer possible" in said for _, said in found) == 1


def test_what_was_granted_before_counts_in_both() -> None:
    found = orders(yuan(500), yuan(1200), asked(yuan(2400)), Grant("accident_aid", "", yuan(1201), 2026, Progress.PAID))
    assert [holds for holds, _ in found] == [True, False]


def test_nothing_is_said_where_there_is_one_order_or_no_second_test() -> None:
    assert orders(yuan(500), yuan(100)) == []
    assert orders(yuan(500), yuan(100), asked(yuan(100), Progress.PAID)) == []
    assert orders(yuan(1500), yuan(100), asked(yuan(100))) == []  # one programme a year
