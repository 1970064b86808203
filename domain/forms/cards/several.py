"""Several people in one sentence at a list of people: who is named, and of whom it stays open which of two they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any

from domain.forms.cards.said import heard, named_in
from domain.forms.conditions import Facts
from domain.forms.kinds import Option
from domain.platform.numbers.english import with_digits

MOST_SAID = 30
MOST_OPEN = 4  # children in one sentence; whoever has more adds them one by one
_HOW_MANY = (1, 2)  # are offered where a sentence does not say it

_WITH_ME = re.compile(r"[和跟与]我|with me|live with")
_SEVERAL = re.compile(r"俩|(?:两|[2-9二三四五六])[个口名位](?!月)|\b(?:two|three|four|both|2|3|4)\b")
_BOTH = re.compile(r"父母|爸妈|爹妈|公婆|\b(?:children|kids|parents)\b")
_IN_FULL = {
    "父母亲": "父亲,母亲", "父母": "父亲,母亲", "爸妈": "爸爸,妈妈", "爹妈": "爸爸,妈妈", "公婆": "公公,婆婆",
    "岳父母": "岳父,岳母", "parents": "father,mother", "sons": "son", "daughters": "daughter", "双胞胎": "两个孩子",
    "龙凤胎": "儿子,女儿", "twins": "2 kids", "爸": "爸爸", "妈": "妈妈", "妻": "妻子", "儿": "儿子", "女": "女儿",
    "夫": "丈夫", "哥": "哥哥", "弟": "弟弟", "姐": "姐姐", "妹": "妹妹", "媳妇儿": "媳妇", "娃": "孩子",
}  # fmt: skip
_COUPLES = re.compile(
    r"(?<![祖的])父母亲?|爸妈|爹妈|公婆|岳父母|双胞胎|龙凤胎|媳妇儿|(?<!娃)娃(?![娃他她])|\b(?:(?<!grand)parents(?!-in-law)|sons|daughters|twins)\b|"
    r"(?<![\u4e00-\u9fff])我?[爸妈妻儿女夫哥弟姐妹](?![\u4e00-\u9fff])"
)
_A_SON_A_DAUGHTER = re.compile(r"([一两二三四1-4])[个個]?儿,?([一两二三四1-4])[个個]?女")
_COUNTS = {"an": 1, "a": 1, "one": 1, "both": 2, "俩": 2, "两": 2} | {
    one: at for at, one in enumerate("一二三四五六七", 1)
}
_COUNT = re.compile(r"(?:(?<![a-z])(an|a|one|both)|([一二两俩三四五六七]|(?<![0-9])[1-9]))\s*[个個名位]?\s*$")
_NOT_THEM = re.compile(r"[?没不去走死]|[他她]|\b(?:not|no|don't|neither|his|her|dead|died)\b")
_GONE = re.compile(r"跑了|走了|死了|去世|过世|不在了|离了|离婚|判给|\b(?:died|dead|left|gone|passed away|divorced)\b")
_PERSON = re.compile(r"孩子|小孩|娃|老人|\b(?:child|baby)\b")
_AROUND = re.compile(
    r"[,、;&+/|和跟与及加\s]|还有|以及|外加|我们|我家|家里|[我有是就共都住在了吧啊呢的这那]|一起|一共|总共|全家|目前|现在|只有|"
    r"[0-9一二两三四五六俩][个個名位口]?人?|"
    r"\b(?:my|our|and|with|the|also|a|an|i|me|we|have|has|are|is|live|living|together|plus|both|of|us|there|one|then|only|just|"
    r"altogether|all|in|total|people)\b|'ve"
)
_SHORT = re.compile(r"[\u4e00-\u9fff]{1,3}|(?:(?:my|an?|the|our) )?[a-z-]{3,12}")
_APART = re.compile(r"[,、;&+/]|和|跟|与|及|还有|\band\b")


@dataclass(frozen=True, slots=True)
class Several:
    """People of a sentence, by the options that say what they are: those that are `named`, and `count` more of whom
    each is one of `either`; 0 where the sentence does not say how many."""

    named: tuple[str, ...]
    either: tuple[str, ...] = ()
    count: int = 0

    def ways(self) -> tuple[tuple[str, ...], ...]:
        """Return what those who are open may be, each way a choice: a son and a daughter, two sons."""
        counts = (self.count,) if self.count else _HOW_MANY
        return tuple(one for count in counts for one in combinations_with_replacement(self.either, count))

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data, as a draft keeps it."""
        return {"named": list(self.named), "either": list(self.either), "count": self.count}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Several:
        """Read back what `to_json` wrote."""
        return Several(tuple(data["named"]), tuple(data["either"]), data["count"])


def several_in(options: Sequence[Option], facts: Facts, text: str, told: int | None = None) -> Several | None:
    """Return the several people that a sentence names, each as often as it says (父母 are two, two sons are); None if
    it names one, says anything else of them, or somebody of whom nothing is known, so that nobody gets lost.

    `told` is how many the household has with whoever says it, if they said that.
    """
    said = _spelt_out(text)
    named = named_in(options, facts, said)
    rest = _without(said, named, "|")
    if len(said) > MOST_SAID or _NOT_THEM.search(rest) or _AROUND.sub("", rest):
        return None
    sure: list[str] = []
    either: list[tuple[tuple[str, ...], int]] = []
    for begin, end in named:
        keys = tuple(one.key for one in options if (0, end - begin) in named_in((one,), facts, said[begin:end]))
        count = _count_before(said[:begin])
        if len(keys) == 1:
            sure.extend(keys * (count or 1))
        else:
            either.append((keys, count))
    return _several(sure, either, told)


def _several(sure: Sequence[str], either: Sequence[tuple[tuple[str, ...], int]], told: int | None) -> Several | None:
    if not either:
        return Several(tuple(sure)) if len(sure) > 1 else None
    keys, count = either[0]
    if len(either) > 1 or not keys or count > MOST_OPEN:
        return None
    if not count and told is not None:
        count = max(told - 1 - len(sure), 0)
    return Several(tuple(sure), keys, count) if count <= MOST_OPEN else None


def _spelt_out(text: str) -> str:
    """Write a sentence with each person by themselves: 父母 as father and mother, 一儿一女 as a son and a daughter."""
    said = with_digits(_WITH_ME.sub("", heard(text)))
    said = _A_SON_A_DAUGHTER.sub(r"\1个儿子,\2个女儿", said)
    return _COUPLES.sub(lambda found: _IN_FULL.get(found[0]) or _IN_FULL[found[0].removeprefix("我")], said)


def _without(said: str, spans: Sequence[tuple[int, int]], mark: str) -> str:
    return "".join(mark if any(begin <= at < end for begin, end in spans) else one for at, one in enumerate(said))


def _count_before(said: str) -> int:
    """Return how many the words before somebody say; 0 if they do not."""
    found = _COUNT.search(said)
    if found is None:
        return 0
    how_many = found[1] or found[2]
    return int(how_many) if how_many.isdigit() else _COUNTS[how_many]


def says_gone(text: str) -> bool:
    """Say whether a sentence is about somebody who is there no more: 老婆跑了, my wife died."""
    return _GONE.search(heard(text)) is not None


def names_several(options: Sequence[Option], facts: Facts, text: str) -> bool:
    """Say whether a sentence names more than one person: 老婆和两个孩子, 爷爷奶奶, my parents, 老婆、干妈."""
    said = _WITH_ME.sub("", heard(text))
    named = named_in(options, facts, said)
    rest = _without(said, named, " ")
    others = len(_PERSON.findall(rest))
    return (
        len(named) + others > 1
        or (len(named) + others == 1 and _SEVERAL.search(said) is not None)
        or (_BOTH.search(rest) is not None)
        or (len(named) == 1 and _names_another(said, named[0]))
    )


def _names_another(said: str, named: tuple[int, int]) -> bool:
    """Say whether beside the one who is named a short word stands by itself: whoever that is must not get lost."""
    parts = [one.strip() for one in _APART.split(_without(said, (named,), "|"))]
    return any(_SHORT.fullmatch(one) for one in parts if "|" not in one)
