"""The year of the demonstration: golden files, and what holds in every year from 2025 to 2050."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.campaigns.plan import RECEPTION_DAY, Event, What, current_seasons, events_between, season_year
from domain.campaigns.rounds import round_of
from domain.platform.text import pack, unpack
from domain.policy import Policy
from domain.policy_file.loading import load_policy
from tests.data.households import DEMO, HERE, demo, told

DAY = timedelta(days=1)
YEARS = st.integers(2025, 2050)
ENABLED = load_policy(DEMO.read_text(encoding="utf-8").replace("enabled = false\ntitle", "title"), name="all.toml")
POLICIES = st.sampled_from([demo(), ENABLED])


def as_data(event: Event) -> dict[str, str]:
    """Return an event as the golden files have it."""
    return {
        "date": event.day.isoformat(),
        "season": event.season,
        "what": event.what.value,
        "point": event.point,
        "detail": told(event.detail),
    }


def days_of(year: int, season: str, *whats: What, point: str = "") -> list[str]:
    return [
        event.day.isoformat()
        for event in season_year(demo(), year)
        if event.season == season and event.what in whats and point in ("", event.point)
    ]


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_year_is_exactly_the_expected_one(year: int) -> None:
    golden = json.loads((HERE / f"policy_year_{year}.json").read_text(encoding="utf-8"))
    assert [as_data(event) for event in season_year(demo(), year)] == golden


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_year_agrees_with_the_calendar_file(year: int) -> None:
    days = json.loads((HERE / "calendar.json").read_text(encoding="utf-8"))["years"][str(year)]
    spring = date.fromisoformat(days["春节"])
    assert days_of(year, "spring_jobs", What.OPENING) == [(spring + 7 * DAY).isoformat()]
    assert days_of(year, "winter_warmth", What.CLOSING) == [days["元宵"]]
    assert days_of(year, "summer_cooling", What.REMINDER, point="round") == [days["小暑"]]
    before = [(spring - days * DAY).isoformat() for days in (30, 14, 3)]
    assert days_of(year, "winter_warmth", What.REMINDER, point="around")[:3] == before


def test_the_dates_of_the_four_sends_in_2027() -> None:
    opened = {event.season: event.day for event in season_year(demo(), 2027) if event.what is What.OPENING}
    assert opened == {
        "spring_jobs": date(2027, 2, 13),
        "summer_cooling": date(2027, 6, 1),
        "autumn_study": date(2027, 7, 1),
        "winter_warmth": date(2027, 12, 1),
    }
    assert days_of(2027, "autumn_study", What.FOLLOW_UP, point="programme") == [
        "2027-08-08", "2027-08-14", "2027-08-24", "2027-08-30",
    ]  # fmt: skip


def test_reception_day_moves_to_the_next_working_day() -> None:
    found = days_of(2026, RECEPTION_DAY, What.RECEPTION_DAY)
    assert len(found) == 12
    assert found[1:3] == ["2026-02-24", "2026-03-16"]  # after the Spring Festival holiday; after a Sunday


@given(POLICIES, YEARS)
def test_every_season_opens_before_it_closes_and_reminds_in_between(policy: Policy, year: int) -> None:
    for season in policy.seasons:
        one = round_of(season, year)
        assert one.opens <= one.closes < round_of(season, year + 1).opens
    rounds = {(season.key, each): round_of(season, each) for season in policy.seasons for each in (year - 1, year)}
    for event in season_year(policy, year):
        if event.what in (What.REMINDER, What.FOLLOW_UP, What.ESCALATE_STATION):
            assert rounds[event.season, event.year].includes(event.day), event
        if event.what is What.ESCALATE_CENTRE:
            assert event.day == rounds[event.season, event.year].closes + DAY


@given(POLICIES, YEARS)
def test_a_year_is_in_order_and_has_nothing_twice(policy: Policy, year: int) -> None:
    events = season_year(policy, year)
    assert [event.day for event in events] == sorted(event.day for event in events)
    assert all(event.day.year == year for event in events)
    keys = Counter(event.key for event in (*events, *season_year(policy, year + 1)))
    assert max(keys.values()) == 1
    nudges = Counter((e.season, e.day) for e in events if e.what in (What.REMINDER, What.FOLLOW_UP, What.OPENING))
    assert max(nudges.values()) == 1, "an officer hears of a season once a day"


@given(POLICIES, st.dates(date(2025, 1, 1), date(2049, 12, 31)), st.integers(0, 500), st.integers(0, 500))
def test_two_runs_of_the_scheduler_see_what_one_long_run_sees(policy: Policy, start: date, a: int, b: int) -> None:
    middle, end = start + a * DAY, start + (a + b) * DAY
    halves = events_between(policy, start, middle) + events_between(policy, middle, end)
    assert halves == events_between(policy, start, end)


@given(YEARS)
def test_each_season_opens_once_a_year_and_ends_all_it_begins(year: int) -> None:
    events = season_year(ENABLED, year) + season_year(ENABLED, year + 1)
    for season in ENABLED.seasons:
        whats = [event.what for event in events if (event.season, event.year) == (season.key, year)]
        for once in (What.OPENING, What.ESCALATE_STATION, What.CLOSING, What.ESCALATE_CENTRE):
            assert whats.count(once) == 1


def test_a_season_that_is_not_enabled_has_no_events() -> None:
    assert not [event for event in season_year(demo(), 2026) if event.season == "mid_autumn_visit"]
    found = [event for event in season_year(ENABLED, 2026) if event.season == "mid_autumn_visit"]
    assert found[0].day == date(2026, 9, 15)
    assert found[-2].day == date(2026, 9, 25)


@pytest.mark.parametrize(
    ("day", "open_then"),
    [
        (date(2026, 1, 1), ["winter_warmth:2025"]),
        (date(2026, 3, 3), ["spring_jobs:2026", "winter_warmth:2025"]),
        (date(2026, 3, 4), ["spring_jobs:2026"]),
        (date(2026, 5, 1), []),
        (date(2026, 9, 15), ["summer_cooling:2026", "autumn_study:2026"]),
        (date(2026, 12, 1), ["winter_warmth:2026"]),
    ],
)
def test_the_seasons_open_on_a_day(day: date, open_then: list[str]) -> None:
    assert [one.key.removeprefix("season:") for one in current_seasons(demo(), day)] == open_then


def test_the_key_carries_season_opening_year_what_and_date() -> None:
    keys = [event.key for event in season_year(demo(), 2027)]
    assert keys[0] == "season:winter_warmth:2026:reminder:2027-01-07"
    assert "programme:golden_autumn:2027:programme_opens:2027-07-16" in keys
    assert "reception_day:2027:reception_day:2027-05-17" in keys


def test_every_detail_survives_the_outbox_and_has_words_in_every_language() -> None:
    for event in season_year(demo(), 2026):
        assert unpack(pack(event.detail)) == event.detail
        assert all(told(event.detail, locale).strip() for locale in ("zh_Hans", "zh_Hant", "en"))
