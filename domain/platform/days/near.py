"""What a day in words is near to, and how its year is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

YEAR = r"(?:(?:(?P<year>(?<![0-9])(?:[0-9]{4}|[0-9]{2}))|(?P<back>[今去前明本]|大前))年的?)?"
_BACK = {"今": 0, "本": 0, "去": -1, "前": -2, "大前": -3, "明": 1}


@dataclass(frozen=True, slots=True)
class Near:
    """The day on which something is said, and whether what is said lies before it."""

    today: date
    is_past: bool

    def of(self, days: Iterable[date | None]) -> date | None:
        """Return the last of the days if what is said is past, else the one nearest to today."""
        fitting = [one for one in days if one is not None and not (self.is_past and one > self.today)]
        return min(fitting, key=lambda one: abs(one - self.today), default=None)


Rules = tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Near], date | None]], ...]


def year_said(found: re.Match[str], this: int) -> int | None:
    """Return the year that stands before a month or a festival, seen from the year `this`; None if none does."""
    if found["year"]:
        return whole_year(found["year"], this)
    return this + _BACK[found["back"]] if found["back"] else None


def whole_year(said: str, this: int) -> int:
    """Return a year that may be said by its last two digits: 19 is 2019, 98 is 1998."""
    if len(said) > len("19"):
        return int(said)
    century = this // 100 * 100
    return century + int(said) - (100 if int(said) > this % 100 + 1 else 0)


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a date, None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_of(year: int, month: int) -> date | None:
    """Return the last day of a month."""
    first_of_next = day_of(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(first_of_next.toordinal() - 1) if first_of_next else None


def month_back(day: date, months: int) -> tuple[int, int]:
    """Return year and month so many months before a day; below zero, after it."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return year, month + 1
