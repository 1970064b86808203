"""What is asked before a case moves: whether it is open, at this step, complete, and whether this person may."""

from __future__ import annotations

from domain.procedure.refusals import (
    CaseAlreadyClosed,
    CaseIsWithWorker,
    EnteredByYou,
    MoneyHeld,
    NotThisStep,
    NotYourCase,
    ObjectionOpen,
    OwnHousehold,
    ReasonNeeded,
    ReceiptNotDue,
    SecondPairOfEyesNeeded,
    VisitMissing,
    WaitsForMoney,
)
from domain.procedure.state import CaseState, Decision, PersonId, Status, Verdict
from domain.procedure.steps import kind_of
from domain.units.steps import Step, StepKind


def check_open(case: CaseState, turn: int) -> None:
    """Raise when nothing can be done from a prompt of this turn: CaseAlreadyClosed, NotThisStep, CaseIsWithWorker."""
    if case.status.is_closed:
        raise CaseAlreadyClosed(number=case.number)
    if turn != case.turn:
        raise NotThisStep(number=case.number)
    if case.status is Status.RETURNED:
        raise CaseIsWithWorker(number=case.number)


def check_at(case: CaseState, kind: StepKind) -> None:
    """Raise unless the case is open and at a step of this kind: also NotThisStep."""
    check_open(case, case.turn)
    if case.kind != kind:
        raise NotThisStep(number=case.number)


def check_not_own(case: CaseState, officer: PersonId) -> None:
    """Raise OwnHousehold when this person belongs to the household."""
    if officer in case.household or officer == case.applicant:
        raise OwnHousehold(number=case.number)


def check_may_visit(case: CaseState, officer: PersonId) -> None:
    """Raise when this person's visit cannot count: OwnHousehold, SecondPairOfEyesNeeded for who approved or paid."""
    check_not_own(case, officer)
    if officer in kept_from_visits(case):
        raise SecondPairOfEyesNeeded(number=case.number)


def kept_from_visits(case: CaseState) -> frozenset[PersonId]:
    """Return who decided in this case at a step from which visits are kept apart."""
    kinds = ((decision.officer, kind_of(decision.step)) for decision in case.decisions)
    return frozenset(officer for officer, kind in kinds if kind.is_duty and not kind.is_visited)


def took_another_duty(case: CaseState, kind: StepKind) -> frozenset[PersonId]:
    """Return who decided in this case at another of the steps that are kept apart."""
    others = (one for one in case.decisions if one.step != kind and kind_of(one.step).is_duty)
    return frozenset(decision.officer for decision in others)


def check_may_decide(case: CaseState, officer: PersonId) -> None:
    """Raise when this person may not decide the present step: WaitsForMoney, MoneyHeld, OwnHousehold, EnteredByYou,
    SecondPairOfEyesNeeded.

    Reviewer, approver and cashier are three people; who visited may review, but neither approve nor pay. A refusal that
    was found wrong is decided anew by somebody else, and who let money be paid once more does not pay it.
    """
    if case.is_short:
        raise WaitsForMoney(number=case.number)
    if case.held_by:
        raise MoneyHeld(number=case.number)
    check_not_own(case, officer)
    if officer == case.entered_by:
        raise EnteredByYou(number=case.number)
    kind = kind_of(case.kind)
    if not kind.is_duty:
        return
    elsewhere = took_another_duty(case, kind.key)
    visited = () if kind.is_visited else (*case.visitors, *case.visited_before)
    refused = {decision.officer for decision in case.decisions if decision.verdict is Verdict.REFUSE}
    elsewhere |= case.voted if case.voters is None else frozenset()
    if officer in elsewhere or officer in visited or officer in refused or officer == case.released_by:
        raise SecondPairOfEyesNeeded(number=case.number)


def check_complete(case: CaseState, step: Step, decision: Decision) -> None:
    """Raise unless what stands behind a verdict is there: a reason, the visit, answered objections, the number."""
    kind_of(step.kind).check_ready(case, decision.verdict)
    if decision.verdict is not Verdict.APPROVE:
        if not decision.reason.strip():
            raise ReasonNeeded(number=case.number)
        return
    if len(case.visitors) < step.visitors:
        raise VisitMissing(number=case.number, count=step.visitors)
    if case.open_objections:
        raise ObjectionOpen(number=case.number)
    kind_of(step.kind).check(case, decision)


def check_applicant(case: CaseState, person: PersonId) -> None:
    """Raise NotYourCase for anybody but the applicant."""
    if person != case.applicant:
        raise NotYourCase(number=case.number)


def check_receipt(case: CaseState, person: PersonId) -> None:
    """Raise unless the applicant may say now whether the money came: also CaseAlreadyClosed, ReceiptNotDue."""
    check_applicant(case, person)
    if case.status.is_closed:
        raise CaseAlreadyClosed(number=case.number)
    if case.kind != StepKind.RECEIPT:
        raise ReceiptNotDue(number=case.number)


def check_disputed(case: CaseState) -> None:
    """Raise NotThisStep unless the worker says now that the money did not come."""
    if case.status is not Status.OPEN or case.kind != StepKind.RECEIPT or not case.receipt_disputed:
        raise NotThisStep(number=case.number)
