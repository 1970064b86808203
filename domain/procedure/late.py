"""What becomes of a case when its worker did not answer in time, and the ways back: no silence is the last word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.procedure import procedure
from domain.procedure.checks import check_applicant, check_at, check_not_own, check_open
from domain.procedure.refusals import (
    CaseAlreadyClosed,
    NotLapsed,
    NotReturned,
    NotThisStep,
    SecondPairOfEyesNeeded,
    StillTime,
    TooLateToTakeUp,
)
from domain.procedure.state import CaseState, PersonId, Status
from domain.units.steps import Step, StepKind


def lapse(case: CaseState, *, today: date) -> CaseState:
    """The days that the worker had for a returned case are over: it ends. Raises NotReturned, StillTime."""
    if case.status is not Status.RETURNED:
        raise NotReturned(number=case.number)
    _check_over(case, today)
    return replace(case, status=Status.LAPSED, waits_until=None, turn=case.turn + 1)


def take_up(case: CaseState, *, by: PersonId, today: date, until: date) -> CaseState:
    """The worker takes a case up again that has lapsed: it waits for their correction once more, where it was.

    `until` is the last day for it. Raises NotYourCase, NotLapsed, TooLateToTakeUp.
    """
    check_applicant(case, by)
    if case.status is not Status.LAPSED:
        raise NotLapsed(number=case.number)
    if today > until:
        raise TooLateToTakeUp(number=case.number, until=until)
    return replace(case, status=Status.RETURNED, turn=case.turn + 1)


def close_unheard(case: CaseState, *, today: date) -> CaseState:
    """It was paid and nobody said whether the money came: the case is finished. Raises NotThisStep, StillTime.

    Money that is said not to have come is looked for; such a case is closed by no clock.
    """
    check_at(case, StepKind.RECEIPT)
    if case.receipt_disputed:
        raise NotThisStep(number=case.number)
    _check_over(case, today)
    return _finished(case)


def hear(case: CaseState, *, by: PersonId, turn: int, arrived: bool) -> CaseState:
    """An officer asked the worker whether the money came, and writes down what they said.

    Neither whoever paid nor anybody of the household. Raises CaseAlreadyClosed, NotThisStep, OwnHousehold,
    SecondPairOfEyesNeeded.
    """
    check_open(case, turn)
    check_at(case, StepKind.RECEIPT)
    check_not_own(case, by)
    if case.payment is not None and case.payment.officer == by:
        raise SecondPairOfEyesNeeded(number=case.number)
    return _finished(case) if arrived else replace(case, receipt_disputed=True)


def miss_papers(case: CaseState, *, today: date) -> CaseState:
    """The days for the papers of what was paid at once are over: whoever looks at it next does so without them.

    Where nobody does, it stays. Raises NotThisStep, StillTime.
    """
    after = procedure.bring_papers(case)
    _check_over(case, today)
    return case if after.status is Status.FINISHED else after


def is_unheard(status: Status, steps: tuple[Step, ...], kind: StepKind | None, *, paid: bool, confirmed: bool) -> bool:
    """Say whether a case has gone on, or is finished, without a word of its worker, who may still say whether the money
    came; `kind` is the step that it is at."""
    kinds = [step.kind for step in steps]
    after = kinds[kinds.index(StepKind.RECEIPT) + 1 :] if StepKind.RECEIPT in kinds else None
    went_on = after is not None and (status is Status.FINISHED or (status is Status.OPEN and kind in after))
    return went_on and paid and not confirmed


def speak_up(case: CaseState, *, by: PersonId, confirmed: bool) -> CaseState:
    """The worker says late that the money did not come: it is looked for. Raises NotYourCase, CaseAlreadyClosed."""
    check_applicant(case, by)
    if not is_unheard(case.status, case.steps, case.kind, paid=case.payment is not None, confirmed=confirmed):
        raise CaseAlreadyClosed(number=case.number)
    receipt = next(place for place, step in enumerate(case.steps) if step.kind == StepKind.RECEIPT)
    return replace(case, status=Status.OPEN, position=receipt, receipt_disputed=True, turn=case.turn + 1)


def _check_over(case: CaseState, today: date) -> None:
    if case.waits_until is not None and today <= case.waits_until:
        raise StillTime(number=case.number, until=case.waits_until)


def _finished(case: CaseState) -> CaseState:
    position = case.position + 1
    status = Status.FINISHED if position == len(case.steps) else case.status
    return replace(case, position=position, status=status, receipt_disputed=False, waits_until=None, turn=case.turn + 1)
