"""Repayments: the cashier writes down what has come, each transfer once; with the last one the case ends."""

from datetime import date

from sqlalchemy.exc import IntegrityError

from domain.payments.loans import Loan
from domain.payments.money import folded
from domain.platform.access import Action
from domain.platform.messages import Message
from domain.platform.text import N_, Money, Refusal, lines, say
from domain.procedure import procedure
from domain.procedure.refusals import NotThisStep
from domain.procedure.state import Verdict
from domain.procedure.steps import kind_of
from models.payments import Repayment
from models.procedure import AidCase
from services import books
from services.payments.loans.letting import follow_repayment
from services.payments.loans.settling import settled
from services.payments.loans.standing import loan_of
from services.payments.loans.vouching import vouchers
from services.payments.once_more import let_have_again
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import StepInHand, stand_together, step_in_hand, subject, tell


class MoreThanOwed(Refusal):
    """Whatever is more belongs to the worker."""

    text = N_("Of case {number} only {left} is still owed. Please check the sum; what is more goes back to the worker.")


class NothingRepaid(Refusal):
    """A repayment is more than nothing."""

    text = N_("Please send how many yuan have come, more than 0.")


class RepaidAlready(Refusal):
    """One transfer counts once."""

    text = N_("The number {reference} is written down for case {number} already. Please check it with the receipt.")


class RepaidOnAnotherDay(Refusal):
    """What is lent comes back after it was paid."""

    text = N_("A repayment comes between the day of the payment, {paid}, and today. Please check the day.")


def owed(work: Work, case_id: int, version: int) -> tuple[str, int]:
    """Return the number of a case and what is still owed (fen), to a cashier who may write down a repayment.

    Raises as `repay` does.
    """
    step, loan = _in_hand(work, case_id, version)
    return step.case.number, loan.left


def _in_hand(work: Work, case_id: int, version: int) -> tuple[StepInHand, Loan]:
    step = step_in_hand(work, case_id, version, Action.PAY)
    step.check()
    loan = loan_of(work, step.case) if kind_of(step.case.step).repays else None
    if loan is None:
        raise NotThisStep(number=step.case.number)
    return step, loan


def repay(work: Work, case_id: int, version: int, *, fen: int, paid_on: date, reference: str) -> int:
    """Write down a repayment and return what is still owed (fen).

    Raises NotForYou, NotThisStep, NothingRepaid, MoreThanOwed, RepaidOnAnotherDay, RepaidAlready.
    """
    step, loan = _in_hand(work, case_id, version)
    case, left = step.case, loan.left - fen
    if fen <= 0:
        raise NothingRepaid
    if left < 0:
        raise MoreThanOwed(number=case.number, left=Money(loan.left))
    if not loan.paid_on <= paid_on <= work.today:
        raise RepaidOnAnotherDay(paid=loan.paid_on)
    _keep(work, case, fen, paid_on, reference.strip())
    audit.note(work, work.person_id, N_("wrote down a repayment"), subject(case))
    follow_repayment(work, case)
    if left:
        _tell(work, case, fen, paid_on)
    else:
        _settle(step, reference.strip())
    return left


def _keep(work: Work, case: AidCase, fen: int, paid_on: date, reference: str) -> None:
    row = Repayment(
        case_id=case.id, fen=fen, paid_on=paid_on, bank_reference=reference, reference_key=folded(reference),
        cashier_id=work.person_id, recorded_at=work.now,
    )  # fmt: skip
    try:
        with work.session.begin_nested():
            work.session.add(row)
            work.session.flush()
    except IntegrityError as twice:
        raise RepaidAlready(number=case.number, reference=reference) from twice
    books.loan_repaid(work, case, row)


def _tell(work: Work, case: AidCase, fen: int, paid_on: date) -> None:
    loan = loan_of(work, case)
    assert loan is not None
    coming, came = loan.open[0], Money(fen)
    source = N_("Your repayment of {amount} on {day} for case {number} is written down. Thank you.")
    left = N_("Still to pay back: {left}. The next is {amount}, due on {day}.")
    tell(
        work,
        case,
        lines(
            say(source, amount=came, day=paid_on, number=case.number),
            say(left, left=Money(loan.left), amount=Money(coming.left), day=coming.due_on),
        ),
    )


def _settle(step: StepInHand, reference: str) -> None:
    """The last one has come: the case ends, worker and voucher hear of it, and another loan can be asked for."""
    work, case, kind = step.work, step.case, kind_of(step.case.step)
    after = procedure.decide(step.state, step.decision(Verdict.APPROVE, reference=reference))
    settled(work, case)
    step.done(after, noted=N_("wrote down the last repayment"), said=kind.settled, is_checked=True)
    let_have_again(work, case)
    source = N_("Your loan of case {number} is paid back in full. Thank you! You owe nothing any more.")
    tell(work, case, say(source, number=case.number))
    free = say(N_("The loan of case {number}, for which you vouched, is paid back. You are free."), number=case.number)
    for voucher in vouchers(work, case) | stand_together(work.session, case):
        outbox.put(work, voucher, Message(free), key=f"settled:{case.id}:{voucher}")
