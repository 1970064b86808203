"""A cell is read as the form of the chat reads the same answer: taken, taken with a doubt, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.forms import (
    MONTH,
    AnswerKind,
    BankCardAnswer,
    Completed,
    DateAnswer,
    Facts,
    Form,
    MoneyAnswer,
    NameAnswer,
    PhoneAnswer,
    Question,
    Refused,
    ResidentIdAnswer,
    TextAnswer,
    Typed,
    advance,
    start,
)
from domain.households.member import USUAL_A_MONTH
from domain.platform.text import N_, Sayable, Text, say

_NONE = say("")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says: the value as it is kept; a doubt about it, or why it is refused (then there is no value)."""

    value: Any = None
    doubt: Text | None = None
    refused: Sayable | None = None


def _asked(answer: AnswerKind) -> Form:
    question = Question(key="x", prompt=_NONE, answer=answer, help=_NONE, label=_NONE)
    return Form(key="cell", title=_NONE, questions=(question,), summary=False)


_FORMS: Mapping[str, Form] = {
    "name": _asked(NameAnswer()),
    "resident_id": _asked(ResidentIdAnswer()),
    "phone": _asked(PhoneAnswer()),
    "bank_card": _asked(BankCardAnswer()),
    "home_address": _asked(TextAnswer(least=4, most=120)),
    "income": _asked(MoneyAnswer(at_most=100_000_000, per=MONTH, usual=USUAL_A_MONTH)),
    "birth": _asked(DateAnswer(not_future=True)),
}
_DOUBTS = {
    "bank_card": say(N_("the bank card fails its check digit")),
    "resident_id": say(N_("several kinds of document have such a number")),
    "phone": say(N_("the phone number could be from several places")),
    "income": say(N_("the income is unusual, or was read from words")),
}
_USUAL_DOUBT = say(N_("it was read from words; please compare it"))


def read_cell(kind: str, words: str, facts: Facts) -> Cell:
    """Read the words of a cell; where the chat would ask back, the likeliest value is taken with a doubt."""
    form = _FORMS[kind]
    outcome = advance(form, start(form, facts), Typed(words), facts)
    if isinstance(outcome, Completed):
        return Cell(outcome.answers.get("x"))
    if isinstance(outcome, Refused):
        return Cell(refused=outcome.problem)
    shown, drafted = outcome.state.shown, outcome.state.drafts.get("x")
    if shown is not None:
        return Cell(shown["value"], _DOUBTS.get(kind, _USUAL_DOUBT))
    value = drafted[0] if isinstance(drafted, list) and drafted else drafted
    return Cell(value, _DOUBTS.get(kind, _USUAL_DOUBT))
