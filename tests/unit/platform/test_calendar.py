"""Working days and the windows counted in them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.platform.calendar import WorkingCalendar, add_months, age_on, full_months
from tests.data.households import demo

CALENDAR = demo().calendar


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-01-01", False),
        ("2026-01-04", True),  # a Sunday that is worked
        ("2026-02-14", True),
        ("2026-02-15", False),
        ("2026-02-23", False),
        ("2026-02-24", True),
        ("2026-02-28", True),
        ("2026-05-09", True),
        ("2026-09-20", True),
        ("2026-09-25", False),
        ("2026-10-07", False),
        ("2026-10-08", True),
        ("2026-10-10", True),
        ("2026-10-11", False),
        ("2026-08-10", True),
        ("2025-01-26", True),
        ("2025-10-08", False),
    ],
)
def test_holidays_and_makeup_days_are_as_announced(day: str, worked: bool) -> None:
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is worked


def test_the_years_announced_are_complete() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    # 261 weekdays, minus the holidays that fall on weekdays, plus six weekend days that are worked.
    off = sum(1 for day in days if day.weekday() < 5 and day in CALENDAR.holidays)
    assert sum(map(CALENDAR.is_working_day, days)) == 261 - off + 6
    assert (len(CALENDAR.makeup_workdays), CALENDAR.announced_years) == (11, frozenset({2025, 2026}))


def test_the_next_working_day_may_be_today() -> None:
    assert CALENDAR.next_working_day(date(2026, 8, 10)) == date(2026, 8, 10)
    assert CALENDAR.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)


def test_adding_working_days_leaves_out_the_start() -> None:
    assert CALENDAR.add_working_days(date(2026, 8, 10), 0) == date(2026, 8, 10)
    assert CALENDAR.add_working_days(date(2026, 8, 10), 5) == date(2026, 8, 17)
    assert CALENDAR.add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)


def test_a_notice_runs_five_full_working_days_after_its_posting() -> None:
    window = CALENDAR.notice_window(date(2026, 8, 10), 5)
    assert (window.first, window.last) == (date(2026, 8, 11), date(2026, 8, 17))
    assert window.ends_at == datetime(2026, 8, 18, tzinfo=timezone(timedelta(hours=8)))
    assert window.is_certain


def test_a_notice_over_the_national_holiday_uses_the_makeup_saturday() -> None:
    window = CALENDAR.notice_window(date(2026, 9, 29), 5)
    assert (window.first, window.last) == (date(2026, 9, 30), date(2026, 10, 12))  # 30, 8, 9, 10, 12


def test_a_year_not_announced_falls_back_to_weekends_and_says_so() -> None:
    window = CALENDAR.notice_window(date(2026, 12, 30), 5)
    assert window.last == date(2027, 1, 6)
    assert (window.uncertain_years, window.is_certain) == ((2027,), False)


def test_a_notice_of_no_days_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        CALENDAR.notice_window(date(2026, 8, 10), 0)


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(1, 30))
def test_a_window_holds_exactly_its_working_days(posted: date, count: int) -> None:
    window = CALENDAR.notice_window(posted, count)
    days = [posted + timedelta(days=n) for n in range(1, (window.last - posted).days + 1)]
    assert sum(map(CALENDAR.is_working_day, days)) == count
    assert posted < window.first <= window.last
    assert CALENDAR.is_working_day(window.first)


def test_without_any_data_only_weekends_are_off() -> None:
    assert WorkingCalendar().add_working_days(date(2026, 1, 1), 2) == date(2026, 1, 5)


def test_months_end_where_the_month_ends() -> None:
    assert add_months(date(2025, 10, 15), 12) == date(2026, 10, 15)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2025, 12, 31), 2) == date(2026, 2, 28)


@given(st.dates(date(1950, 1, 1), date(2026, 1, 1)), st.integers(0, 600))
def test_full_months_turn_on_the_day_that_add_months_gives(start: date, months: int) -> None:
    day = add_months(start, months)
    assert full_months(start, day) == months
    assert full_months(start, day - timedelta(days=1)) == months - 1


def test_age_turns_on_the_birthday() -> None:
    assert age_on(date(2008, 8, 11), date(2026, 8, 10)) == 17
    assert age_on(date(2008, 8, 10), date(2026, 8, 10)) == 18
