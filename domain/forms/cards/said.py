"""A yes, a no or one of the options in a whole sentence, which is shown back: 没有工作, 有的, 离婚了, I am divorced."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from domain.forms.conditions import Facts
from domain.forms.kinds import Option
from domain.platform.alike import alike
from domain.platform.numbers.english import with_digits
from domain.platform.numbers.spoken import spoken_number

MOST_CHARACTERS = 30

_ASKS = re.compile(
    r"[?吗呢]$|什么|怎么|多少|几[个口岁点时套]|谁|哪|为何|有没有|是不是|会不会|能不能|要不要|需不需要|"
    r"\b(?:how|what|who|why|when|where|which|can|could|should)\b"
)
_ELSE = re.compile(
    r"对不起|不好意思|没关系|没办法|没听懂|没看懂|没明白|没事|没钱|不知道|不清楚|不明白|不懂|不想|不会|不能|不用了|不记得|不再?(?:填|弄|报|答|写|办|玩|继续|申请)|算了|"
    r"有事|有问题|有点|有人|要找|是这样|sorry|know|understand|help|want"
)
_BEGIN = r"^(?:我们|咱们|我家|家里|我|他|她|目前|现在|一直|从来|都|也|还|就|,|\s)*"
_NO = re.compile(
    _BEGIN + r"(?:没有?|无|不|no\b|not\b|none\b|never\b|i (?:do not|don't|dont|have no|am not)\b|"
    r"we (?:do not|don't|dont|have no)\b)"
)
_YES = re.compile(_BEGIN + r"(?:有|是|对|要|在领|享受|领了|yes\b|yeah\b|yep\b|i (?:do|have|am)\b|we (?:do|have)\b)")
_DENIED = re.compile(r"(?:没有?|不是?|未|无|非|不算|\bnot |\bno |n't )$")
_NO_MONEY = re.compile(
    _BEGIN + r"(?:没有?|无|no\b)\s*(?:任何|什么|固定|any)?\s*"
    r"(?:工资|收入|退休金|养老金|补贴|存款|房租|租金|贷款|支出|花费|income|wages?|salary|pension|rent)[了的]?$|"
    + _BEGIN
    + r"(?:没有?|无)(?:别的|其他的?|其它的?)(?:收入|进项|来源|钱)?[了的]?$|"
    + _BEGIN
    + r"(?:it'?s |it is |we live )?(?:rent )?free$|none of course$|zero$|"
    + _BEGIN
    + r"(?:she |he |they )?(?:earns? |makes? |gets? )?nothing(?: right now| now| at the moment)?$|"
    + _BEGIN
    + r"(?:不上班|没有?上班|没有?工作|没活干|不干活)[了的]?$"
)
_THING = r"(?:我|身份证|证件|证|号码|号|户口本|材料|照片|现在|手上|暂时|它|还|,|\s)*"
_AWAY = r"不在(?:身边|手边|手上|身上|家)|没(?:有)?(?:带|拿|在身[上边]|在手[上边])|在家里?|找不[到着]"
_FORGOT = r"忘(?:记)?(?:带|拿)?|记不[得住清]|不记得"
_WHEN = r"以后|回头|改天|过几天|稍后|晚点|明天|下次|等[会下]儿?|等?我?回家|回去"
_DONE = r"(?:我)?(?:再)?[说给补交发看拿找查拍填弄]?(?:一下|看看)?"
_BAND = re.compile(r"(?:up_to|(?P<least>[0-9]+)_to)_(?P<most>[0-9]+)|over_(?P<over>[0-9]+)")
_SIZE = re.compile(
    r"(?<![0-9])([0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百零]+?)(?:多|来|几)?[个個]?\s*(?:平方|平|㎡|m2|sq|square|$)"
)
_NO_SIZE = re.compile(
    r"人均|每人|一[个個]人|each|per person|[室厅廳]|^(?!.*(?:[0-9十百]平|㎡|m2)).*[路街巷弄村栋棟幢号號]"
)  # or an address
_LATER = re.compile(
    rf"{_THING}(?:{_AWAY}|{_FORGOT}|(?:{_WHEN}){_DONE})(?:了|吧|行吗|好吗)*|"
    r"(?:i'?ll |i will |do it |bring it |send it )*(?:maybe )?later(?: please| on)?|not (?:at hand|with me|here)|"
    r"(?:i )?forgot(?: it)?|(?:i )?(?:do not|don't|dont) have it(?: with me| here| now)?|"
    r"(?:i )?(?:can't|cant|cannot) find it|(?:it is |it's )?at home"
)
_UNKNOWN = re.compile(
    r"我?也?(?:不知道|不清楚|不晓得|不确定|说不清|说不准|不了解)[啊了呢]?|(?:i )?(?:do not|don't|dont) know|"
    r"not sure|no idea|unknown|\?+"
)


def says_later(text: str) -> bool:
    """Say whether words mean that something is not at hand and comes later."""
    return _LATER.fullmatch(heard(text)) is not None


def says_unknown(text: str) -> bool:
    """Say whether words mean that somebody does not know."""
    return _UNKNOWN.fullmatch(heard(text)) is not None


def yes_or_no_in(text: str) -> bool | None:
    """Return the yes or no that a sentence begins with; None when it says neither, or asks something."""
    said = heard(text)
    if len(said) > MOST_CHARACTERS or _ASKS.search(said) or _ELSE.search(said):
        return None
    if _NO.search(said):
        return False
    return True if _YES.search(said) else None


def says_no_money(text: str) -> bool:
    """Say whether a sentence is that there is no money of a kind: 没有收入."""
    return _NO_MONEY.search(heard(text)) is not None


def options_in(options: Sequence[Option], facts: Facts, text: str) -> tuple[str, ...]:
    """Return the keys of the options that fit all that a sentence names of them, by a label in any language or by what
    people say for it; of several, what it says fits each of them (本地, where there are 本地城镇 and 本地农村).

    None fit where the sentence names different ones, denies one, or asks something.
    """
    said = heard(text).rstrip("呢呀啊哦噢哈啦")
    if len(said) > MOST_CHARACTERS or _ASKS.search(said):
        return ()
    found = [(one.key, span) for one in options for span in _spans(one, facts, said)]
    whole = [one for one in found if not any(_is_inside(one, other) for other in found)]
    if any(_DENIED.search(said[:begin]) for _, (begin, _) in whole):
        return ()
    named = [{key for key, span in whole if span == place} for place in {span for _, span in whole}]
    fitting = set.intersection(*named) if named else set()
    return tuple(one.key for one in options if one.key in fitting)


def band_in(options: Sequence[Option], text: str) -> str | None:
    """Return the option in whose band a number of a sentence lies (大概八十多平米), where all are bands by their keys:
    `up_to_20`, `20_to_50`, `over_70`."""
    bands = {one.key: _BAND.fullmatch(one.key) for one in options}
    if not all(bands.values()) or (number := _measured(text)) is None:
        return None
    for key, band in bands.items():
        assert band is not None, "all are"
        if number <= float(band["most"] or "inf") and (not band["over"] or number > float(band["over"])):
            return key
    return None


def _measured(text: str) -> float | None:
    found = _SIZE.search(with_digits(heard(text)))
    number = spoken_number(found[1]) if found and not _NO_SIZE.search(text) else None
    return float(number) if number is not None else None


def named_in(options: Sequence[Option], facts: Facts, said: str) -> list[tuple[int, int]]:
    """Return where a sentence, already `heard`, names options, each place once."""
    spans = sorted({span for one in options for span in _spans(one, facts, said)}, key=lambda one: (one[0], -one[1]))
    apart: list[tuple[int, int]] = []
    for begin, end in spans:
        if not apart or begin >= apart[-1][1]:
            apart.append((begin, end))
    return apart


def _spans(option: Option, facts: Facts, said: str) -> Iterator[tuple[int, int]]:
    for words in {_label_heard(one) for one in (*facts.readings(option.label), *option.said)}:
        if len(words) > 1 and (found := _whole(words).search(said)):
            yield found.span()


@lru_cache(maxsize=5_000)
def _whole(words: str) -> re.Pattern[str]:
    """Match English words whole and Chinese ones anywhere."""
    return re.compile(rf"\b{re.escape(words)}\b" if words.isascii() else re.escape(words))


def _is_inside(one: tuple[str, tuple[int, int]], other: tuple[str, tuple[int, int]]) -> bool:
    (begin, end), (a, b) = one[1], other[1]
    return a <= begin and end <= b and b - a > end - begin


@lru_cache(maxsize=5_000)
def _label_heard(label: str) -> str:
    return heard(label)


def heard(text: str) -> str:
    """Write a sentence the way it is listened to: simplified, small letters, no outer marks."""
    return alike(unicodedata.normalize("NFKC", text).casefold().replace("’", "'")).strip(" .。!,、~\n")
