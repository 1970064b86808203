"""What a household has of other aid, and reasons against more: the words that kinds and their rules share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from domain.platform.text import Sayable


class Progress(IntEnum):
    """How far a grant has come."""

    ASKED = 0
    APPROVED = 1
    PAID = 2


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant of the household: programme, the person it is for, fen, the year and
    the period its case is for, and how far it is."""

    programme: str
    resident_id: str
    amount: int
    year: int
    progress: Progress = Progress.PAID
    number: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody is a member of a programme from one day to another, both included; `unbroken_since` is the first day of
    the first of those that follow one another without a gap."""

    programme: str
    since: date
    until: date
    unbroken_since: date


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason against a grant: for the worker with the next step, for the officer with the rule and the numbers."""

    key: str
    worker: Sayable
    officer: Sayable
    cases: tuple[str, ...] = ()  # the numbers of what is in the way, if it is cases
    on: date | None = None  # from this day on it is no reason any more
