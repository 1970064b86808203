"""Numbers and amounts as people say them: 八百块, 三千五, 5万3, 每月800左右.

What is read here is shown back before it counts, since a word may mean something else.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 24
MOST_APART = 10  # times that one of two amounts side by side may be the other; else it is something else

_AROUND = re.compile(
    r"^(?:我|一般|大概|大约|大約|差不多|约|約|收入|工资|工資|平均|共|总共|總共|有|是|about|around|roughly|approximately|maybe|like|approx|¥)+|"
    r"(?:左右|上下|多?块[钱錢]?|多?塊[钱錢]?|多?元整?|圆|圓|人民[币幣]|多|yuan|rmb|cny|orso|ish|[个個]人|口人?|人|[个個岁歲年次套处處])+$"
)
_TIMES = (
    (re.compile(r"每?半年|halfayear|perhalfyear"), 6),
    (re.compile(r"[每一]?[个個]?季度?|perquarter|/quarter|aquarter|quarterly"), 3),
    (
        re.compile(
            r"[每/]一?年|一年|年薪|年收入|全年|^年|年$|(?:per|/)year|/yr|ayear|eachyear|everyyear|yearly|annually"
        ),
        12,
    ),
    (re.compile(r"每?([0-9]{1,2}|[二两三四五六七八九十])[个個]月"), 0),
    (
        re.compile(
            r"[每/]一?[个個]?月|一[个個]?月|月薪|月收入|^月|月$|(?:per|/)month|/mo(?![a-z])|amonth|eachmonth|everymonth|monthly"
        ),
        1,
    ),
)
_RANGE = re.compile(r"^(.+?)(?:到|至|[-~—–−]|to)(.+)$")
_NEIGHBOURS = re.compile(r"^(.*?)([一二两三四五六七八九])([二三四五六七八九])([十百千万])(.*)$")
_AROUND_COINS = re.compile(r"^(?:大概|大约|大約|差不多|约|約|每次|共|就|是|¥)+|(?:左右|上下)+$")
_AT_THE_END = re.compile(
    r"^(.*[十百千万])([一二两三四五六七八])([二三四五六七八九])([^0-9一二两三四五六七八九十百千万]*)$"
)
_OR = re.compile(r"[\s,，、/;；]+(?:或者?|还是|還是|or|and|和)?[\s,，、]*|或者?|还是|還是")
_GROUPED = re.compile(
    r"(?<![0-9])([1-9][0-9]{0,2}(?: [0-9]{3}){2,}|[1-9][0-9]? [0-9]{3}|[1-9][0-9]{2} 0[0-9]{2})(?![0-9])"
)
_FROM = re.compile(r"^\s*(?:between|from)\b", re.IGNORECASE)
_POINT = re.compile(r"(?<![0-9,，])([0-9]{1,2})[,，]([0-9]{1,2})(?=[kKwW千万萬])")
_DIGIT = r"[0-9一二两三四五六七八九]"
_COINS = re.compile(
    rf"(?:(?P<yuan>[0-9.零〇一二两三四五六七八九十百千万]+)[块塊元圆圓])?(?:(?P<jiao>{_DIGIT})(?:[角毛]|$))?(?:(?P<fen>{_DIGIT})分?)?[钱錢]?"
)
_SCALE = re.compile(r"(?:[百千万]+|[kw])$")
_NUMBER = re.compile(r"[0-9.零〇一二两兩三四五六七八九十百千万萬亿億壹贰貳叁參肆伍陆陸柒捌玖拾佰仟廿wk]+")
SAME = str.maketrans({"萬": "万", "億": "亿", "兩": "两", "貳": "贰", "參": "叁", "陸": "陆", "w": "万", "k": "千"})


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
    if months is not None and (coins := _coins(_AROUND_COINS.sub("", said))) is not None:
        return Spoken(coins, coins, months)
    if months is None or len(said) > 2 * LONGEST:
        return None
    found = [spoken_number(one) for one in ends_of(said)]
    ends = [one for one in found if one is not None]
    if len(ends) < len(found) or ends[0] > ends[-1]:
        return None
    return Spoken(ends[0], ends[-1], months)


def either_amount(text: str) -> Spoken | None:
    """Read two amounts side by side (3500 3600, 三千或者四千), the smaller first; None when there are not two."""
    text = _FROM.sub("", text)
    parts = [one for one in _OR.split(unicodedata.normalize("NFKC", text).strip(" 。.,!")) if one]
    found = [spoken_amount(one) for one in parts] if len(parts) == len(("one", "other")) else []
    if not all(one is not None and one.least == one.most for one in found) or not found:
        return None
    least, most = sorted((one for one in found if one), key=lambda one: one.least)
    if most.least > MOST_APART * least.least or len({least.months, most.months} - {0}) > 1:
        return None
    return Spoken(least.least, most.least, least.months or most.months)


def together(text: str) -> str:
    """Write thousands that a space parts as one number (12 000), and a comma for a point as one (3,5k); what may be two
    amounts stays apart."""
    text = _POINT.sub(r"\1.\2", text)
    return _GROUPED.sub(lambda found: found[1].replace(" ", ""), text)


def time_in(said: str) -> tuple[str, int | None]:
    """Part the time an amount is for from the rest: in months, 0 if none is said, None if more than one is."""
    months = 0
    for pattern, length in _TIMES:
        if (found := pattern.search(said)) is None:
            continue
        if months:
            return said, None
        months = length or int(digits_of(found[1]))
        said = said[: found.start()] + said[found.end() :]
    return said, months


def ends_of(said: str) -> tuple[str, ...]:
    """Part a range: 800到1000, 3-4千, 八九百; anything else is one."""
    if (found := _NEIGHBOURS.match(said)) and _digit(found[3]) == _digit(found[2]) + 1:
        head, one, other, scale, tail = found.groups()
        return f"{head}{one}{scale}{tail}", f"{head}{other}{scale}{tail}"
    if (found := _AT_THE_END.match(said)) and _digit(found[3]) == _digit(found[2]) + 1:
        head, one, other, tail = found.groups()
        return f"{head}{one}{tail}", f"{head}{other}{tail}"
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


def _coins(said: str) -> float | None:
    """Read what is told down to the coins: 三块五, 5角, 3元5角2分; None when no coin is told."""
    found = _COINS.fullmatch(said)
    if found is None or not (found["jiao"] or found["fen"]) or (said[-1:].isdecimal() and not found["yuan"]):
        return None
    whole = spoken_number(found["yuan"]) if found["yuan"] else 0
    if whole is None or not (found["yuan"] or re.search("[角毛分]", said)):
        return None
    fen = round(whole * 100) + 10 * _coin(found["jiao"]) + _coin(found["fen"])
    return fen / 100


def _coin(numeral: str | None) -> int:
    return (
        "零一二三四五六七八九".index(numeral.replace("两", "二"))
        if numeral and not numeral.isascii()
        else int(numeral or 0)
    )


def _digit(numeral: str) -> int:
    return "一二三四五六七八九".index(numeral.replace("两", "二"))


def _folded(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).split()).casefold().strip("。.,!")
    return plain.translate(SAME) if not plain.isascii() or plain[:1].isdigit() else plain


def _value(said: str) -> int | float | None:
    from cn2an import cn2an  # only here: most people send digits

    try:
        return cn2an(said, "smart")  # type: ignore[no-any-return]
    except ValueError:
        return None


def digits_of(numerals: str) -> str:
    """Write a number in words with digits; what is none stays."""
    value = _value(numerals)
    return numerals if value is None else str(value)
