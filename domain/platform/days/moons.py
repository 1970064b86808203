"""Lunar months and days as people say them: 去年腊月二十三, 正月初五, 农历八月十五, 闰六月初一."""

from __future__ import annotations

import re
from datetime import date

from domain.platform.days.almanac import LAST_MONTH, leap_to_solar, lunar_to_solar, lunar_year_of
from domain.platform.days.near import YEAR, Near, Rules, year_said

BY_MOON = "农历"
_CALLED = re.compile(rf"(?:农历|阴历|旧历|古历)({YEAR})")
_NAMES = {"正": 1, "冬": 11, "腊": 12}
_DAY = r"月份?里?(?:初?(?P<day>[0-9]{1,2})[日号]?)?"
_YEARS_BACK = 4  # a leap month comes every two to three years


def said_before_the_month(text: str) -> str:
    """Put the word for the lunar calendar right before the month, where it stands before the year."""
    return _CALLED.sub(rf"\1{BY_MOON}", text)


def _lunar(found: re.Match[str], near: Near) -> date | None:
    said = found.groupdict()
    month = _NAMES.get(said["month"]) or int(said["month"])
    if not 1 <= month <= LAST_MONTH:
        return None
    to_solar, day = leap_to_solar if said["leap"] else lunar_to_solar, int(said["day"] or 1)
    return near.of(to_solar(year, month, day) for year in _years(found, near))


def _of_new_year(found: re.Match[str], near: Near) -> date | None:
    return near.of(lunar_to_solar(year, 1, int(found["day"])) for year in _years(found, near))


def _years(found: re.Match[str], near: Near) -> tuple[int, ...]:
    this = lunar_year_of(near.today)
    year = year_said(found, this)
    return tuple(range(this - _YEARS_BACK, this + 2)) if year is None else (year,)


RULES: Rules = (
    (re.compile(rf"{YEAR}{BY_MOON}(?P<leap>闰)?(?P<month>[正冬腊]|[0-9]{{1,2}}){_DAY}"), _lunar),
    (re.compile(rf"{YEAR}(?P<leap>闰)?(?P<month>[正冬腊]){_DAY}"), _lunar),
    (re.compile(rf"{YEAR}(?P<leap>闰)(?P<month>[0-9]{{1,2}}){_DAY}"), _lunar),
    (re.compile(rf"{YEAR}(?P<leap>闰)?(?P<month>[0-9]{{1,2}})月初(?P<day>[0-9]{{1,2}})"), _lunar),
    (re.compile(rf"{YEAR}大?年初(?P<day>[0-9]{{1,2}})"), _of_new_year),
)
