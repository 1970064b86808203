"""The procedure of a case: a pure transition table that keeps four eyes, the order of steps, and one payment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.platform.calendar import Window
from domain.procedure.checks import (
    check_applicant,
    check_at,
    check_complete,
    check_may_decide,
    check_may_visit,
    check_not_own,
    check_open,
    check_receipt,
)
from domain.procedure.refusals import (
    AlreadyPaid,
    CaseAlreadyClosed,
    CaseIsWithWorker,
    HasLapsed,
    NoObjectionOpen,
    NoticeNotOver,
    NoticeNotPosted,
    NotRefused,
    NotReturned,
    NotThisStep,
    ObjectionOpen,
    ReasonNeeded,
    ReferenceNeeded,
    SecondVisitorNeeded,
    VerdictNotHere,
    VisitAlreadyRecorded,
)
from domain.procedure.state import CaseState, Decision, Payment, PersonId, Status, Verdict
from domain.procedure.steps import kind_of
from domain.procedure.steps.kind import WaitsFor
from domain.units.steps import Step, StepKind


def open_case(
    number: str, steps: tuple[Step, ...], *, applicant: PersonId, household: frozenset[PersonId], amount: int = 0,
    entered_by: PersonId | None = None,
) -> CaseState:  # fmt: skip
    """Return a fresh case at its first step; the applicant always belongs to the household."""
    return CaseState(number, steps, applicant, household | {applicant}, amount, entered_by=entered_by)


def decide(case: CaseState, decision: Decision) -> CaseState:
    """Record one officer's verdict and move the case along. What is paid is refused no more: a review that finds it not
    in order is on record, and the case goes on.

    Raises CaseAlreadyClosed, NotThisStep (stale press), CaseIsWithWorker, VerdictNotHere, OwnHousehold,
    SecondPairOfEyesNeeded, ReasonNeeded, VisitMissing, ObjectionOpen or ReferenceNeeded; the case is then unchanged.
    """
    check_open(case, decision.turn)
    assert case.step is not None
    kind = kind_of(case.step.kind)
    if decision.verdict not in kind.verdicts or (decision.verdict is Verdict.RETURN and case.is_past_return):
        raise VerdictNotHere(number=case.number, step=kind.label)
    check_may_decide(case, decision.officer)
    check_complete(case, case.step, decision)
    recorded = replace(case, decisions=(*case.decisions, replace(decision, step=case.step.kind)))
    match decision.verdict:
        case Verdict.RETURN:
            return replace(recorded, status=Status.RETURNED, turn=case.turn + 1)
        case Verdict.REFUSE if case.payment is None:
            return replace(recorded, status=Status.REFUSED, turn=case.turn + 1)
    return _moved_on(recorded)


def resubmit(case: CaseState, *, by: PersonId, changed: bool = False) -> CaseState:
    """The worker corrected a returned case: the same step is decided again. Raises NotYourCase, HasLapsed, NotReturned.

    When something has `changed` that a decision rested on, what was reviewed and posted no longer holds: the case is
    reviewed and posted again.
    """
    check_applicant(case, by)
    if case.status is Status.LAPSED:
        raise HasLapsed(number=case.number)
    if case.status is not Status.RETURNED:
        raise NotReturned(number=case.number)
    again = replace(case, status=Status.OPEN, turn=case.turn + 1)
    return _to_review(again) if changed else again


def review_anew(case: CaseState) -> CaseState:
    """What was reviewed has been changed by another road: the case is reviewed and posted anew. Raises NotThisStep.

    A case at its review stays there, one that is paid or with another body goes on; so does one whose money came back,
    until a second officer has looked.
    """
    again = case if kind_of(case.kind).is_outside else _to_review(case)
    if case.status is not Status.OPEN or case.payment is not None or case.held_by or again.position == case.position:
        raise NotThisStep(number=case.number)
    return replace(again, turn=case.turn + 1)


def _to_review(case: CaseState) -> CaseState:
    """Return the case at its review, unless it has not come further."""
    first = first_look(case)
    return replace(case, position=first, notice_ends_at=None) if case.position > first else case


def first_look(case: CaseState) -> int:
    """Return the place of the step at which officers look at a case for the first time, or everybody may."""
    looks = (kind_of(step.kind) for step in case.steps)
    return next((place for place, kind in enumerate(looks) if kind.is_duty or kind.is_posted), 0)


def withdraw(case: CaseState, *, by: PersonId) -> CaseState:
    """The worker takes the case back before payment; raises NotYourCase, CaseAlreadyClosed or AlreadyPaid."""
    check_applicant(case, by)
    if case.status.is_closed:
        raise CaseAlreadyClosed(number=case.number)
    if case.payment is not None:
        raise AlreadyPaid(number=case.number)
    return replace(case, status=Status.WITHDRAWN, turn=case.turn + 1)


def call_off(case: CaseState, *, by: PersonId) -> CaseState:
    """An officer takes back what was settled at a visit, before it is approved; else NotThisStep. Also OwnHousehold."""
    check_at(case, StepKind.APPROVAL)
    check_not_own(case, by)
    if not case.begins_at_visit:
        raise NotThisStep(number=case.number)
    return replace(case, status=Status.WITHDRAWN, turn=case.turn + 1)


def record_visit(case: CaseState, officer: PersonId) -> CaseState:
    """Record that an officer visited the home; the colleague who went along confirms it, or records a visit, too.

    Raises as `decide` does, and SecondVisitorNeeded for the same officer again, VisitAlreadyRecorded for one too many.
    A visit may be recorded at a review that needs none.
    """
    check_at(case, StepKind.REVIEW)
    check_may_visit(case, officer)
    assert case.step is not None
    if len(case.visitors) >= max(case.step.visitors, 1):
        raise VisitAlreadyRecorded(number=case.number)
    if officer in case.visitors:
        raise SecondVisitorNeeded(number=case.number)
    return replace(case, visitors=(*case.visitors, officer))


def confirm_visit(case: CaseState, officer: PersonId) -> CaseState:
    """Record that the colleague was at the home, too; raises NotThisStep, OwnHousehold, SecondPairOfEyesNeeded.

    It counts even when others have recorded a visit meanwhile: whoever was there was there.
    """
    if case.status is not Status.OPEN or case.kind != StepKind.REVIEW:
        raise NotThisStep(number=case.number)
    check_may_visit(case, officer)
    return replace(case, visitors=tuple(dict.fromkeys((*case.visitors, officer))))


def goes_along(case: CaseState) -> bool:
    """Say whether a case goes along when its household moves to another unit: nobody has reviewed it yet."""
    return not case.status.is_closed and case.position == first_look(case) and not case.begins_at_visit


def post_notice(case: CaseState, window: Window) -> CaseState:
    """Record that the public notice was posted and when it ends; posting again changes nothing."""
    check_at(case, StepKind.NOTICE)
    return case if case.notice_ends_at else replace(case, notice_ends_at=window.ends_at)


def raise_objection(case: CaseState) -> CaseState:
    """Count an objection to the notice; the case goes no further until it is answered. Raises NotThisStep."""
    check_at(case, StepKind.NOTICE)
    return replace(case, open_objections=case.open_objections + 1)


def answer_objection(case: CaseState) -> CaseState:
    """Count an objection as answered by the centre; raises NoObjectionOpen."""
    if not case.open_objections:
        raise NoObjectionOpen(number=case.number)
    return replace(case, open_objections=case.open_objections - 1)


def uphold_objection(case: CaseState, decision: Decision) -> CaseState:
    """An objection to the notice was found right: the case goes back to its first step, or is refused.

    What was reviewed no longer holds, so a case that was given back is reviewed and posted anew. Raises NotThisStep,
    CaseIsWithWorker or CaseAlreadyClosed when the case has left the notice meanwhile, VerdictNotHere, OwnHousehold,
    ReasonNeeded, NoObjectionOpen.
    """
    check_open(case, decision.turn)
    check_at(case, StepKind.NOTICE)
    check_may_uphold(case, decision.verdict)
    check_not_own(case, decision.officer)
    if not decision.reason.strip():
        raise ReasonNeeded(number=case.number)
    answered = answer_objection(case)
    recorded = replace(answered, decisions=(*case.decisions, replace(decision, step=StepKind.NOTICE)))
    if decision.verdict is Verdict.REFUSE:
        return replace(recorded, status=Status.REFUSED, turn=case.turn + 1)
    return replace(recorded, status=Status.RETURNED, position=0, notice_ends_at=None, turn=case.turn + 1)


def check_may_uphold(case: CaseState, verdict: Verdict) -> None:
    """Raise VerdictNotHere unless an objection that is right leads there; what no worker handed in is only refused."""
    if verdict is not Verdict.REFUSE and (verdict is not Verdict.RETURN or case.is_past_return):
        raise VerdictNotHere(number=case.number, step=kind_of(StepKind.NOTICE).label)


def settle_people(case: CaseState, decision: Decision) -> CaseState:
    """An officer over two households found that somebody does not belong to this one: it goes back to its worker, and
    from them to its review, or is refused. Raises CaseAlreadyClosed, CaseIsWithWorker, AlreadyPaid, OwnHousehold."""
    if case.status.is_closed or case.kind is None:
        raise CaseAlreadyClosed(number=case.number)
    check_not_own(case, decision.officer)
    if case.payment is not None:
        raise AlreadyPaid(number=case.number)
    if case.status is Status.RETURNED and decision.verdict is Verdict.RETURN:
        raise CaseIsWithWorker(number=case.number)
    recorded = replace(case, decisions=(*case.decisions, replace(decision, step=case.kind)), turn=case.turn + 1)
    if decision.verdict is Verdict.REFUSE:
        return replace(recorded, status=Status.REFUSED)
    return replace(_to_review(recorded), status=Status.RETURNED)


def appeal(case: CaseState, *, by: PersonId) -> CaseState:
    """The worker objects to a refusal, which stands until the centre answers; raises NotYourCase, NotRefused."""
    check_applicant(case, by)
    if case.status is not Status.REFUSED:
        raise NotRefused(number=case.number)
    return case


def reopen(case: CaseState, *, changed: bool = False) -> CaseState:
    """A refusal was found wrong: the step is decided once more, a notice posted anew. Raises NotRefused.

    `changed` is as in `resubmit`.
    """
    if case.status is not Status.REFUSED:
        raise NotRefused(number=case.number)
    ends_at = None if case.kind == StepKind.NOTICE else case.notice_ends_at
    again = replace(case, status=Status.OPEN, notice_ends_at=ends_at, turn=case.turn + 1)
    return _to_review(again) if changed else again


def end_notice(case: CaseState, *, now: datetime) -> CaseState:
    """End the notice; raises NotThisStep, NoticeNotPosted, NoticeNotOver or ObjectionOpen."""
    check_at(case, StepKind.NOTICE)
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
    check_open(case, payment.turn)
    check_at(case, StepKind.PAYMENT)
    check_may_decide(case, payment.officer)
    if not payment.reference.strip():
        raise ReferenceNeeded(number=case.number)
    decision = Decision(
        payment.officer, payment.turn, Verdict.APPROVE, payment.at, reference=payment.reference, step=StepKind.PAYMENT
    )
    return _moved_on(replace(case, payment=payment, decisions=(*case.decisions, decision)))


def confirm_receipt(case: CaseState, *, by: PersonId) -> CaseState:
    """The worker has the money, also after having said that it did not come; the case is finished."""
    check_receipt(case, by)
    return _moved_on(replace(case, receipt_disputed=False))


def dispute_receipt(case: CaseState, *, by: PersonId) -> CaseState:
    """The worker says the money did not come; the case stays at the receipt until it is found."""
    check_receipt(case, by)
    return replace(case, receipt_disputed=True)


def bring_papers(case: CaseState) -> CaseState:
    """Every paper of what was paid at once has come; raises NotThisStep."""
    check_open(case, case.turn)
    if kind_of(case.kind).waits_for is not WaitsFor.PROOFS:
        raise NotThisStep(number=case.number)
    return _moved_on(case)


def owes_nothing(case: CaseState) -> bool:
    """Say whether nothing is due to a case any more: it came to nothing, or goes back to be reviewed."""
    return case.status.came_to_nothing or (case.status is Status.OPEN and not kind_of(case.kind).is_money)


def _moved_on(case: CaseState) -> CaseState:
    position = case.position + 1
    status = Status.FINISHED if position == len(case.steps) else case.status
    return replace(case, position=position, status=status, turn=case.turn + 1)
