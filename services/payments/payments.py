"""Payments: the cashier says when and under which reference the bank paid; the worker is asked whether it came."""

from datetime import date

from domain.payments.buttons import ReceiptArrived, ReceiptMissing
from domain.payments.money import MoneyState, folded
from domain.platform.access import Action
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Money, Refusal, say
from domain.procedure import procedure
from domain.procedure.state import Payment as PaymentReport
from domain.procedure.steps import kind_of
from domain.procedure.steps.kind import WaitsFor
from models.payments import MoneyRow
from models.procedure import AidCase
from services.payments.cards import card_of
from services.payments.due import check_card, due_row
from services.payments.rows import book_paid, is_on_record, standing_at
from services.platform.work import Work
from services.procedure import step_in_hand, tell


class PaidOnAnotherDay(Refusal):
    """A payment lies between the application and today."""

    text = N_("The bank pays between the day of the application, {opened}, and today. Please check the day.")


class ReferenceOnRecord(Refusal):
    """Two payments have one number of the bank only if somebody says that this is right."""

    text = N_("The number {reference} is on record already: {cases}. Please check it with the bank's receipt.")


def pay(work: Work, case_id: int, version: int, *, paid_on: date, reference: str, same_reference: bool = False) -> None:
    """Record the payment, once; `same_reference` says that a number on record already is right for this one, too.

    Raises AlreadyPaid, CardIsNew, NotForYou, PaidOnAnotherDay, ReferenceOnRecord and what `procedure.pay` does.
    """
    reference = reference.strip()
    step = step_in_hand(work, case_id, version, Action.PAY)
    after = procedure.pay(step.state, PaymentReport(work.person_id, version, work.now, paid_on, reference))
    check_card(work, step.case)
    check_day(work, step.case, paid_on)
    step.check_once_more()
    if not same_reference and is_on_record(work, reference):
        raise ReferenceOnRecord(reference=reference, cases=standing_at(work, reference))
    row = _keep(work, step.case, paid_on, reference)
    step.done(after, noted=N_("paid"), said=N_("Paid by the {role}, {unit}."), is_checked=True)
    _tell(work, step.case, row, paid_on)


def check_day(work: Work, case: AidCase, paid_on: date) -> None:
    """Raise PaidOnAnotherDay unless the day lies between the application and today."""
    opened = case.opened_at.astimezone(work.house.zone).date()
    if not opened <= paid_on <= work.today:
        raise PaidOnAnotherDay(opened=opened)


def _keep(work: Work, case: AidCase, paid_on: date, reference: str) -> MoneyRow:
    """Let what is due be paid; raises AlreadyPaid."""
    row = due_row(work, case)
    row.state, row.paid_on, row.cashier_id, row.recorded_at = MoneyState.PAID.value, paid_on, work.person_id, work.now
    row.bank_reference, row.reference_key = reference, folded(reference)
    work.session.flush()
    book_paid(work, case, row)
    return row


def _tell(work: Work, case: AidCase, row: MoneyRow, paid_on: date) -> None:
    said = say(
        N_("Good news: {amount} of case {number} was paid to {card} on {day}. It can take a day until you see it."),
        amount=Money(row.fen),
        number=case.number,
        card=card_of(work.session, case),
        day=paid_on,
    )
    tell(work, case, said, keys=receipt_keys(case))


def receipt_keys(case: AidCase) -> Keys:
    """Return the keys by which the worker says whether the money came, while that is asked."""
    return ask_keys(case) if kind_of(case.step).waits_for is WaitsFor.RECEIPT else ()


def ask_keys(case: AidCase) -> Keys:
    """Return the same keys, whether or not it is asked just now."""
    case_id = case.id
    arrived = key(say(N_("It arrived")), ReceiptArrived(case_id))
    return ((arrived, key(say(N_("It did not come")), ReceiptMissing(case_id))),)
