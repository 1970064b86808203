"""A day in words: alone, or the only one of a sentence. What is read here is shown back before it counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from domain.platform.alike import alike
from domain.platform.days import common, english, festivals, moons
from domain.platform.days.near import Near, Rules, whole_year
from domain.platform.numbers.english import with_digits
from domain.platform.numbers.spoken import digits_of

MOST_CHARACTERS = 120

_RULES: Rules = (*moons.RULES, *festivals.RULES, *common.RULES, *english.RULES)
_ASKS = re.compile(r"[?吗]|找个|找一|找人|找真|怎么|什么|多少|谁|\b(?:how|what|who|why|when|help|call|speak|talk)\b")
_NUMERALS = re.compile(r"[零〇一二两三四五六七八九十廿]+")
_NOW = frozenset(("今天", "今日", "昨天", "昨日", "today", "yesterday"))
_YEAR = re.compile(
    r"(?:大概|大约|差不多|好像|应该|从|是|自|在)*(?:(?P<year>(?:19|20)[0-9]{2})年?|(?P<short>[0-9]{2})年(?!前|以前|之前)|(?P<back>[今去前]|大前)年|"
    r"(?P<ago>[0-9]{1,2})年(?:以前|之前|前))(?:开始|起|的?时候|左右|吧|的|以后|以来)*|"
    r"(?:it was |in |since |around |about )*(?:the )?(?:year )?(?:(?P<of>(?:19|20)[0-9]{2})|(?P<last>last|this) year|"
    r"(?P<years>[0-9]{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten) years? ago)"
)
OLDEST = 120
_WHO = r"(?:我|她|他|孩子|宝宝|今年|现在|已经|都|刚满|满|大概|大约|差不多|有|是|s?he'?s?|is|aged?|about|only|just| )*"
_OF_YEARS = (
    r"(?P<nearly>快|nearly |almost )?(?P<years>[0-9]{1,3})(?:周?岁多?半?| ?years?(?: old)?| ?y\.?o\.?)[大了的吧]*"
)
_OF_MONTHS = r"(?P<months>[0-9]{1,2})(?:个多?月(?:大|了|大了)?| months? old)"
_NEW = r"(?P<new>刚(?:刚)?(?:出生|生)(?:的|了|不久)?|new ?born|just born)"
_AGE = re.compile(rf"{_WHO}(?:{_OF_YEARS}|{_OF_MONTHS}|{_NEW}|(?P<alone>[0-9]{{1,2}}))")
_BACK = {"今": 0, "去": -1, "前": -2, "大前": -3}
_COUNTS = ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def spoken_day(text: str, *, today: date, is_past: bool) -> date | None:
    """Read a day in words. Without a year it is the last one with that date if `is_past`, else the nearest; a month
    alone is its first day."""
    said, near = _prepared(text), Near(today, is_past)
    whole = [read(found, near) for pattern, read in _RULES if (found := pattern.fullmatch(said))]
    return next((one for one in whole if one is not None), None)


def day_in(text: str, *, today: date, is_past: bool) -> date | None:
    """Return the one day that a sentence tells (是上个月20号出的事); None if there is none, or more than one."""
    said = _prepared(text)
    if len(said) > MOST_CHARACTERS or _ASKS.search(said):
        return None
    found = list(_outermost(list(_found(said))))
    spans = {span for span, _, _ in found}
    if len(spans) != 1:
        return None
    days = (read(one, Near(today, is_past)) for _, one, read in found)
    return next((one for one in days if one is not None), None)


def is_just_now(text: str) -> bool:
    """Say whether a word means a day that nobody takes for another: today, yesterday."""
    return _prepared(text) in _NOW


def spoken_year(text: str, *, today: date) -> int | None:
    """Read a year that is said without a month: 前年, 2019年, 三年前, last year; None when it is none."""
    found = _YEAR.fullmatch(_prepared(text))
    if found is None:
        return None
    if year := found["year"] or found["of"]:
        return int(year)
    if found["short"]:
        return whole_year(found["short"], today.year)
    if found["back"]:
        return today.year + _BACK[found["back"]]
    if found["last"]:
        return today.year - (found["last"] == "last")
    ago = found["ago"] or found["years"]
    return today.year - (int(ago) if ago.isdigit() else max(1, _COUNTS.index(ago)))


def months_old(text: str) -> tuple[int, int] | None:
    """Read an age (11岁, 11, six months old): the months that somebody has lived at least and at most; None if it is
    none."""
    found = _AGE.fullmatch(with_digits(_prepared(text).casefold()))
    if found is None:
        return None
    if found["new"]:
        return 0, 2
    if found["months"]:
        return int(found["months"]), int(found["months"]) + 1
    years = int(found["years"] or found["alone"]) - bool(found["nearly"])
    return (years * 12, years * 12 + 12) if 0 <= years <= OLDEST else None


Reading = tuple[tuple[int, int], re.Match[str], Callable[[re.Match[str], Near], date | None]]


def _found(said: str) -> Iterator[Reading]:
    for pattern, read in _RULES:
        yield from ((one.span(), one, read) for one in pattern.finditer(said) if one[0])


def _outermost(found: list[Reading]) -> Iterator[Reading]:
    """Yield what stands in nothing longer."""
    for one in found:
        (begin, end), _, _ = one
        if not any(a <= begin and end <= b and b - a > end - begin for (a, b), _, _ in found):
            yield one


def _prepared(text: str) -> str:
    """Write a text as the rules read it: simplified, names of days as marks, numerals as digits."""
    narrow = alike(unicodedata.normalize("NFKC", text).replace("’", "'")).strip(" 。.,!~")
    said = " ".join(narrow.split()) if narrow.isascii() else "".join(narrow.split())
    if len(said) > MOST_CHARACTERS:
        return said
    said = _NUMERALS.sub(lambda found: digits_of(found[0].replace("廿", "二十")), festivals.marked(said))
    return moons.said_before_the_month(said)
