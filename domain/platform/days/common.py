"""Days by the common calendar as people say them: 昨天, 上个月底, 上周五, 去年9月, 7月20号, 去年冬天, 三个月前."""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain.platform.days.near import YEAR, Near, Rules, day_of, last_of, month_back, year_said

WORDS = {
    "今天": 0, "今日": 0, "今早": 0, "昨天": -1, "昨日": -1, "昨晚": -1, "前天": -2, "前日": -2, "大前天": -3,
    "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
_PART = r"(?P<part>初|中旬?|上旬|下旬|底|末)"
_PARTS = {"初": 1, "上旬": 1, "中": 15, "中旬": 15, "下旬": 21}
_MONTHS = {"上": 1, "上上": 2, "这": 0, "本": 0, "下": -1}
_WEEKS = {"上": -7, "上上": -14, "下": 7}
_HALF_MONTH, _WEEK, _SUNDAY = 15, 7, 7


def _word(found: re.Match[str], near: Near) -> date | None:
    return near.today + timedelta(days=WORDS[found["word"]])


def _this_day_of_year(found: re.Match[str], near: Near) -> date | None:
    year = year_said(found, near.today.year)
    return day_of(near.today.year if year is None else year, near.today.month, near.today.day)


def _year_and_month(found: re.Match[str], _near: Near) -> date | None:
    return day_of(int(found["year"]), int(found["month"]), 1)


def _days_ago(found: re.Match[str], near: Near) -> date | None:
    return near.today - timedelta(days=int(found["count"]) * (_WEEK if found["unit"] in ("周", "星期", "礼拜") else 1))


def _months_ago(found: re.Match[str], near: Near) -> date | None:
    year, month = month_back(near.today, 6 if found["count"] == "半年" else int(found["count"].rstrip("个月")))
    return day_of(year, month, near.today.day) or last_of(year, month)


def _half_a_month_ago(_found: re.Match[str], near: Near) -> date | None:
    return near.today - timedelta(days=_HALF_MONTH)


def _of_near_month(found: re.Match[str], near: Near) -> date | None:
    year, month = month_back(near.today, _MONTHS[found["which"]])
    return _in_month(year, month, found["day"], found["part"])


def _of_month(found: re.Match[str], near: Near) -> date | None:
    this = near.today.year
    year, month = year_said(found, this), int(found["month"])
    years = (this - 1, this, this + 1) if year is None else (year,)
    said = found.groupdict()
    return near.of(_in_month(one, month, said.get("day"), said.get("part")) for one in years)


def _in_month(year: int, month: int, day: str | None, part: str | None) -> date | None:
    """Return a day of a month; a month alone is its first day."""
    if part in ("底", "末"):
        return last_of(year, month)
    return day_of(year, month, int(day) if day else _PARTS.get(part or "", 1))


def _of_week(found: re.Match[str], near: Near) -> date | None:
    weekday = _SUNDAY if found["weekday"] in ("日", "天") else int(found["weekday"] or 1)
    if not 1 <= weekday <= _SUNDAY:
        return None
    monday = near.today - timedelta(days=near.today.weekday())
    day = monday + timedelta(days=weekday - 1)
    if found["which"]:
        return day + timedelta(days=_WEEKS.get(found["which"], 0))
    return near.of(day + timedelta(days=moved) for moved in (-_WEEK, 0, _WEEK))


def _written(found: re.Match[str], _near: Near) -> date | None:
    return day_of(int(found[1]), int(found[2]), int(found[3]))


def _day_alone(found: re.Match[str], near: Near) -> date | None:
    months = (month_back(near.today, back) for back in (2, 1, 0, -1))
    return near.of(day_of(year, month, int(found["day"])) for year, month in months)


def _end_of_year(found: re.Match[str], near: Near) -> date | None:
    this = near.today.year
    year = year_said(found, this)
    month, day = {"初": (1, 1), "头": (1, 1), "中": (7, 1)}.get(found["part"], (12, 31))
    return near.of(day_of(one, month, day) for one in ((this - 1, this, this + 1) if year is None else (year,)))


def _season(found: re.Match[str], near: Near) -> date | None:
    this = near.today.year
    year = year_said(found, this)
    years = (this - 1, this, this + 1) if year is None else (year,)
    return near.of(day_of(one, _SEASONS[found["season"]], 1) for one in years)


_N = r"(?<![0-9])[0-9]{1,2}"
_WHOLE = r"(?P<year>(?:19|20)[0-9]{2})"
RULES: Rules = (
    (re.compile(rf"(?P<word>{'|'.join(sorted(WORDS, key=len, reverse=True))})"), _word),
    (re.compile(rf"{YEAR}今[天日]"), _this_day_of_year),
    (re.compile(rf"(?<![0-9/.-]){_WHOLE}[-/.年。、, ]+(?P<month>[0-9]{{1,2}})[-/]?(?![0-9/.-])"), _year_and_month),
    (re.compile(rf"(?<![0-9]){_WHOLE}(?P<month>0[1-9]|1[0-2])(?![0-9])"), _year_and_month),
    (re.compile(rf"(?<![0-9/.-])(?P<month>[0-9]{{1,2}})[-/.]{_WHOLE}(?![0-9/.-])"), _year_and_month),
    (re.compile(rf"(?<![0-9])(?P<month>[0-9]{{1,2}})月份?{_WHOLE}年?(?![0-9])"), _year_and_month),
    (re.compile(r"(?<![0-9])(?P<count>[0-9]{1,3})(?:多)?个?(?P<unit>天|日|周|星期|礼拜)(?:以前|之前|前)"), _days_ago),
    (re.compile(r"(?<![0-9])(?P<count>[0-9]{1,2}个?月|半年)(?:以前|之前|前)"), _months_ago),
    (re.compile(r"半个?月(?:以前|之前|前)"), _half_a_month_ago),
    (
        re.compile(rf"(?P<which>上上|[上这本下])个?月份?(?:的?(?:(?P<day>[0-9]{{1,2}})[日号]?|{_PART}(?![0-9])))?"),
        _of_near_month,
    ),
    (re.compile(rf"{YEAR}(?P<month>{_N})月份?(?:(?P<day>[0-9]{{1,2}})[日号]?|{_PART}(?![0-9]))?"), _of_month),
    (re.compile(rf"{YEAR}(?P<month>{_N})/(?P<day>[0-9]{{1,2}})(?![0-9/])"), _of_month),
    (re.compile(r"(?P<which>上上|[上这本下])?个?(?:周|星期|礼拜)(?P<weekday>[1-6日天])?(?![0-9前以之岁])"), _of_week),
    (re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?"), _written),
    (re.compile(r"(?<![0-9月])(?P<day>[0-9]{1,2})[日号](?!楼|线|门|院|车)"), _day_alone),
    (re.compile(rf"{YEAR}年?(?P<part>[底末初头中])(?![0-9])"), _end_of_year),
    (re.compile(rf"{YEAR}(?P<season>[春夏秋冬])[天季](?:里|的?时候)?"), _season),
)
