"""What people say at a list of people: that there is nobody else, how many they are, or several at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.forms.cards.said import heard, named_in
from domain.forms.conditions import Facts
from domain.forms.form import GroupAnswer
from domain.forms.kinds import Option
from domain.platform.numbers.english import with_digits
from domain.platform.numbers.sentences import number_in
from domain.platform.text import N_, Text, say

_SELF = r"(?:我|我们家|我家|家里|现在|目前|平时|全家|,|\s)*"
_END = r"(?:了|啊|吧|呢)*"
_ALONE = re.compile(
    rf"{_SELF}(?:就|只有|只剩|只|仅|一直)*(?:剩|有|是)?我?(?:自己|本人)?(?:一个人|1个人|一人|独居|自己一个)"
    rf"(?:住|过|生活|在家)*{_END}|{_SELF}(?:就|只有|只剩|只|仅)(?:剩|有|是)*我(?:一个|1个){_END}|{_SELF}(?:就|只有|只剩|只|仅)(?:剩|有|是)*(?:我|自己|我自己|我本人){_END}|"
    r"(?:it'?s |it is )?(?:just|only) (?:me|myself)|"
    r"(?:i'?m |i am |i live |living )?(?:all )?(?:alone|by myself|on my own)"
)
_NOBODY_ELSE = re.compile(
    rf"{_SELF}再?(?:没有?|无)(?:有)?(?:其他|其它|别的|别|旁|更多)的?(?:人|家人|成员|家庭成员){_END}|{_SELF}再?(?:没有?|无)人{_END}|"
    rf"(?:就|都|只有)*(?:这些|这几个|这么多|这几口)(?:人|口)?{_END}|(?:都|全)?(?:加|写|填|报)?(?:完|齐|好)了|"
    r"(?:there is |there's )?(?:nobody|no one|no-one|noone|none)(?: else)?|no more(?: people)?|"
    r"that(?:'?s| is) (?:all|it|everybody|everyone)|all done"
)
_WE_ARE = re.compile(
    r"[口户]|一家|全家|总共|一共|共有|加我|连我|算上我|包括我|"
    r"\b(?:we are|there are|of us|family of|household of|in total|altogether)\b"
)
_FOUR_OF_US = re.compile(r"^(?:the )?([0-9]+) of us$")
_WITH_ME = re.compile(r"[和跟与]我|with me|live with")
_SEVERAL = re.compile(r"俩|(?:两|[2-9二三四五六])[个口名位](?!月)|\b(?:two|three|four|both|2|3|4)\b")
_BOTH = re.compile(r"父母|爸妈|爹妈|公婆|\b(?:children|kids|parents)\b")
_IN_FULL = {
    "父母亲": "父亲,母亲", "父母": "父亲,母亲", "爸妈": "爸爸,妈妈", "爹妈": "爸爸,妈妈", "公婆": "公公,婆婆",
    "岳父母": "岳父,岳母", "parents": "father,mother", "sons": "son", "daughters": "daughter",
}  # fmt: skip
_COUPLES = re.compile(r"(?<![祖的])父母亲?|爸妈|爹妈|公婆|岳父母|\b(?:(?<!grand)parents(?!-in-law)|sons|daughters)\b")
_COUNTS = {"两": 2, "2": 2, "俩": 2, "三": 3, "3": 3, "四": 4, "4": 4, "both": 2}
_COUNT = re.compile(r"(两|俩|三|四|[2-4]|both)[个名位]?\s*$")
_NOT_THEM = re.compile(r"[?没不去走死]|[他她]|\b(?:not|no|don't|neither|his|her|dead|died)\b")
MOST_SAID = 30
_PERSON = re.compile(r"孩子|小孩|娃|老人|\b(?:child|baby)\b")


def says_alone(text: str) -> bool:
    """Say whether words mean that somebody lives by themselves: 就我一个人, just me."""
    return _ALONE.fullmatch(heard(text)) is not None


def says_nobody_else(text: str) -> bool:
    """Say whether words mean that the list is complete: 家里没别人了, that's all."""
    return _NOBODY_ELSE.fullmatch(heard(text)) is not None


def people_told(text: str) -> int | None:
    """Return how many people somebody says the household has, with themselves: 一共三口人; None when they do not."""
    said = with_digits(heard(text))
    count = number_in(_FOUR_OF_US.sub(r"we are \1", said)) if _WE_ARE.search(said) else None
    return int(count) if count is not None and count == int(count) and count >= 1 else None


def people_named(options: Sequence[Option], facts: Facts, text: str) -> tuple[str, ...]:
    """Return by their options, in order, the several people that a sentence names, each as often as it says: 父母 are
    two, two sons are; none if it says of somebody only that there is one, as a child is."""
    said = _COUPLES.sub(lambda found: _IN_FULL[found[0]], _WITH_ME.sub("", heard(text)))
    named = named_in(options, facts, said)
    rest = "".join("|" if any(begin <= at < end for begin, end in named) else one for at, one in enumerate(said))
    if len(said) > MOST_SAID or _PERSON.search(rest) or _BOTH.search(rest) or _NOT_THEM.search(rest):
        return ()
    found = [(_option_at(options, facts, said[begin:end]), _count_before(said[:begin])) for begin, end in named]
    every = [key for key, count in found for _ in range(count) if key]
    return tuple(every) if len(every) == sum(count for _, count in found) > 1 else ()


def _option_at(options: Sequence[Option], facts: Facts, words: str) -> str:
    return next((one.key for one in options if named_in((one,), facts, words)), "")


def _count_before(said: str) -> int:
    found = _COUNT.search(with_digits(said))
    return _COUNTS.get(found[1], 1) if found else 1


def names_several(options: Sequence[Option], facts: Facts, text: str) -> bool:
    """Say whether a sentence names more than one person: 老婆和两个孩子, 爷爷奶奶, my parents."""
    said = _WITH_ME.sub("", heard(text))
    named = named_in(options, facts, said)
    rest = "".join(" " if any(begin <= at < end for begin, end in named) else one for at, one in enumerate(said))
    others = len(_PERSON.findall(rest))
    return (
        len(named) + others > 1
        or (len(named) + others == 1 and _SEVERAL.search(said) is not None)
        or (_BOTH.search(rest) is not None)
    )


def not_complete(group: GroupAnswer, items: int, told: int) -> Text | None:
    """Say what is amiss between how many people somebody told and how many the list has; None when it is complete."""
    listed = items + group.beside
    if told > listed:
        source = N_(
            "You are {told} people, I see, with yourself. Still to be added: {count}. Press who comes first, and after "
            "that the next."
        )
        return say(source, told=str(told), count=str(told - listed))
    if told == listed:
        return None
    source = N_(
        "You say {told}, and the list makes {listed} with yourself. Press who does not belong to the household to take "
        "them off the list, or press “{done}”."
    )
    return say(source, told=str(told), listed=str(listed), done=group.done_label)
