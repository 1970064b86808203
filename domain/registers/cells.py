"""A cell is read as the form of the chat reads the same answer: taken, taken with a doubt, or refused.

What leaves nothing to ask is read straight by what the form itself reads it by; the form is asked about all else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
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
from domain.platform.identifiers import parse_bank_card, parse_resident_id
from domain.platform.money import yuan
from domain.platform.names import clean_name
from domain.platform.text import N_, Refusal, Sayable, Text, lines, say

_NONE = lines("")


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


def _number(words: str, today: date) -> str | None:
    return parse_resident_id(words, today=today).number if _RESIDENT_ID.fullmatch(words) else None


def _phone(words: str, _today: date) -> str | None:
    return words if _PHONE.fullmatch(words) else None


def _card(words: str, _today: date) -> str | None:
    if not _DIGITS.fullmatch(words):
        return None
    card = parse_bank_card(words)
    return card.number if card.luhn_ok else None


def _income(words: str, _today: date) -> int | None:
    least, most = USUAL_A_MONTH
    fen = yuan(int(words)) if _YUAN.fullmatch(words) else 0
    return fen if least <= fen <= most else None


_RESIDENT_ID = re.compile(r"[0-9]{17}[0-9X]")
_PHONE = re.compile(r"1[3-9][0-9]{9}")
_DIGITS = re.compile(r"[0-9]{16,19}")
_YUAN = re.compile(r"[1-9][0-9]{1,5}")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_CLEAR: Mapping[str, Callable[[str, date], Any]] = {
    "name": lambda words, _today: clean_name(words) if _HAN_NAME.fullmatch(words) else None,
    "resident_id": _number,
    "phone": _phone,
    "bank_card": _card,
    "income": _income,
}


def _read_straight(kind: str, words: str, today: date) -> Any:
    try:
        return _CLEAR[kind](words, today) if kind in _CLEAR else None
    except Refusal:
        return None


def read_cell(kind: str, words: str, facts: Facts) -> Cell:
    """Read the words of a cell; where the chat would ask back, the likeliest value is taken with a doubt."""
    clear = _read_straight(kind, words, facts.today)
    return Cell(clear) if clear is not None else read_as_asked(kind, words, facts)


def read_as_asked(kind: str, words: str, facts: Facts) -> Cell:
    """Read the words of a cell by the form of the chat."""
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
