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
class Later:
    """From the repayment of a number on, all of them come so many months later."""

    number: int
    months: int


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan as it stands, paid out on a day, and how many months later than at first its last repayment comes."""

    plan: tuple[Instalment, ...]
    paid_on: date
    months_later: int = 0

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

    def moved(self, one: Instalment, months: int) -> date:
        """Return the day on which a repayment would be due so many months later, counted from that of the payment."""
        since = (one.due_on.year - self.paid_on.year) * 12 + one.due_on.month - self.paid_on.month
        return add_months(self.paid_on, since + months)

    def late_on(self, today: date) -> tuple[Instalment, ...]:
        """What should have come by a day and has not, the oldest first."""
        return tuple(one for one in self.open if one.due_on < today)


def planned(fen: int, count: int, paid_on: date, first: int = 1, later: Sequence[Later] = ()) -> tuple[Instalment, ...]:
    """Share a loan (fen) out over `count` months, the first of which is `first` months after it was paid.

    All are alike but the last, which carries the rest: 20,000 in 24 are 23 times 833.33 and once 833.41. What comes
    `later` is counted from the day of the payment, too, so that the 31st comes back after a February.
    """
    each, rest = divmod(fen, count)
    return tuple(
        Instalment(
            number,
            add_months(paid_on, first + number - 1 + sum(one.months for one in later if one.number <= number)),
            each + (rest if number == count else 0),
        )
        for number in range(1, count + 1)
    )


def settled(plan: Sequence[Instalment], came: int, paid_on: date, months_later: int = 0) -> Loan:
    """Return the loan, paid on a day, after so much (fen) has come back: the oldest is settled first."""
    return Loan(tuple(_shared(plan, came)), paid_on, months_later)


def _shared(plan: Sequence[Instalment], came: int) -> Iterator[Instalment]:
    for one in plan:
        paid = min(one.fen, came)
        came -= paid
        yield replace(one, paid=paid)
