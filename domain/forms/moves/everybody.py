"""What people say at a list of people: that there is nobody else, or how many they are."""

from __future__ import annotations

import re

from domain.forms.cards.said import heard
from domain.forms.form import GroupAnswer
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
_ONLY_A_COUNT = re.compile(
    r"(?:我?有|共)?(?:[0-9]{1,2}|[一二两俩三四五六七八九十]{1,2})\s*(?:[个個位名]人?|人|people|persons)?"
)
_FOUR_OF_US = re.compile(r"^(?:the )?([0-9]+) of us$")


def says_alone(text: str) -> bool:
    """Say whether words mean that somebody lives by themselves: 就我一个人, just me."""
    return _ALONE.fullmatch(heard(text)) is not None


def says_nobody_else(text: str) -> bool:
    """Say whether words mean that the list is complete: 家里没别人了, that's all."""
    return _NOBODY_ELSE.fullmatch(heard(text)) is not None


def is_only_a_count(text: str) -> bool:
    """Say whether words are a number, which leaves open who and whether with oneself: 4, 四个, five people."""
    return _ONLY_A_COUNT.fullmatch(with_digits(heard(text))) is not None


def people_told(text: str) -> int | None:
    """Return how many people somebody says the household has, with themselves: 一共三口人; None when they do not."""
    said = with_digits(heard(text))
    count = number_in(_FOUR_OF_US.sub(r"we are \1", said)) if _WE_ARE.search(said) else None
    return int(count) if count is not None and count == int(count) and count >= 1 else None


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
