"""Amounts as people say them: for another time than is asked, as a range; what is usual, and how it came to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from domain.forms import refusals
from domain.forms.form import Question
from domain.forms.kinds import MoneyAnswer, NumberAnswer
from domain.forms.results import Asking, Taken
from domain.platform.money import AmountUnclear, either_amount, parse_yuan, round_half_up, spoken_amount
from domain.platform.text import Money, Text


def read_amount(kind: MoneyAnswer, words: str) -> Taken:
    """Read an amount; what was said in words comes with how it was understood: `least`, `most`, `months`, and `which`
    when two amounts came."""
    try:
        return Taken(_within(kind, parse_yuan(words)))
    except AmountUnclear:
        said, both = None, either_amount(words)
        if both is None or both[0] == both[1]:
            said = both or spoken_amount(words)
        found = said or both
        if found is None or (found[2] > 1 and not kind.per):
            raise
    read = in_words(kind, *found)
    return read if said else replace(read, how={**(read.how or {}), "which": True})


def end_of(kind: MoneyAnswer, how: Mapping[str, Any], end: str) -> int:
    """Return the `least` or the `most` of a range that was shown back, for the time that is asked."""
    return int(in_words(kind, how[end], how[end], how.get("months", 0)).value)


def in_words(kind: MoneyAnswer, least: int, most: int, months: int) -> Taken:
    """Return what was said for so many months as an answer: the middle of a range, for the time that is asked."""
    value: int | Fraction = Fraction(least + most, 2)
    how: dict[str, Any] = {"least": least, "most": most} if least != most else {}
    if months and kind.per and months != kind.per:
        how |= {"said": round_half_up(Fraction(value)), "months": months}
        value = Fraction(value) * kind.per / months
    return Taken(_within(kind, round_half_up(Fraction(value))), how=how)


def _within(kind: MoneyAnswer, fen: int) -> int:
    if fen > kind.at_most:
        raise refusals.AmountAboveLimit(most=Money(kind.at_most))
    return fen


def is_usual(kind: object, value: Any) -> bool:
    """Say whether an amount or a number is within what is usual; nothing always is."""
    match kind:
        case MoneyAnswer(usual=(least, most)) | NumberAnswer(usual=(least, most)) if value:
            return least <= int(value) <= most
    return True


def doubt_about(question: Question, value: Any, asking: Asking) -> Text | None:
    """Return what a question itself finds unlikely; only who doubts costs a walk through the form."""
    return question.doubt(value, asking.scope) if question.doubt is not None and value is not None else None
