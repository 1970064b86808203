"""Numbers and days as people say them: 八百块, 三千五, 5万3, 每月800左右, 昨天, 7月20号.

What is read here is shown back before it counts, since a word may mean something else.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = 24

_AROUND = re.compile(
    r"^(?:我|一般|大概|大约|大約|差不多|约|約|收入|工资|工資|平均|共|总共|總共|有|是|about|around|roughly|approximately|approx|¥)+|"
    r"(?:左右|上下|多?块[钱錢]?|多?塊[钱錢]?|多?元整?|圆|圓|人民[币幣]|多|yuan|rmb|cny|orso|[个個]人|口人?|人|[个個岁歲年次套处處])+$"
)
_TIMES = (
    (re.compile(r"每?半年|halfayear|perhalfyear"), 6),
    (re.compile(r"[每一]?[个個]?季度?|perquarter|aquarter|quarterly"), 3),
    (re.compile(r"[每/]一?年|一年|年薪|年收入|全年|^年|年$|peryear|ayear|eachyear|everyyear|yearly|annually"), 12),
    (re.compile(r"每?([0-9]{1,2}|[二两三四五六七八九十])[个個]月"), 0),
    (re.compile(r"[每/]一?[个個]?月|一[个個]?月|月薪|月收入|^月|月$|permonth|amonth|eachmonth|everymonth|monthly"), 1),
)
_RANGE = re.compile(r"^(.+?)(?:到|至|[-~—–−]|to)(.+)$")
_NEIGHBOURS = re.compile(r"^(.*?)([一二两三四五六七八九])([二三四五六七八九])([十百千万])(.*)$")
_SCALE = re.compile(r"[百千万]+$")
_NUMBER = re.compile(r"[0-9.零〇一二两兩三四五六七八九十百千万萬亿億壹贰貳叁參肆伍陆陸柒捌玖拾佰仟廿wk]+")
SAME = str.maketrans({"萬": "万", "億": "亿", "兩": "两", "貳": "贰", "參": "叁", "陸": "陆", "w": "万", "k": "千"})
_NUMERALS = re.compile(r"[零〇一二两三四五六七八九十]+")
_DAYS = {
    "今天": 0, "今日": 0, "today": 0, "昨天": -1, "昨日": -1, "yesterday": -1, "前天": -2, "前日": -2, "大前天": -3,
    "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "後天": 2,
}  # fmt: skip
_OF_MONTH = re.compile(r"(上|这|這|本)[个個]?月([0-9]{1,2})[日号號]")
_WRITTEN = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_AGO = re.compile(r"([0-9]{1,3})天前")
_DAY = re.compile(r"(?:([0-9]{4})年|([今去前明])年)?([0-9]{1,2})[月/]([0-9]{1,2})?[日号號]?")
_YEARS = {"今": 0, "去": -1, "前": -2, "明": 1}


def spoken_number(text: str) -> int | float | None:
    """Read a number in words; None when it is none."""
    said = _bare(_folded(text))
    return _value(said) if len(said) <= LONGEST and _NUMBER.fullmatch(said) else None


@dataclass(frozen=True, slots=True)
class Spoken:
    """An amount in words: from `least` to `most` (the same if it is one), for so many `months`; 0: not said."""

    least: int | float
    most: int | float
    months: int = 0


def spoken_amount(text: str) -> Spoken | None:
    """Read an amount in words with the time it is for: 每月800, 一年三万, 800到1000, 八九百; None when it is none."""
    said, months = time_in(_folded(text))
    if months is None or len(said) > 2 * LONGEST:
        return None
    found = [spoken_number(one) for one in ends_of(said)]
    ends = [one for one in found if one is not None]
    if len(ends) < len(found) or ends[0] > ends[-1]:
        return None
    return Spoken(ends[0], ends[-1], months)


def time_in(said: str) -> tuple[str, int | None]:
    """Part the time an amount is for from the rest: in months, 0 if none is said, None if more than one is."""
    months = 0
    for pattern, length in _TIMES:
        if (found := pattern.search(said)) is None:
            continue
        if months:
            return said, None
        months = length or int(_digits(found[1]))
        said = said[: found.start()] + said[found.end() :]
    return said, months


def ends_of(said: str) -> tuple[str, ...]:
    """Part a range: 800到1000, 3-4千, 八九百; anything else is one."""
    if (found := _NEIGHBOURS.match(said)) and _digit(found[3]) == _digit(found[2]) + 1:
        head, one, other, scale, tail = found.groups()
        return f"{head}{one}{scale}{tail}", f"{head}{other}{scale}{tail}"
    if (found := _RANGE.match(said)) is None:
        return (said,)
    least, most = _bare(found[1]), _bare(found[2])
    shared = _SCALE.search(most)
    is_shared = shared is not None and _SCALE.search(least) is None and len(least) <= 2
    return (least + shared[0] if shared and is_shared else least), most


def _bare(said: str) -> str:
    while len(said) <= LONGEST and (shorter := _AROUND.sub("", said)) != said:
        said = shorter
    return said


def _digit(numeral: str) -> int:
    return "一二三四五六七八九".index(numeral.replace("两", "二"))


def spoken_day(text: str, *, today: date, is_past: bool) -> date | None:
    """Read a day in words. Without a year it is the last one with that date if `is_past`, else the nearest; a month
    alone is its first day."""
    said = _NUMERALS.sub(lambda found: _digits(found[0]), _folded(text))
    if said in _DAYS:
        return today + timedelta(days=_DAYS[said])
    if found := _AGO.fullmatch(said):
        return today - timedelta(days=int(found[1]))
    if found := _OF_MONTH.fullmatch(said):
        back = (today.month - (found[1] == "上") - 1) % 12 + 1
        return _day(today.year - (back > today.month), back, int(found[2]))
    if found := _WRITTEN.fullmatch(said):
        return _day(int(found[1]), int(found[2]), int(found[3]))
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
    return plain.translate(SAME) if not plain.isascii() or plain[:1].isdigit() else plain


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
