"""When a year's re-check opens, reminds and ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from domain.policy.frame.yearly import Recheck


def opens_in(rules: Recheck, today: date) -> int | None:
    """Return the year whose re-check is to be open today, also if the day of its opening was missed."""
    for year in (today.year, today.year - 1):
        opens = rules.opens.in_year(year)
        if opens <= today < opens + timedelta(days=rules.days):
            return year
    return None


def parts_in(kept: str) -> Sequence[str]:
    """Return the parts that a row names."""
    return tuple(one for one in kept.split(",") if one)


def put(kept: str, part: str) -> str:
    """Return what a row names with one part more."""
    return ",".join(dict.fromkeys((*parts_in(kept), part)))


def without(kept: str, part: str) -> str:
    """Return what a row names without a part."""
    return ",".join(one for one in parts_in(kept) if one != part)
