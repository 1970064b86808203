"""Working days as the State Council arranges them, and the windows that are counted in them."""

from __future__ import annotations

import calendar as gregorian
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone, tzinfo

_DAY = timedelta(days=1)
_SATURDAY = 5
TURN = timedelta(days=7)  # the days off of a new year begin so long before it at the most
BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")  # one offset since 1991, so no time-zone data is needed


@dataclass(frozen=True, slots=True)
class Window:
    """A run of days, `first` to `last` both included, that ends at the moment `ends_at` (midnight after `last`).

    `uncertain_years` are years whose holidays reach into it and were not announced yet: only weekends were left out.
    """

    first: date
    last: date
    ends_at: datetime
    uncertain_years: tuple[int, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether the holidays of every year in the window are known."""
        return not self.uncertain_years


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are worked: Monday to Friday but for `holidays`, and the `makeup_workdays`.

    A year outside `announced_years` falls back to weekends alone.
    """

    holidays: frozenset[date] = field(default_factory=frozenset)
    makeup_workdays: frozenset[date] = field(default_factory=frozenset)
    announced_years: frozenset[int] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        """Say whether offices work on `day`."""
        if day in self.makeup_workdays:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def next_working_day(self, day: date) -> date:
        """Return `day` itself if it is worked, else the first working day after it."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def add_working_days(self, start: date, count: int) -> date:
        """Return the `count`-th working day after `start` (`start` itself does not count; 0 gives `start`)."""
        day = start
        for _ in range(count):
            day = self.next_working_day(day + _DAY)
        return day

    def notice_window(self, posted_on: date, working_days: int, *, tz: tzinfo = BEIJING) -> Window:
        """Return the window of a public notice; the day of posting does not count.

        The notice is to be seen for `working_days` full working days (>= 1) and ends at midnight after the last.
        """
        if working_days < 1:
            raise ValueError("A notice is posted for at least one working day")
        first = self.next_working_day(posted_on + _DAY)
        last = self.add_working_days(posted_on, working_days)
        ends_at = datetime.combine(last + _DAY, time(), tz)
        return Window(first, last, ends_at, self.uncertain_years(posted_on, last))

    def uncertain_years(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years whose holidays may lie between two days and are not announced, in order."""
        years = range(first.year, (last + TURN).year + 1)
        return tuple(year for year in years if year not in self.announced_years)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = gregorian.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def full_months(start: date, until: date) -> int:
    """Count the whole months from `start` to `until`; below zero when `until` comes first."""
    months = (until.year - start.year) * 12 + until.month - start.month
    return months if add_months(start, months) <= until else months - 1


def age_on(birth: date, today: date) -> int:
    """Return the age in full years; someone born on 29 February has their birthday on 28 February in a short year."""
    is_short = birth.month == 2 and not gregorian.isleap(today.year)
    birthday = (birth.month, min(birth.day, 28) if is_short else birth.day)
    return today.year - birth.year - ((today.month, today.day) < birthday)
