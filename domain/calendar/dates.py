"""A day of the year given as data: fixed, by solar term, festival or lunar date, moved by some days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from domain.calendar.names import FESTIVALS, LAST_DAY, TERMS, Festival, Term, find_festival, find_term
from domain.platform.days.almanac import LAST_MONTH, days_in_lunar_month, lunar_to_solar, terms_of
from domain.platform.fields import MonthDay, Unfit, read_month_day
from domain.platform.text import N_, Arg, Local, Text, say

MOST_DAYS = 180
LONGEST_LUNAR_MONTH = 30
_LUNAR = re.compile(r"(\d\d)-(\d\d)")


class NoSuchDay(Exception):
    """A lunar date that a year does not have; `said` is the sentence for the author of the policy."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.source)
        self.said = said


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of an ordinary (never a leap) lunar month; day LAST_DAY is the last one, the 29th or 30th."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        """Return the date; raises NoSuchDay.

        The twelfth month belongs to the year whose Spring Festival follows it (the Eve of 2026 is 16 February 2026),
        every other month to the year whose Spring Festival it follows.
        """
        lunar_year = year - 1 if self.month == LAST_MONTH else year
        day = days_in_lunar_month(lunar_year, self.month) if self.day == LAST_DAY else self.day
        found = lunar_to_solar(lunar_year, self.month, day)
        if found is None:
            source = N_("the lunar date {day} does not exist in {year}; that month has 29 days")
            raise NoSuchDay(say(source, day=f"{self.month:02d}-{self.day:02d}", year=str(year)))
        return found


@dataclass(frozen=True, slots=True)
class DayRule:
    """A day of every year: an anchor, moved by `days`, in the year asked for or (`next_year`) in the one after."""

    anchor: MonthDay | LunarDay | Term | Festival
    days: int = 0
    next_year: bool = False

    def in_year(self, year: int) -> date:
        """Return the date that belongs to a year (the days may move it across the turn of the year).

        Raises NoSuchDay.
        """
        return _anchor_day(self.anchor, year + self.next_year) + timedelta(days=self.days)

    def moved(self, days: int) -> DayRule:
        """Return the day so many days later."""
        return replace(self, days=self.days + days)

    @property
    def name(self) -> Arg:
        """The anchor, for people."""
        match self.anchor:
            case Term() | Festival():
                return self.anchor.text
            case LunarDay(month, day):
                return say(N_("lunar {day}"), day=f"{month:02d}-{day:02d}")
            case MonthDay(month, day):
                return f"{month:02d}-{day:02d}"


def _anchor_day(anchor: MonthDay | LunarDay | Term | Festival, year: int) -> date:
    match anchor:
        case Term():
            return terms_of(year)[anchor.hans]
        case Festival(lunar=True):
            return LunarDay(anchor.month, anchor.day).in_year(year)
        case Festival():
            return date(year, anchor.month, anchor.day)
    return anchor.in_year(year)


def read_day_rule(value: Any) -> DayRule:
    """Read "06-01", "小暑", "春节", or {festival = "春节", days = 7, next_year = true}; raises Unfit.

    The anchor of a table is exactly one of day ("06-01"), term, festival and lunar ("08-15").
    """
    if isinstance(value, DayRule):
        return value
    if isinstance(value, str):
        return DayRule(_named(value) or read_month_day(value))
    if not isinstance(value, dict):
        raise Unfit(say(N_('this must be a day, like "06-01", "小暑" or {{festival = "春节", days = 7}}')))
    anchors = [name for name in _ANCHORS if name in value]
    unknown = [name for name in value if name not in (*_ANCHORS, "days", "next_year")]
    if unknown:
        raise Unfit(say(N_("{entry} says nothing about a day; please check its spelling"), entry=unknown[0]))
    if len(anchors) != 1:
        raise Unfit(say(N_("a day has exactly one of day, term, festival and lunar")))
    anchor = _ANCHORS[anchors[0]](value[anchors[0]])
    return DayRule(anchor, _days(value.get("days", 0)), _yes_no(value.get("next_year", False)))


def read_lunar(value: Any) -> LunarDay:
    """Read a day of the lunar calendar written as "08-15"; raises Unfit for one that no year has."""
    found = _LUNAR.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise Unfit(say(N_('a lunar day is written as month and day, like "08-15"')))
    month, day = int(found[1]), int(found[2])
    if not (1 <= month <= LAST_MONTH and 1 <= day <= LONGEST_LUNAR_MONTH):
        raise Unfit(say(N_("the lunar date {day} does not exist in any year"), day=str(value)))
    return LunarDay(month, day)


def _named(name: Any) -> Term | Festival | None:
    return (find_festival(name) or find_term(name)) if isinstance(name, str) else None


def _festival(name: Any) -> Term | Festival:
    found = find_festival(name) if isinstance(name, str) else None
    if found is None:
        source = N_("there is no festival {name} here; there are {known}")
        raise Unfit(say(source, name=str(name), known=_known(tuple(entry.text for entry in FESTIVALS))))
    return found


def _term(name: Any) -> Term:
    found = find_term(name) if isinstance(name, str) else None
    if found is None:
        source = N_("there is no solar term {name}; there are {known}")
        raise Unfit(say(source, name=str(name), known=_known(tuple(entry.text for entry in TERMS))))
    return found


def _known(texts: tuple[Local, ...]) -> str:
    return "、".join(text.by_locale["zh_Hans"] for text in texts)


def _days(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MOST_DAYS:
        raise Unfit(say(N_("days must be a whole number from -{most} to {most}"), most=MOST_DAYS))
    return value


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unfit(say(N_("next_year must be true or false")))
    return value


_ANCHORS: Mapping[str, Any] = {"day": read_month_day, "term": _term, "festival": _festival, "lunar": read_lunar}
