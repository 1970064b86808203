"""Whether the days off of a policy can be those that the State Council announced."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.platform.text import N_, say
from domain.policy.checks import Found
from domain.policy.conditions import Place
from domain.policy.frame.pack import CalendarYear, Holiday

LONGEST = 20  # days off in a row; the longest ever announced were nine
_SATURDAY = 5


def calendar_problems(years: tuple[CalendarYear, ...]) -> Found:
    """Yield what cannot be right in the years, which may reach over the turn as the announcements do.

    Those of 2019 (30 December 2018 to 1 January, worked 29 December) stand in 2019 as they were announced.
    """
    days_off = {day for year in years for holiday in year.holidays if _is_block(holiday) for day in holiday.days}
    for number, year in enumerate(years):
        place = ("calendar", number)
        yield from _holiday_problems(year, place)
        yield from _workday_problems(year, place, days_off)


def _holiday_problems(year: CalendarYear, place: Place) -> Found:
    for number, holiday in enumerate(year.holidays):
        at = (*place, "holidays", number)
        if holiday.last < holiday.first:
            yield at, say(N_("the holiday {name} ends before it begins"), name=holiday.name)
        elif not _is_block(holiday):
            source = N_("the holiday {name} is more than {most} days long; please check its first and last day")
            yield at, say(source, name=holiday.name, most=LONGEST)
        elif not holiday.first.year <= year.year <= holiday.last.year:
            yield at, say(N_("the holiday {name} has no day in {year}"), name=holiday.name, year=str(year.year))


def _workday_problems(year: CalendarYear, place: Place, days_off: Iterable[date]) -> Found:
    for number, day in enumerate(year.workdays):
        at = (*place, "workdays", number)
        given = {"day": day.isoformat(), "year": str(year.year)}
        if day.weekday() < _SATURDAY:
            yield at, say(N_("{day} is no Saturday or Sunday, so it is worked anyway"), **given)
        elif day in days_off:
            yield at, say(N_("{day} is both worked and a day off"), **given)
        elif not _belongs(day, year.year):
            source = N_("{day} is not in {year}, nor in the December before it or the January after it")
            yield at, say(source, **given)


def _is_block(holiday: Holiday) -> bool:
    return 0 <= (holiday.last - holiday.first).days < LONGEST


def _belongs(day: date, year: int) -> bool:
    return date(year - 1, 12, 1) <= day <= date(year + 1, 1, 31)
