"""When a year's re-check opens, reminds and ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from domain.policy.frame.rechecks import Recheck


def opens_in(rules: Recheck, today: date) -> int | None:
    """Return the year whose re-check is to be open today, also if the day of its opening was missed."""
    for year in (today.year, today.year - 1):
        opens = rules.opens.in_year(year)
        if opens <= today < opens + timedelta(days=rules.days):
            return year
    return None


def ends_on(rules: Recheck, opened_on: date) -> date:
    """Return the last day to answer."""
    return opened_on + timedelta(days=rules.days)


def reminders_due(rules: Recheck, opened_on: date, today: date) -> int:
    """Return how many reminders are to have gone out by today."""
    return sum(opened_on + timedelta(days=days) <= today for days in rules.remind_after_days)


def ends_after(rules: Recheck, until: date, reminded: int, today: date) -> date:
    """Return the last day after a reminder went out today: as many days are left as the policy gives after it."""
    return max(until, today + timedelta(days=rules.days - rules.remind_after_days[reminded - 1]))


def parts_in(kept: str) -> Sequence[str]:
    """Return the parts that a row names."""
    return tuple(one for one in kept.split(",") if one)


def put(kept: str, part: str) -> str:
    """Return what a row names with one part more."""
    return ",".join(dict.fromkeys((*parts_in(kept), part)))


def without(kept: str, part: str) -> str:
    """Return what a row names without a part."""
    return ",".join(one for one in parts_in(kept) if one != part)
