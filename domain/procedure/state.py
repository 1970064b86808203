"""Where a case stands: its steps, its place in them, and what has been decided, seen and paid so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.units.steps import Decider, Step, StepKind

PersonId = int


class Verdict(StrEnum):
    """What is decided in a step; WITHDRAW is the worker's own."""

    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class Choice(StrEnum):
    """How a member of a meeting votes; OUT: they take no part, since they know whom it is about too well."""

    FOR = "yes"
    AGAINST = "no"
    OUT = "out"


class Status(StrEnum):
    """Whether a case goes on: OPEN with the office, RETURNED with the worker, the others closed.

    LAPSED: it was returned, and the worker did not hand it in again in time; for a while it can be taken up again.
    """

    OPEN = "open"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    FINISHED = "finished"

    @property
    def is_closed(self) -> bool:
        """Whether nothing can happen to the case any more."""
        return self not in (Status.OPEN, Status.RETURNED)

    @property
    def came_to_nothing(self) -> bool:
        """Whether the case ended without giving what was asked for, which may then be asked for anew."""
        return self is Status.REFUSED or self.was_let_go

    @property
    def was_let_go(self) -> bool:
        """Whether the worker let the case go, by a press or by letting its days pass: as if it had not been asked."""
        return self in (Status.WITHDRAWN, Status.LAPSED)


@dataclass(frozen=True, slots=True)
class Decision:
    """One officer's verdict on a step, as the button or command carried it.

    `turn` is the turn of the case the officer saw; `reference` is the national system's number for an entry and the
    bank reference for a payment.
    """

    officer: PersonId
    turn: int
    verdict: Verdict
    at: datetime
    reason: str = ""
    reference: str = ""
    step: StepKind | None = None  # set when recorded


@dataclass(frozen=True, slots=True)
class Payment:
    """What the cashier reports: the day the bank paid, and the bank's reference."""

    officer: PersonId
    turn: int
    at: datetime
    paid_on: date
    reference: str


@dataclass(frozen=True, slots=True)
class CaseState:
    """Where a case stands; `steps` come from the policy version it began with, `amount` in fen (0 for a file).

    `position` is the index into `steps`. `turn` grows whenever a step ends or the case goes to or comes from the
    worker, so that a press made on an older prompt is recognised. `household` are the person ids of the applicant and
    everyone in the household.
    """

    number: str
    steps: tuple[Step, ...]
    applicant: PersonId
    household: frozenset[PersonId] = frozenset()
    amount: int = 0
    position: int = 0
    turn: int = 1
    status: Status = Status.OPEN
    decisions: tuple[Decision, ...] = ()
    visitors: tuple[PersonId, ...] = ()
    visited_before: tuple[PersonId, ...] = ()  # the household changed since: they count as officers of the case only
    notice_ends_at: datetime | None = None
    open_objections: int = 0
    payment: Payment | None = None
    receipt_disputed: bool = False
    held_by: frozenset[PersonId] = frozenset()  # who paid and who recorded that it came back, until a second looks
    released_by: PersonId | None = None  # the second officer who let it be paid once more
    votes: Mapping[PersonId, Choice] = field(default_factory=dict)  # in the meeting that decides the present step
    sums: Mapping[PersonId, int] = field(default_factory=dict)  # fen that those name who are for it
    voted: frozenset[PersonId] = frozenset()  # who voted in a meeting on it at any time
    is_short: bool = False  # approved, and no fund holds the money yet: it goes on once one does
    is_settled: bool = False  # an officer settled it, at a visit or for an event, though it may be reviewed afterwards
    entered_by: PersonId | None = None  # who handed it in on the applicant's behalf
    waits_until: date | None = None  # the last day that the worker has; None when the case does not wait for them

    @property
    def step(self) -> Step | None:
        """The step the case is at, None when all are done."""
        return self.steps[self.position] if self.position < len(self.steps) else None

    @property
    def kind(self) -> StepKind | None:
        """The kind of the step the case is at."""
        return self.step.kind if self.step else None

    @property
    def begins_at_visit(self) -> bool:
        """Whether an officer settled it: nobody handed anything in, and nobody reviews it before it is approved."""
        return self.is_settled or all(step.kind != StepKind.REVIEW for step in self.steps)

    @property
    def is_past_return(self) -> bool:
        """Whether nothing can be given back to its worker: nobody handed it in, or it is paid."""
        return self.begins_at_visit or self.payment is not None

    @property
    def decider(self) -> Decider | None:
        """Who decides now, None when no officer does."""
        asked = self.step is not None and self.status is Status.OPEN and not self.held_by and not self.is_short
        return self.step.decider(self.amount) if self.step and asked else None

    @property
    def voters(self) -> Decider | None:
        """Who votes on the present step, None where no meeting decides it."""
        members = self.step.members if self.step and self.status is Status.OPEN else None
        return Decider(level=self.step.level, role=members) if self.step and self.step.level and members else None

    @property
    def officers_so_far(self) -> frozenset[PersonId]:
        """Every officer who decided, paid or visited."""
        paid = {self.payment.officer} if self.payment else set()
        return frozenset(
            {decision.officer for decision in self.decisions} | paid | {*self.visitors, *self.visited_before}
        )
