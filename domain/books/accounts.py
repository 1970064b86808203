"""Which accounts an act moves money between, and the mark that chains each entry to the one before it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

BANK = "bank"


def fund(key: str) -> str:
    """Return the account of what a fund holds that nobody has been promised."""
    return f"fund:{key}"


def committed(key: str) -> str:
    """Return the account of what is set aside of a fund for cases that are approved."""
    return f"committed:{key}"


def loan(key: str) -> str:
    """Return the account of what others owe a fund."""
    return f"loan:{key}"


def lent(key: str) -> str:
    """Return the account that keeps the part of a fund which is lent out."""
    return f"lent:{key}"


@dataclass(frozen=True, slots=True)
class Line:
    """A sum (fen, more than 0) from the account `credit` to the account `debit`."""

    debit: str
    credit: str
    fen: int


def received(key: str, fen: int) -> tuple[Line, ...]:
    """Money came into a fund."""
    return (Line(BANK, fund(key), fen),)


def taken_out(key: str, fen: int) -> tuple[Line, ...]:
    """Money left a fund otherwise than for a case: it went back to its giver, or had been written down wrongly."""
    return (Line(fund(key), BANK, fen),)


def set_aside(key: str, fen: int) -> tuple[Line, ...]:
    """A case was approved: so much of the fund is promised."""
    return (Line(fund(key), committed(key), fen),)


def freed(key: str, fen: int) -> tuple[Line, ...]:
    """Nobody needs it any more: it is free again."""
    return (Line(committed(key), fund(key), fen),)


def paid(key: str, fen: int) -> tuple[Line, ...]:
    """The bank paid what was set aside."""
    return (Line(committed(key), BANK, fen),)


def came_back(key: str, fen: int) -> tuple[Line, ...]:
    """The bank sent it back: it is set aside for the same case as before, never free."""
    return (Line(BANK, committed(key), fen),)


def lent_out(key: str, fen: int) -> tuple[Line, ...]:
    """The bank paid out a loan: the fund is owed it."""
    return (Line(loan(key), BANK, fen), Line(committed(key), lent(key), fen))


def loan_came_back(key: str, fen: int) -> tuple[Line, ...]:
    """The bank sent the money of a loan back."""
    return (Line(BANK, loan(key), fen), Line(lent(key), committed(key), fen))


def repaid(key: str, fen: int) -> tuple[Line, ...]:
    """A part of a loan was paid back: it is free for others."""
    return (Line(BANK, loan(key), fen), Line(lent(key), fund(key), fen))


def mark(before: str, told: Iterable[object]) -> str:
    """Return the mark of an entry: of the mark before it and all that it tells, so that nothing is changed unseen."""
    words = json.dumps([before, *told], ensure_ascii=True, separators=(",", ":"))
    return sha256(words.encode()).hexdigest()
