"""Days that people call by name: 国庆, 春节前, 中秋那天, 清明, before National Day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain.platform.days.almanac import lunar_to_solar, terms_of
from domain.platform.days.near import YEAR, Near, Rules, year_said

_NO_NUMBER = r"(?![年月日号0-9一二三四五六七八九十])"
_NAMES = {
    "元旦节?|阳历年|new year'?s day|new year(?!'?s eve)": "01-01",
    "三八妇女节|三八节|妇女节|women'?s day": "03-08",
    f"五一劳动节|五一节|(?<!十)五一{_NO_NUMBER}|劳动节|labou?r day|may day": "05-01",
    f"六一儿童节|六一节|(?<!十)六一{_NO_NUMBER}|儿童节|children'?s day": "06-01",
    "八一建军节|建军节": "08-01",
    "教师节|teachers'? day": "09-10",
    "十一国庆节?|国庆节?|十一(?=那|期间|假|长假|黄金周|放假|前后)|national day": "10-01",
    "双十一|双11": "11-11",
    "圣诞节?|christmas(?: day)?": "12-25",
    "农历新年|春节|过年|大年初一|spring festival|(?:chinese|lunar) new year(?!'?s eve)": "L01-01",
    "除夕夜?|大年三十|(?<![0-9零一二三四五六七八九十])年三十|年夜饭|(?:chinese |lunar )?new year'?s eve": "L01-00",
    "元宵节?|lantern festival": "L01-15",
    "端午节?|dragon boat(?: festival)?": "L05-05",
    "七夕节?": "L07-07",
    "中元节": "L07-15",
    "中秋节?|mid-?autumn(?: festival)?|moon festival": "L08-15",
    "重阳节?|double ninth": "L09-09",
    "腊八节?": "L12-08",
    "过?小年(?!轻)": "L12-23",
    "清明节?|qingming|tomb[- ]sweeping day": "T清明",
    "冬至": "T冬至",
    "夏至": "T夏至",
    "立春": "T立春",
    "立夏": "T立夏",
    "立秋": "T立秋",
    "立冬": "T立冬",
}
_CALLED = re.compile("|".join(f"({names})" for names in _NAMES))
_MARKS = tuple(_NAMES.values())
_MARK = r"@(?P<mark>L?[0-9]{2}-[0-9]{2}|T..)@"
_THEN = r"(?:那一?[天日]|当[天日]|那时候?|那会儿?|那阵子?|的时候|时候?|期间|放?长?假期?|黄金周|前后|左右|节)*"
_AROUND = r"(?:(?:的)?(?P<side>前|后)(?:(?P<days>[0-9]{1,2})[天日]|夕|面|边)?|(?:之|以)(?P<other>[前后]))?"


def marked(text: str) -> str:
    """Put a mark in place of each name; numerals within a name (五一, 年三十) are none then."""
    return _CALLED.sub(lambda found: f"@{_MARKS[(found.lastindex or 1) - 1]}@", text)


def _day_of(mark: str, year: int) -> date | None:
    """Return the day of a mark that falls in a calendar year."""
    if mark[0] == "T":
        return terms_of(year).get(mark[1:])
    month, day = int(mark[-5:-3]), int(mark[-2:])
    if mark[0] != "L":
        return date(year, month, day)
    if not day:  # the eve: the last lunar month may have 29 days or 30
        return _before(lunar_to_solar(year, 1, 1))
    days = (lunar_to_solar(lunar, month, day) for lunar in (year, year - 1))
    return next((one for one in days if one is not None and one.year == year), None)


def _before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None


def _festival(found: re.Match[str], near: Near) -> date | None:
    this = near.today.year
    year = year_said(found, this)
    years = (this - 1, this, this + 1) if year is None else (year,)
    moved = timedelta(days=_days_beside(found))
    return near.of(day + moved for one in years if (day := _day_of(found["mark"], one)))


def _days_beside(found: re.Match[str]) -> int:
    side = found["side"] or found["other"]
    days = int(found["days"] or 1)
    return {"前": -days, "后": days}.get(side, 0)


def _festival_in_english(found: re.Match[str], near: Near) -> date | None:
    this = near.today.year
    years = (this - 1, this, this + 1) if found["of"] is None else (int(found["of"]),)
    moved = timedelta(days={"before": -1, "after": 1}.get(found["beside"] or "", 0))
    return near.of(day + moved for one in years if (day := _day_of(found["mark"], one)))


RULES: Rules = (
    (re.compile(rf"{YEAR}{_MARK}{_THEN}{_AROUND}"), _festival),
    (
        re.compile(
            rf"(?:(?P<beside>before|after|on|at|during|around) )?(?:the )?(?:last )?{_MARK}(?:,? (?P<of>20[0-9]{{2}}))?"
        ),
        _festival_in_english,
    ),
)
