"""The Chinese calendar: the only place that asks `lunar_python`, whose dates are those of Beijing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

from lunar_python import Lunar, LunarYear, Solar  # type: ignore[import-untyped]  # the package has no types

LAST_MONTH = 12
YEARS_KEPT = 32  # those of a policy's seasons, and one before and after
# Terms at the ends of the library's table, which spells those of the neighbouring years in Latin letters.
_SPELT = {
    "DA_XUE": "大雪",
    "DONG_ZHI": "冬至",
    "XIAO_HAN": "小寒",
    "DA_HAN": "大寒",
    "LI_CHUN": "立春",
    "YU_SHUI": "雨水",
    "JING_ZHE": "惊蛰",
}


@cache
def days_in_lunar_month(year: int, month: int) -> int:
    """Return 29 or 30 for an ordinary (not a leap) month, 1 to 12, of a lunar year."""
    return int(_year(year).getMonth(month).getDayCount())


@cache
def lunar_to_solar(year: int, month: int, day: int) -> date | None:
    """Return the date of a lunar day in an ordinary month, None when that month has no such day."""
    return _in_month(year, month, day) if 1 <= month <= LAST_MONTH else None


@cache
def leap_to_solar(year: int, month: int, day: int) -> date | None:
    """Return the date of a day in the leap month of that number, None when the lunar year has no such month or day."""
    return _in_month(year, -month, day)


def lunar_year_of(day: date) -> int:
    """Return the lunar year that a day falls in."""
    first = lunar_to_solar(day.year, 1, 1)
    return day.year if first is not None and day >= first else day.year - 1


@cache
def terms_of(year: int) -> Mapping[str, date]:
    """Return the 24 solar terms that fall in a calendar year, by their simplified Chinese name."""
    moments = zip(Lunar.JIE_QI_IN_USE, _year(year).getJieQiJulianDays(), strict=True)
    days = ((_SPELT.get(name, name), _as_date(moment)) for name, moment in moments)
    return {name: day for name, day in days if day.year == year}


@lru_cache(YEARS_KEPT)
def _year(year: int) -> LunarYear:
    """Return a lunar year, which takes the library milliseconds to work out."""
    return LunarYear(year)


def _in_month(year: int, month: int, day: int) -> date | None:
    found = _year(year).getMonth(month)
    if found is None or not 1 <= day <= found.getDayCount():
        return None
    return _as_date(found.getFirstJulianDay() + day - 1)


def _as_date(julian_day: float) -> date:
    solar = Solar.fromJulianDay(julian_day)
    return date(solar.getYear(), solar.getMonth(), solar.getDay())
