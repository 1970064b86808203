"""Which months are given, what that is in all, and what ends it before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.aid.by_policy.amount import WorkedOut
from domain.aid.by_policy.monthly import Asker, Months, by_month
from domain.kinds.kind import Found
from domain.kinds.reasons import Grant, Reason
from domain.policy.aid.programme import Aid
from domain.policy.caps import Cap, CapPer, Month
from domain.policy_file.loading import load_policy
from tests.data.households import DEMO, told

ASKED = date(2027, 4, 12)
CARD = "card"


def found(month: Month, *caps: Cap, each: int = 300_00, asked: date = ASKED, **more: Any) -> Months | Reason:
    asker = Asker(asked, more.get("born"), more.get("granted", ()), "")
    return by_month(CARD, month, caps, WorkedOut(each, ()), asker, 800_00)


def months(given: Months | Reason) -> int:
    return 0 if isinstance(given, Reason) else len(given.days)


def test_from_the_month_after_at_most_twelve_and_how_it_comes_to_that() -> None:
    whole = found(Month())
    assert isinstance(whole, Months)
    assert (whole.days[0], whole.days[-1], whole.fen) == (date(2027, 5, 10), date(2028, 4, 10), 3_600_00)
    assert told(whole.why[0]).endswith("for 12 months: ¥3,600 in all.")


@pytest.mark.parametrize(("month", "asked", "count"), [
    (Month(most=3), ASKED, 3),
    (Month(until=date(2027, 8, 10)), ASKED, 4),
    (Month(until=date(2027, 8, 9)), ASKED, 3),
    (Month(this_year=True), ASKED, 8),
    (Month(this_year=True), date(2027, 12, 1), 0),
    (Month(day=28), date(2027, 1, 31), 12),
])  # fmt: skip
def test_it_ends_by_its_months_on_a_day_or_with_the_year(month: Month, asked: date, count: int) -> None:
    assert months(found(month, asked=asked)) == count


@pytest.mark.parametrize(("born", "count"), [
    (date(2009, 8, 10), 3), (date(2009, 8, 11), 4), (date(2015, 1, 1), 12), (date(2000, 1, 1), 0), (None, 0),
])  # fmt: skip
def test_it_ends_at_an_age_and_needs_the_day_of_birth(born: date | None, count: int) -> None:
    assert months(found(Month(below_age=18), born=born)) == count


@pytest.mark.parametrize(("cap", "had", "count"), [
    (Cap(most=1_000), 0, 3),
    (Cap(most=100), 0, 0),
    (Cap(most=2_400, per=CapPer.YEAR), 0, 12),
    (Cap(most=2_399, per=CapPer.YEAR), 0, 7),
    (Cap(most=2_400, per=CapPer.YEAR), 1, 7),
    (Cap(most=2_400, per=CapPer.YEAR), 2_400_00, 0),
])  # fmt: skip
def test_only_whole_months_that_every_cap_has_room_for(cap: Cap, had: int, count: int) -> None:
    granted = (Grant(CARD, "", had, 2027),) if had else ()
    assert months(found(Month(), cap, granted=granted)) == count


@given(st.integers(1, 10**7), st.integers(1, 60), st.integers(1, 10**9), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_no_year_passes_its_cap_whatever_the_day(each: int, most: int, cap: int, asked: date) -> None:
    given_ = found(
        Month(most=most),
        Cap.model_construct(most=cap, per=CapPer.YEAR, times=None, together=()),
        each=each,
        asked=asked,
    )
    if isinstance(given_, Months):
        by_year = {day.year: 0 for day in given_.days}
        for day in given_.days:
            by_year[day.year] += each
        assert max(by_year.values()) <= cap
        assert given_.fen == each * len(given_.days)
        assert len({f"{day:%Y-%m}" for day in given_.days}) == len(given_.days) <= most


@pytest.mark.parametrize(("amount", "count", "year"), [(3_600_00, 12, 3_600_00), (7_200_00, 24, 3_600_00),
                                                       (900_00, 3, 900_00), (500_00, 0, 500_00)])  # fmt: skip
def test_in_a_year_it_gives_twelve_months_at_the_most(amount: int, count: int, year: int) -> None:
    assert Found(None, "", amount, months=count).in_a_year == year  # type: ignore[arg-type]


@pytest.mark.parametrize(("now", "keeps"), [("deep", True), ("relative", False), ("none", False)])
def test_it_goes_on_as_long_as_the_class_is_one_that_it_is_for(now: str, keeps: bool) -> None:
    card = load_policy(DEMO).given("love_card")
    assert isinstance(card, Aid)
    assert card.keeps(now, "deep") is keeps
