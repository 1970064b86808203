"""One season in one year: from when to when, and the days in it on which officers are reminded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.calendar.dates import DayRule
from domain.platform.text import N_, Nn_, Text, say, say_many
from domain.policy.programmes import AppliedFor
from domain.policy.seasons import Season

Place = tuple[str | int, ...]
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Round:
    """A season as it runs in the year it opens for, `opens` to `closes`, both days included."""

    season: Season
    year: int
    opens: date
    closes: date

    @property
    def key(self) -> str:
        """The name under which what is done for it is remembered."""
        return f"season:{self.season.key}:{self.year}"

    def includes(self, day: date) -> bool:
        """Say whether it is open on a day."""
        return self.opens <= day <= self.closes


class PointKind(StrEnum):
    """Why a reminder comes on its day; of several on one day, the first in this order is kept."""

    PROGRAMME = "programme"
    CLOSING = "closing"
    ROUND = "round"
    AROUND = "around"
    WEEKS = "weeks"

    @property
    def names_what_is_left(self) -> bool:
        """Whether it is a follow-up, which names only what is left, rather than a reminder of the whole season."""
        return self not in (PointKind.ROUND, PointKind.AROUND)


@dataclass(frozen=True, slots=True)
class Point:
    """A day on which officers are reminded; `place` is the entry of the season it comes from."""

    day: date
    kind: PointKind
    detail: Text
    place: Place


def round_of(season: Season, year: int) -> Round:
    """Return the season as it runs in a year; raises NoSuchDay."""
    return Round(season, year, season.opens.in_year(year), season.closes.in_year(year))


def reminders_of(one: Round, programmes: Sequence[AppliedFor]) -> tuple[Point, ...]:
    """Return the reminders of a round, at most one a day and none on the opening day, which has its own message."""
    order = list(PointKind)
    found: dict[date, Point] = {}
    for point in sorted(points_of(one, programmes), key=lambda point: order.index(point.kind)):
        if one.opens < point.day <= one.closes:
            found.setdefault(point.day, point)
    return tuple(found[day] for day in sorted(found))


def points_of(one: Round, programmes: Sequence[AppliedFor]) -> Iterator[Point]:
    """Yield every reminder as the policy asks for it, also those that miss the round, for the checks."""
    yield from _extra_rounds(one)
    yield from _around(one)
    yield from _weeks(one)
    yield from _before_closing(one)
    yield from _before_programmes_close(one, programmes)


def programme_closings(programme: AppliedFor, year: int) -> tuple[date, ...]:
    """Return the days of a year on which applications close, in order."""
    return tuple(sorted({day.in_year(year) for day in programme.closing_days}))


def _extra_rounds(one: Round) -> Iterator[Point]:
    for number, rule in enumerate(one.season.rounds):
        for day in _days_near(one, rule):
            detail = say(N_("{season}: once more, at {day}"), season=one.season.title, day=rule.name)
            yield Point(day, PointKind.ROUND, detail, ("rounds", number))


def _around(one: Round) -> Iterator[Point]:
    for number, around in enumerate(one.season.remind.around):
        for index, days in enumerate(around.days):
            detail = _around_said(one.season, around.anchor, days)
            place = ("remind", "around", number, "days", index)
            for day in _days_near(one, around.anchor.moved(days)):
                yield Point(day, PointKind.AROUND, detail, place)


def _around_said(season: Season, anchor: DayRule, days: int) -> Text:
    if days == 0:
        return say(N_("{season}: today is {day}"), season=season.title, day=anchor.name)
    before = Nn_("{season}: {count} day to {day}", "{season}: {count} days to {day}")
    after = Nn_("{season}: {count} day after {day}", "{season}: {count} days after {day}")
    one, many = before if days < 0 else after
    return say_many(one, many, abs(days), season=season.title, day=anchor.name)


def _weeks(one: Round) -> Iterator[Point]:
    every = one.season.remind.every_weeks
    if every is None:
        return
    length = (one.closes - one.opens).days
    for days in range(every * _WEEK, length, every * _WEEK):
        forms = Nn_("{season}: {count} week since the opening", "{season}: {count} weeks since the opening")
        detail = say_many(*forms, days // _WEEK, season=one.season.title)
        yield Point(one.opens + timedelta(days=days), PointKind.WEEKS, detail, ("remind", "every_weeks"))


def _before_closing(one: Round) -> Iterator[Point]:
    for number, days in enumerate(one.season.remind.before_closing_days):
        forms = Nn_("{season}: {count} day to the end", "{season}: {count} days to the end")
        detail = say_many(*forms, days, season=one.season.title)
        place = ("remind", "before_closing_days", number)
        yield Point(one.closes - timedelta(days=days), PointKind.CLOSING, detail, place)


def _before_programmes_close(one: Round, programmes: Sequence[AppliedFor]) -> Iterator[Point]:
    linked = [programme for programme in programmes if programme.key in one.season.worker.programmes]
    years = range(one.opens.year, one.closes.year + 1)
    closings = [(each, day) for each in linked for year in years for day in programme_closings(each, year)]
    for programme, closes in closings:
        if not one.includes(closes):
            continue
        for number, days in enumerate(one.season.remind.before_programme_closing_days):
            forms = Nn_(
                "{programme} closes on {day}: {count} day left", "{programme} closes on {day}: {count} days left"
            )
            detail = say_many(*forms, days, programme=programme.title, day=closes)
            place = ("remind", "before_programme_closing_days", number)
            yield Point(closes - timedelta(days=days), PointKind.PROGRAMME, detail, place)


def _days_near(one: Round, rule: DayRule) -> list[date]:
    """Return the days of a rule that lie in the round; when none does, the one that misses it least."""
    days = sorted({rule.in_year(year) for year in range(one.year - 1, one.year + 2)})
    inside = [day for day in days if one.includes(day)]
    return inside or [min(days, key=lambda day: _distance(one, day))]


def _distance(one: Round, day: date) -> int:
    return max((one.opens - day).days, (day - one.closes).days)
