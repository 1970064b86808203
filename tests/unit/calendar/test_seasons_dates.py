"""Days of the Chinese calendar: against the calendar file, a table of lunar months and the sun itself."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.dates import DayRule, LunarDay, NoSuchDay, read_day_rule, read_lunar
from domain.calendar.names import FESTIVALS, TERMS, find_festival, find_term
from domain.platform.days.almanac import days_in_lunar_month, lunar_to_solar, terms_of
from domain.platform.fields import MonthDay, Unfit
from tests.data.households import HERE, told

PUBLISHED = json.loads((HERE / "calendar.json").read_text(encoding="utf-8"))["years"]
YEARS = range(2025, 2051)

# The lunar years 2025 to 2050 as almanacs print them, independent of the library. The last digit is the leap month (0:
# none), the three before it have a bit for each of the twelve months (set: 30 days), the first is the leap month's.
LUNAR_YEARS = (
    0x0A6E6, 0x0A4E0, 0x0D260, 0x0EA65, 0x0D530, 0x05AA0, 0x076A3, 0x096D0, 0x04AFB, 0x04AD0, 0x0A4D0, 0x1D0B6, 0x0D250,
    0x0D520, 0x0DD45, 0x0B5A0, 0x056D0, 0x055B2, 0x049B0, 0x0A577, 0x0A4B0, 0x0AA50, 0x1B255, 0x06D20, 0x0ADA0, 0x14B63,
)  # fmt: skip
FIRST_DAY = date(2025, 1, 29)  # Spring Festival 2025


def lunar_months() -> Iterator[tuple[int, int, date, int]]:
    """Yield lunar year, month, first day and length of every ordinary month, from the table alone."""
    first = FIRST_DAY
    for year, code in zip(YEARS, LUNAR_YEARS, strict=True):
        for month in range(1, 13):
            length = 29 + (code >> (16 - month) & 1)
            yield year, month, first, length
            first += timedelta(days=length)
            if code & 0xF == month:
                first += timedelta(days=29 + (code >> 16 & 1))


def sun_longitude(moment: datetime) -> float:
    """Return the apparent longitude of the sun in degrees, to about 0.01 (Meeus, Astronomical Algorithms, 25)."""
    t = ((moment - datetime(2000, 1, 1, 12, tzinfo=UTC)).total_seconds() + 75) / 86400 / 36525
    m = math.radians(357.52911 + 35999.05029 * t)
    centre = (1.914602 - 0.004817 * t) * math.sin(m) + 0.019993 * math.sin(2 * m) + 0.000289 * math.sin(3 * m)
    node = math.radians(125.04 - 1934.136 * t)
    return (280.46646 + 36000.76983 * t + centre - 0.00569 - 0.00478 * math.sin(node)) % 360


def test_every_day_of_the_calendar_file_is_met() -> None:
    for year, days in PUBLISHED.items():
        for name, iso in days.items():
            assert read_day_rule(name).in_year(int(year)) == date.fromisoformat(iso), (year, name)


def test_every_lunar_month_of_26_years_begins_and_ends_as_the_almanac_prints_it() -> None:
    for year, month, first, length in lunar_months():
        assert days_in_lunar_month(year, month) == length, (year, month)
        assert lunar_to_solar(year, month, 1) == first
        assert lunar_to_solar(year, month, length) == first + timedelta(days=length - 1)
        assert lunar_to_solar(year, month, 30) == (first + timedelta(days=29) if length == 30 else None)


@pytest.mark.parametrize("year", [2024, *YEARS, 2051])
def test_every_solar_term_is_the_day_the_sun_reaches_it(year: int) -> None:
    assert set(terms_of(year)) == {term.hans for term in TERMS}
    for number, term in enumerate(TERMS):
        wanted = (315 + 15 * number) % 360
        midnight = datetime(year, 1, 1, tzinfo=UTC) - timedelta(hours=8)
        start = midnight + timedelta(days=(terms_of(year)[term.hans] - date(year, 1, 1)).days)
        before, after = ((sun_longitude(at) - wanted + 180) % 360 - 180 for at in (start, start + timedelta(days=1)))
        assert before < 0.015, (term.key, before)
        assert after > -0.015, (term.key, after)


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("端午", "2025-05-31"),  # before the leap sixth month
        ("中秋", "2025-10-06"),  # after it
        ("中秋", "2028-10-03"),  # after a leap fifth month
        ("除夕", "2026-02-16"),  # the 29th, a short month
        ("除夕", "2025-01-28"),
        ("除夕", "2027-02-05"),
        ("春节", "2034-02-19"),  # after the leap eleventh month of 2033
        ("春节", "2050-01-23"),
        ("重阳", "2026-10-18"),
        ("腊八", "2026-01-26"),
        ("七夕", "2026-08-19"),
        ("清明", "2026-04-05"),
        ("元旦", "2026-01-01"),
        ("五一", "2026-05-01"),
        ("国庆节", "2026-10-01"),
    ],
)
def test_festivals_fall_on_their_published_days(name: str, iso: str) -> None:
    day = date.fromisoformat(iso)
    assert read_day_rule({"festival": name}).in_year(day.year) == day


def test_every_name_is_understood_in_both_scripts_and_by_key() -> None:
    for term in TERMS:
        assert {find_term(name) for name in (term.key, *list(term.text.by_locale.values())[:2])} == {term}
    for festival in FESTIVALS:
        names = (festival.key, *list(festival.text.by_locale.values())[:2], *festival.also)
        assert {find_festival(name) for name in names} == {festival}
    assert find_festival("清明节") == find_term("清明")


@given(st.sampled_from(YEARS), st.sampled_from(FESTIVALS), st.integers(-180, 180))
def test_a_festival_comes_every_year_and_moves_by_its_days(year: int, festival: object, days: int) -> None:
    rule = DayRule(festival)  # type: ignore[arg-type]  # hypothesis sees an object
    assert rule.moved(days).in_year(year) - rule.in_year(year) == timedelta(days=days)
    assert 353 <= (rule.in_year(year + 1) - rule.in_year(year)).days <= 385
    assert DayRule(rule.anchor, next_year=True).in_year(year) == rule.in_year(year + 1)


def test_the_eve_is_the_day_before_the_spring_festival_in_every_year() -> None:
    for year in YEARS:
        spring = read_day_rule("春节").in_year(year)
        assert read_day_rule("除夕").in_year(year) == spring - timedelta(days=1)
        assert spring.year == year


def test_a_lunar_day_that_a_year_does_not_have_is_said() -> None:
    assert LunarDay(12, 30).in_year(2030) == date(2030, 2, 2)  # the first Eve on the 30th after five years without
    with pytest.raises(NoSuchDay) as caught:
        LunarDay(12, 30).in_year(2026)
    assert "12-30 does not exist in 2026" in told(caught.value.said)


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("06-01", DayRule(MonthDay(6, 1))),
        ({"day": "06-01", "days": -1}, DayRule(MonthDay(6, 1), -1)),
        ({"lunar": "08-15", "next_year": True}, DayRule(LunarDay(8, 15), 0, True)),
        ({"term": "处暑"}, read_day_rule("chushu")),
        ({"term": "處暑"}, read_day_rule("处暑")),
    ],
)
def test_a_day_is_read_as_written(value: object, rule: DayRule) -> None:
    assert read_day_rule(value) == read_day_rule(rule) == rule


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (7, "this must be a day"),
        ("02-29", "a day that comes every year"),
        ("小署", "a day that comes every year"),
        ({"days": 7}, "exactly one of day, term, festival and lunar"),
        ({"term": "小暑", "festival": "春节"}, "exactly one of"),
        ({"term": "小署"}, "there is no solar term 小署"),
        ({"festival": "圣诞"}, "there is no festival 圣诞"),
        ({"festival": 3}, "there is no festival 3"),
        ({"festival": "春节", "day": 7, "dayz": 1}, "dayz says nothing about a day"),
        ({"festival": "春节", "days": 1.5}, "a whole number from -180"),
        ({"festival": "春节", "days": 181}, "a whole number from -180"),
        ({"festival": "春节", "next_year": "yes"}, "true or false"),
        ({"lunar": "13-01"}, "13-01 does not exist in any year"),
        ({"lunar": "01-31"}, "01-31 does not exist in any year"),
        ({"lunar": "1-1"}, "month and day"),
    ],
)
def test_a_day_written_wrongly_is_refused_with_the_reason(value: object, reason: str) -> None:
    with pytest.raises(Unfit) as caught:
        read_day_rule(value)
    assert reason in told(caught.value.said)


def test_a_day_has_a_name_for_people() -> None:
    assert told(read_day_rule("小暑").name, "zh_Hans") == "小暑"
    assert told(read_day_rule("06-01").name) == "06-01"
    assert "08-15" in told(DayRule(read_lunar("08-15")).name)
