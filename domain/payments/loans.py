"""A loan that is paid back by a plan: what is due when, what has come, and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.platform.calendar import add_months


@dataclass(frozen=True, slots=True)
class Instalment:
    """One repayment of a plan, from 1; `fen` are due on a day, of which `paid` have come."""

    number: int
    due_on: date
    fen: int
    paid: int = 0

    @property
    def left(self) -> int:
        """What is still owed of it (fen)."""
        return self.fen - self.paid


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan as it stands, paid out on a day."""

    plan: tuple[Instalment, ...]
    paid_on: date

    @property
    def fen(self) -> int:
        """What was lent."""
        return sum(one.fen for one in self.plan)

    @property
    def left(self) -> int:
        """What is still owed."""
        return sum(one.left for one in self.plan)

    @property
    def open(self) -> tuple[Instalment, ...]:
        """What has not come, or not all of it, the oldest first."""
        return tuple(one for one in self.plan if one.left)


def planned(fen: int, count: int, paid_on: date, first: int = 1) -> tuple[Instalment, ...]:
    """Share a loan (fen) out over `count` months, the first of which is `first` months after it was paid.

    All are alike but the last, which carries the rest: 20,000 in 24 are 23 times 833.33 and once 833.41.
    """
    each, rest = divmod(fen, count)
    return tuple(
        Instalment(number, add_months(paid_on, first + number - 1), each + (rest if number == count else 0))
        for number in range(1, count + 1)
    )


def settled(plan: Sequence[Instalment], came: int, paid_on: date) -> Loan:
    """Return the loan, paid on a day, after so much (fen) has come back: the oldest is settled first."""
    return Loan(tuple(_shared(plan, came)), paid_on)


def _shared(plan: Sequence[Instalment], came: int) -> Iterator[Instalment]:
    for one in plan:
        paid = min(one.fen, came)
        came -= paid
        yield replace(one, paid=paid)
