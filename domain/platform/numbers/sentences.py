"""The one amount or number that stands in a whole sentence: 我的工资是3500, 扣完社保3200多, 我们家4个人.

Whatever could as well be something else (a year, a day, an age, the number of a phone) is never taken for it; where
several would do, nothing is. What is read here is always shown back.
"""

from __future__ import annotations

import re
import unicodedata

from domain.platform.numbers.spoken import SAME, Spoken, ends_of, spoken_number, time_in

MOST_CHARACTERS = 120
_SMALL = 100  # a bare number below it may be an age, a day, a floor
_YEARS = range(1950, 2050)

_CLAUSES = re.compile(r"(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|[。;!?、\n]|\.(?![0-9])")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_LONG_NUMBER = re.compile(r"(?:[0-9][\s-]?){8,}")
_APART = re.compile(r"[0-9]\s+[0-9]")
_SIGNS = {sign: same for sign, same in SAME.items() if sign > 0x7F}  # letters mean a number behind digits alone
_LETTER = {"w": "万", "k": "千"}
_BEHIND_DIGITS = re.compile(r"(?<=[0-9])([wk])(?![a-z])", re.IGNORECASE)

_DIGITS = "0-9一二两三四五六七八九十百千万亿零〇"
_N = (
    rf"(?:[0-9]+(?:\.[0-9]+)?[{_DIGITS}]*|[一二两三四五六七八九十零〇][{_DIGITS}]*|"
    r"[壹贰叁肆伍陆柒捌玖拾佰仟廿]{2,})"
)
_VALUE = re.compile(rf"(?P<number>{_N}(?:(?:到|至|[-~—–−])(?!手){_N})?)(?=(?P<behind>.{{0,9}}))")
_RANGE_BEFORE = re.compile(r"(?<![降涨漲升得收拿领領達达调調不])[到至]$")
_RANGE_BEHIND = re.compile(r"[到至~](?![手账賬帐帳])")
_MONEY = re.compile(r"(?:[多来來几幾]|左右|上下|出头|出頭)*(?:块|塊|元|圆|圓|人民|yuan|rmb|cny)")
_ROUGHLY = re.compile(r"多|来块|來塊|左右|上下|出头|出頭|不到|orso")
_OF_MONEY = re.compile(
    r"工资|工資|收入|到手|薪|挣|掙|赚|賺|拿|发|發|给|給|花|付|交|还|還|租|费|費|钱|錢|price|wage|salary|earn|make|made|spent|spend|meds|medicine|paid|pay|"
    r"income|cost|rent|about|around|roughly|after|getby|iget|weget|大概|大约|大約|差不多|约|約|共|扣|不到|以内|以內|以下|以上|超[过過]|只有|就是|是"
)
_OTHER_UNIT = re.compile(
    r"[年月日号號岁歲天周週点點时時分秒口人个個位名级級次层層樓楼室期%‰度斤米平㎡代届孩门門套间間处處辆輛台臺]|"
    r"[张張条條种種样樣家些起直般下定旦边邊会會方面旁半路]|公里|分之|几|幾|(?:后|以前|以后|以後|以来|以來|开始|開始|那年|年底|年初)|"
    r"(?:years?|yrs?|months?|weeks?|days?|hours?|minutes?|kids?|child|people|persons?|percent|times|of(?:us|them))|"
    r"(?:st|nd|rd|th)"
)
_NOT_BEFORE = re.compile(
    r"(?:第|初|百分之|周|星期|礼拜|since|from|until|till|year|age|aged|born|room|no\.|number|之|几|幾|好|上|百|千|万|亿)$"
)
_DENIED = re.compile(r"(?:没有|沒有|没|沒|不是|不止|不足以|not|no|[-−])$")
_HOTLINE_NUMBERS = "110 119 120 122 12320 12333 12338 12345 12348 12351 12355 12356 96110"
_HOTLINES = frozenset(_HOTLINE_NUMBERS.split())
_ASKS = re.compile(
    r"[?吗嗎]|找个|找個|找一|找人|找真|怎么|怎麼|什么|什麼|多少|谁|誰|\b(?:how|what|who|why|when|help|call|speak|talk)\b"
)
_COUNTED = re.compile(
    r"[口个個位名套处處间間年岁歲次天平㎡]|人|(?:years?|people|persons?|kids?|children|times|days|of(?:us|them)|rooms?)"
)
_FILLER = re.compile(r"^一[个個位名次天](?![人])")  # 有一个问题


def amount_in(text: str) -> Spoken | None:
    """Return the one amount of money that a sentence tells, with its time; None if there is none, or more than one."""
    plain = _plain(text)
    if plain is None:
        return None
    found: list[Spoken] = []
    has_word = _OF_MONEY.search("".join(plain.split())) is not None
    for clause in _CLAUSES.split(plain):
        if _APART.search(clause):
            return None
        said, months = time_in("".join(_THOUSANDS.sub("", clause).split()))
        here = _amounts(said, has_word)
        if here is None or (here and (months is None or months not in (0, 1, 3, 6, 12))):
            return None
        found += [Spoken(least, most, months or 0) for least, most in here]
    return found[0] if len(found) == 1 else None


def number_in(text: str) -> int | float | None:
    """Return the one thing counted in a sentence (我们家4个人, 三口人); None if there is none, or more than one."""
    plain = _plain(text)
    if plain is None or _APART.search(plain):
        return None
    said = "".join(_THOUSANDS.sub("", plain).split())
    found: list[int | float | None] = []
    for one in _VALUE.finditer(said):
        number, behind = one["number"], one["behind"]
        if _NOT_BEFORE.search(said[: one.start()]) or _FILLER.match(number + behind):
            continue
        if re.fullmatch(r"[0-9]{4}", number) and behind.startswith("年"):
            continue
        if number[0].isdigit() or _COUNTED.match(behind):
            is_else = _MONEY.match(behind) or behind[:1] in tuple("月号號日点點")
            is_apart = _DENIED.search(said[: one.start()]) or is_else
            found.append(None if is_apart else spoken_number(number))
    return found[0] if len(found) == 1 else None


def _plain(text: str) -> str | None:
    """Return a sentence as it is looked through; None if it asks something, or holds the number of a phone, a card or a
    person."""
    narrow = unicodedata.normalize("NFKC", text).casefold().strip()
    if len(narrow) > MOST_CHARACTERS or _ASKS.search(narrow) or _LONG_NUMBER.search(_THOUSANDS.sub("", narrow)):
        return None
    return _BEHIND_DIGITS.sub(lambda found: _LETTER[found[1].lower()], narrow).translate(_SIGNS)


def _amounts(said: str, has_word: bool) -> list[tuple[int | float, int | float]] | None:
    """Return the amounts of one clause; None if one of them cannot be read, or is denied."""
    found = []
    for one in _VALUE.finditer(said):
        number, behind, before = one["number"], one["behind"], said[: one.start()]
        if not _is_money(number, before, behind, has_word):
            continue
        if _RANGE_BEFORE.search(before) or _RANGE_BEHIND.match(behind):
            return None
        ends = [spoken_number(end) for end in ends_of(number)]
        if _DENIED.search(before) or None in ends or ends[0] > ends[-1]:  # type: ignore[operator]
            return None
        found.append((ends[0], ends[-1]))
    return found  # type: ignore[return-value]


def _is_money(number: str, before: str, behind: str, has_word: bool) -> bool:
    """Say whether a number is one of money, or may be: what may be is counted, so that nothing is taken by mistake."""
    if _MONEY.match(behind):
        return True
    if _OTHER_UNIT.match(behind) and not _ROUGHLY.match(behind):
        return False
    if _NOT_BEFORE.search(before) or number in _HOTLINES:
        return False
    if not number[0].isdigit():
        return re.search(r"[百千万佰仟]", number) is not None
    if re.fullmatch(r"[0-9]{4}(?:[到至~-][0-9]{4})?", number) and int(number[:4]) in _YEARS and not has_word:
        return False
    if not has_word and re.search(r"[a-z]{2}|[楼樓室栋棟幢弄街]", before + behind):
        return False
    return has_word or not number.isdecimal() or int(number) >= _SMALL
