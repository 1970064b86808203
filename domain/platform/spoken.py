"""Numbers and days as people say them: 八百块, 三千五, 5万3, 每月800左右, 昨天, 7月20号.

What is read here is shown back before it counts, since a word may mean something else.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

LONGEST = 24

_AROUND = re.compile(
    r"^(?:我|一般|大概|大约|大約|差不多|约|約|每个?月|每個月|一个?月|一個月|月薪|月收入|工资|工資|有|是)+|"
    r"(?:左右|上下|多?块[钱錢]?|多?塊[钱錢]?|多?元整?|圆|圓|人民[币幣]|多|[/每一](?:个|個)?月|[个個]人|口人?|人|[个個岁歲年次套处處])+$"
)
_NUMBER = re.compile(r"[0-9.零〇一二两兩三四五六七八九十百千万萬亿億壹贰貳叁參肆伍陆陸柒捌玖拾佰仟廿wk]+")
_SAME = str.maketrans({"萬": "万", "億": "亿", "兩": "两", "貳": "贰", "參": "叁", "陸": "陆", "w": "万", "k": "千"})
_NUMERALS = re.compile(r"[零〇一二两三四五六七八九十]+")
_DAYS = {
    "今天": 0, "今日": 0, "today": 0, "昨天": -1, "昨日": -1, "yesterday": -1, "前天": -2, "前日": -2, "大前天": -3,
    "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "後天": 2,
}  # fmt: skip
_AGO = re.compile(r"([0-9]{1,3})天前")
_DAY = re.compile(r"(?:([0-9]{4})年|([今去前明])年)?([0-9]{1,2})[月/]([0-9]{1,2})?[日号號]?")
_YEARS = {"今": 0, "去": -1, "前": -2, "明": 1}


def spoken_number(text: str) -> int | float | None:
    """Read a number in words; None when it is none."""
    said = _folded(text)
    while len(said) <= LONGEST and (shorter := _AROUND.sub("", said)) != said:
        said = shorter
    return _value(said) if len(said) <= LONGEST and _NUMBER.fullmatch(said) else None


def spoken_day(text: str, *, today: date, is_past: bool) -> date | None:
    """Read a day in words. Without a year it is the last one with that date if `is_past`, else the nearest; a month
    alone is its first day."""
    said = _NUMERALS.sub(lambda found: _digits(found[0]), _folded(text))
    if said in _DAYS:
        return today + timedelta(days=_DAYS[said])
    if found := _AGO.fullmatch(said):
        return today - timedelta(days=int(found[1]))
    if (found := _DAY.fullmatch(said)) is None or not (found[4] or found[1] or found[2]):
        return None
    month, day = int(found[3]), int(found[4] or 1)
    if found[1] or found[2]:
        return _day(int(found[1]) if found[1] else today.year + _YEARS[found[2]], month, day)
    near = [
        one for year in (-1, 0, 1) if (one := _day(today.year + year, month, day)) and not (is_past and one > today)
    ]
    return min(near, key=lambda one: abs(one - today), default=None)


def _folded(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).split()).casefold().strip("。.,!")
    return plain.translate(_SAME) if not plain.isascii() or plain[:1].isdigit() else plain


def _value(said: str) -> int | float | None:
    from cn2an import cn2an  # only here: most people send digits

    try:
        return cn2an(said, "smart")  # type: ignore[no-any-return]
    except ValueError:
        return None


def _digits(numerals: str) -> str:
    value = _value(numerals)
    return numerals if value is None else str(value)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
