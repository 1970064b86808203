"""Money that the bank sent back, held until a second officer lets it be paid; and what is paid month by month."""

from __future__ import annotations

from dataclasses import replace

from domain.procedure.checks import check_may_decide, check_not_own, check_open
from domain.procedure.late import is_unheard
from domain.procedure.refusals import MoneyHeld, NotThisStep, ReferenceNeeded, SecondPairOfEyesNeeded
from domain.procedure.state import CaseState, Payment, PersonId, Status
from domain.procedure.steps import kind_of
from domain.units.steps import StepKind


def money_back(case: CaseState, *, by: PersonId, confirmed: bool = True) -> CaseState:
    """The money came back: nothing is paid any more, and it is not due before a second officer has looked.

    So it may of a case that is finished, unless its worker has `confirmed` that it came. Raises CaseAlreadyClosed,
    CaseIsWithWorker, NotThisStep, OwnHousehold.
    """
    if not is_unheard(case.status, case.steps, case.kind, paid=case.payment is not None, confirmed=confirmed):
        check_open(case, case.turn)
        if case.kind != StepKind.RECEIPT and not kind_of(case.kind).runs:
            raise NotThisStep(number=case.number)
        if case.held_by:
            raise MoneyHeld(number=case.number)
    check_not_own(case, by)
    if case.payment is None:
        raise NotThisStep(number=case.number)
    held_by = frozenset({case.payment.officer, by})
    return _moved(case, StepKind.PAYMENT, status=Status.OPEN, payment=None, receipt_disputed=False, held_by=held_by)


def pay_again(case: CaseState, *, by: PersonId) -> CaseState:
    """A second officer lets it be paid once more; raises as `not_back` does."""
    _check_second(case, by)
    return _moved(case, StepKind.PAYMENT, held_by=frozenset(), released_by=by)


def not_back(case: CaseState, payment: Payment, *, by: PersonId, disputed: bool) -> CaseState:
    """A second officer found that it had not come back: it is paid, as it was.

    Neither who paid or recorded the return looks at it, nor who approved the case. Raises CaseAlreadyClosed,
    CaseIsWithWorker, NotThisStep, OwnHousehold, SecondPairOfEyesNeeded.
    """
    _check_second(case, by)
    return _moved(case, StepKind.RECEIPT, payment=payment, receipt_disputed=disputed, held_by=frozenset())


def _check_second(case: CaseState, officer: PersonId) -> None:
    check_open(case, case.turn)
    if not case.held_by or not kind_of(case.kind).pays_out:
        raise NotThisStep(number=case.number)
    check_not_own(case, officer)
    approved = {decision.officer for decision in case.decisions if kind_of(decision.step).grants}
    if officer in case.held_by | approved:
        raise SecondPairOfEyesNeeded(number=case.number)


def _moved(case: CaseState, kind: StepKind, **changes: object) -> CaseState:
    """Move it to a step; what is paid month by month stays where it is."""
    there = (place for place, step in enumerate(case.steps) if step.kind == kind)
    position = case.position if kind_of(case.kind).runs else next(there)
    return replace(case, position=position, turn=case.turn + 1, **changes)  # type: ignore[arg-type]


# Month by month -----------------------------------------------------------------------------------------------------


def pay_months(case: CaseState, payment: Payment) -> None:
    """Raise unless a cashier may record what was paid of something that is given each month; it stays where it is.

    Raises CaseAlreadyClosed, CaseIsWithWorker, NotThisStep, MoneyHeld, OwnHousehold, SecondPairOfEyesNeeded,
    ReferenceNeeded.
    """
    check_open(case, payment.turn)
    if not kind_of(case.kind).runs:
        raise NotThisStep(number=case.number)
    check_may_decide(case, payment.officer)
    if not payment.reference.strip():
        raise ReferenceNeeded(number=case.number)


def end_run(case: CaseState) -> CaseState:
    """Every month of it is paid, or it was ended: it goes on. Raises CaseAlreadyClosed, CaseIsWithWorker, NotThisStep,
    MoneyHeld."""
    check_open(case, case.turn)
    if not kind_of(case.kind).runs:
        raise NotThisStep(number=case.number)
    if case.held_by:
        raise MoneyHeld(number=case.number)
    position = case.position + 1
    status = Status.FINISHED if position == len(case.steps) else case.status
    return replace(case, position=position, status=status, turn=case.turn + 1)
