"""The procedure of a case: a pure transition table that keeps four eyes, the order of steps, and one payment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.platform.calendar import Window, WorkingCalendar
from domain.procedure.refusals import (
    AlreadyPaid,
    CaseAlreadyClosed,
    CaseIsWithWorker,
    NoObjectionOpen,
    NoticeNotOver,
    NoticeNotPosted,
    NotReturned,
    NotThisStep,
    NotYourCase,
    ObjectionOpen,
    OwnHousehold,
    ReasonNeeded,
    ReceiptNotDue,
    ReferenceNeeded,
    SecondPairOfEyesNeeded,
    SecondVisitorNeeded,
    VerdictNotHere,
    VisitAlreadyRecorded,
    VisitMissing,
)
from domain.units.steps import Decider, Level, Role, Step, StepKind

__all__ = [
    "CaseState", "Decider", "Decision", "Level", "Payment", "Role", "Status", "Step", "StepKind", "Verdict",
    "answer_objection", "confirm_receipt", "decide", "dispute_receipt", "due_on", "end_notice", "open_case", "pay",
    "post_notice", "raise_objection", "record_visit", "resubmit", "withdraw",
]  # fmt: skip

PersonId = int

_SEPARATE_DUTIES = frozenset({StepKind.REVIEW, StepKind.APPROVAL, StepKind.PAYMENT})


class Verdict(StrEnum):
    """What is decided in a step; WITHDRAW is the worker's own."""

    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class Status(StrEnum):
    """Whether a case goes on: OPEN with the office, RETURNED with the worker, the others closed."""

    OPEN = "open"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    FINISHED = "finished"

    @property
    def is_closed(self) -> bool:
        """Whether nothing can happen to the case any more."""
        return self not in (Status.OPEN, Status.RETURNED)


_VERDICTS = {
    StepKind.REVIEW: frozenset({Verdict.APPROVE, Verdict.RETURN, Verdict.REFUSE}),
    StepKind.APPROVAL: frozenset({Verdict.APPROVE, Verdict.RETURN, Verdict.REFUSE}),
    StepKind.ENTRY: frozenset({Verdict.APPROVE, Verdict.RETURN}),
    StepKind.PAYMENT: frozenset({Verdict.RETURN}),  # approving is `pay`
}


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
    turn: int = 0
    status: Status = Status.OPEN
    decisions: tuple[Decision, ...] = ()
    visitors: tuple[PersonId, ...] = ()
    notice_ends_at: datetime | None = None
    open_objections: int = 0
    payment: Payment | None = None
    receipt_disputed: bool = False

    @property
    def step(self) -> Step | None:
        """The step the case is at, None when all are done."""
        return self.steps[self.position] if self.position < len(self.steps) else None

    @property
    def kind(self) -> StepKind | None:
        """The kind of the step the case is at."""
        return self.step.kind if self.step else None

    @property
    def decider(self) -> Decider | None:
        """Who decides now, None when no officer does."""
        return self.step.decider(self.amount) if self.step and self.status is Status.OPEN else None

    @property
    def officers_so_far(self) -> frozenset[PersonId]:
        """Every officer who decided, paid or visited."""
        paid = {self.payment.officer} if self.payment else set()
        return frozenset({decision.officer for decision in self.decisions} | paid | {*self.visitors})


def open_case(
    number: str, steps: tuple[Step, ...], *, applicant: PersonId, household: frozenset[PersonId], amount: int = 0
) -> CaseState:
    """Return a fresh case at its first step; the applicant always belongs to the household."""
    return CaseState(number, steps, applicant, household | {applicant}, amount)


def check_may_decide(case: CaseState, officer: PersonId) -> None:
    """Raise when this person may not decide the present step: OwnHousehold, SecondPairOfEyesNeeded.

    Reviewer, approver and cashier are three people; who visited may review, but neither approve nor pay. A refusal that
    was found wrong is decided anew by somebody else.
    """
    _check_not_own(case, officer)
    if case.kind not in _SEPARATE_DUTIES:
        return
    elsewhere = {decision.officer for decision in case.decisions if decision.step in _SEPARATE_DUTIES - {case.kind}}
    visited = case.visitors if case.kind is not StepKind.REVIEW else ()
    refused = {decision.officer for decision in case.decisions if decision.verdict is Verdict.REFUSE}
    if officer in elsewhere or officer in visited or officer in refused:
        raise SecondPairOfEyesNeeded(number=case.number)


def decide(case: CaseState, decision: Decision) -> CaseState:
    """Record one officer's verdict and move the case along.

    Raises CaseAlreadyClosed, NotThisStep (stale press), CaseIsWithWorker, VerdictNotHere, OwnHousehold,
    SecondPairOfEyesNeeded, ReasonNeeded, VisitMissing, ObjectionOpen or ReferenceNeeded; the case is then unchanged.
    """
    _check_open(case, decision.turn)
    assert case.step is not None
    if decision.verdict not in _VERDICTS.get(case.step.kind, frozenset()):
        raise VerdictNotHere(number=case.number, step=case.step.kind.label)
    check_may_decide(case, decision.officer)
    _check_complete(case, case.step, decision)
    recorded = replace(case, decisions=(*case.decisions, replace(decision, step=case.step.kind)))
    match decision.verdict:
        case Verdict.RETURN:
            return replace(recorded, status=Status.RETURNED, turn=case.turn + 1)
        case Verdict.REFUSE:
            return replace(recorded, status=Status.REFUSED, turn=case.turn + 1)
    return _moved_on(recorded)


def resubmit(case: CaseState, *, by: PersonId, changed: bool = False) -> CaseState:
    """The worker corrected a returned case: the same step is decided again. Raises NotYourCase, NotReturned.

    When the class or the amount has `changed` after the public notice, what was posted no longer holds: the case is
    reviewed and posted again.
    """
    _check_applicant(case, by)
    if case.status is not Status.RETURNED:
        raise NotReturned(number=case.number)
    again = replace(case, status=Status.OPEN, turn=case.turn + 1)
    return replace(again, position=_review_of(case), notice_ends_at=None) if changed and _was_posted(case) else again


def _was_posted(case: CaseState) -> bool:
    return any(step.kind is StepKind.NOTICE for step in case.steps[: case.position])


def _review_of(case: CaseState) -> int:
    return next((place for place, step in enumerate(case.steps) if step.kind is StepKind.REVIEW), 0)


def withdraw(case: CaseState, *, by: PersonId) -> CaseState:
    """The worker takes the case back before payment; raises NotYourCase, CaseAlreadyClosed or AlreadyPaid."""
    _check_applicant(case, by)
    if case.status.is_closed:
        raise CaseAlreadyClosed(number=case.number)
    if case.payment is not None:
        raise AlreadyPaid(number=case.number)
    return replace(case, status=Status.WITHDRAWN, turn=case.turn + 1)


def record_visit(case: CaseState, officer: PersonId, *, turn: int) -> CaseState:
    """Record that an officer visited the home; each of the pair confirms for themselves.

    Raises as `decide` does, and SecondVisitorNeeded for the same officer again, VisitAlreadyRecorded for one too many.
    """
    _check_open(case, turn)
    if case.step is None or case.step.kind is not StepKind.REVIEW:
        raise NotThisStep(number=case.number)
    _check_not_own(case, officer)
    if len(case.visitors) >= case.step.visitors:
        raise VisitAlreadyRecorded(number=case.number)
    if officer in case.visitors:
        raise SecondVisitorNeeded(number=case.number)
    return replace(case, visitors=(*case.visitors, officer))


def post_notice(case: CaseState, window: Window) -> CaseState:
    """Record that the public notice was posted and when it ends; posting again changes nothing."""
    _check_at(case, StepKind.NOTICE)
    return case if case.notice_ends_at else replace(case, notice_ends_at=window.ends_at)


def raise_objection(case: CaseState) -> CaseState:
    """Count an objection to the notice; the case goes no further until it is answered. Raises NotThisStep."""
    _check_at(case, StepKind.NOTICE)
    return replace(case, open_objections=case.open_objections + 1)


def answer_objection(case: CaseState) -> CaseState:
    """Count an objection as answered by the centre; raises NoObjectionOpen."""
    if not case.open_objections:
        raise NoObjectionOpen(number=case.number)
    return replace(case, open_objections=case.open_objections - 1)


def end_notice(case: CaseState, *, now: datetime) -> CaseState:
    """End the notice; raises NotThisStep, NoticeNotPosted, NoticeNotOver or ObjectionOpen."""
    _check_at(case, StepKind.NOTICE)
    if case.notice_ends_at is None:
        raise NoticeNotPosted(number=case.number)
    if now < case.notice_ends_at:
        raise NoticeNotOver(number=case.number, ends=case.notice_ends_at)
    if case.open_objections:
        raise ObjectionOpen(number=case.number)
    return _moved_on(case)


def pay(case: CaseState, payment: Payment) -> CaseState:
    """Record the payment, once; raises AlreadyPaid before anything else, else as `decide` does."""
    if case.payment is not None:
        raise AlreadyPaid(number=case.number)
    _check_open(case, payment.turn)
    _check_at(case, StepKind.PAYMENT)
    check_may_decide(case, payment.officer)
    if not payment.reference.strip():
        raise ReferenceNeeded(number=case.number)
    decision = Decision(
        payment.officer, payment.turn, Verdict.APPROVE, payment.at, reference=payment.reference, step=StepKind.PAYMENT
    )
    return _moved_on(replace(case, payment=payment, decisions=(*case.decisions, decision)))


def confirm_receipt(case: CaseState, *, by: PersonId) -> CaseState:
    """The worker has the money, also after having said that it did not come; the case is finished."""
    _check_receipt(case, by)
    return _moved_on(replace(case, receipt_disputed=False))


def dispute_receipt(case: CaseState, *, by: PersonId) -> CaseState:
    """The worker says the money did not come; the case stays at the receipt until it is found."""
    _check_receipt(case, by)
    return replace(case, receipt_disputed=True)


def due_on(step: Step, entered_on: date, calendar: WorkingCalendar) -> date | None:
    """Return the last day for a step entered on a day, counted in working days; None without a limit."""
    return calendar.add_working_days(entered_on, step.days) if step.days else None


def _moved_on(case: CaseState) -> CaseState:
    position = case.position + 1
    status = Status.FINISHED if position == len(case.steps) else case.status
    return replace(case, position=position, status=status, turn=case.turn + 1)


def _check_open(case: CaseState, turn: int) -> None:
    if case.status.is_closed:
        raise CaseAlreadyClosed(number=case.number)
    if turn != case.turn:
        raise NotThisStep(number=case.number)
    if case.status is Status.RETURNED:
        raise CaseIsWithWorker(number=case.number)


def _check_at(case: CaseState, kind: StepKind) -> None:
    _check_open(case, case.turn)
    if case.kind is not kind:
        raise NotThisStep(number=case.number)


def _check_not_own(case: CaseState, officer: PersonId) -> None:
    if officer in case.household or officer == case.applicant:
        raise OwnHousehold(number=case.number)


def _check_complete(case: CaseState, step: Step, decision: Decision) -> None:
    """A verdict needs what stands behind it: a reason, the visit, answered objections, the system's number."""
    if decision.verdict is not Verdict.APPROVE:
        if not decision.reason.strip():
            raise ReasonNeeded(number=case.number)
        return
    if len(case.visitors) < step.visitors:
        raise VisitMissing(number=case.number, count=step.visitors)
    if case.open_objections:
        raise ObjectionOpen(number=case.number)
    if step.kind is StepKind.ENTRY and not decision.reference.strip():
        raise ReferenceNeeded(number=case.number)


def _check_applicant(case: CaseState, person: PersonId) -> None:
    if person != case.applicant:
        raise NotYourCase(number=case.number)


def _check_receipt(case: CaseState, person: PersonId) -> None:
    _check_applicant(case, person)
    if case.status.is_closed:
        raise CaseAlreadyClosed(number=case.number)
    if case.kind is not StepKind.RECEIPT:
        raise ReceiptNotDue(number=case.number)
