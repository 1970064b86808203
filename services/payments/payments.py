"""Payments: the cashier says when and under which reference the bank paid; the worker is asked whether it came."""

from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from domain.payments.buttons import ReceiptArrived, ReceiptMissing
from domain.platform.access import Action
from domain.platform.identifiers import mask_card
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Money, Refusal, Text, say
from domain.procedure import procedure
from domain.procedure.refusals import AlreadyPaid
from domain.procedure.state import Payment as PaymentReport
from domain.units.steps import StepKind
from models.households import HouseholdFile
from models.payments import Payment
from models.people import Person
from models.procedure import AidCase
from services.platform.work import Work
from services.procedure import step_in_hand, tell


class PaidOnAnotherDay(Refusal):
    """A payment lies between the application and today."""

    text = N_("The bank pays between the day of the application, {opened}, and today. Please check the day.")


def pay(work: Work, case_id: int, version: int, *, paid_on: date, reference: str) -> None:
    """Record the payment, once. Raises AlreadyPaid, NotForYou, PaidOnAnotherDay and what `procedure.pay` does."""
    reference = reference.strip()
    step = step_in_hand(work, case_id, version, Action.PAY)
    after = procedure.pay(step.state, PaymentReport(work.person_id, version, work.now, paid_on, reference))
    check_day(work, step.case, paid_on)
    payment = _keep(work, step.case, paid_on, reference)
    step.done(after, noted=N_("paid"), said=N_("Paid by the {role}, {unit}."))
    _tell(work, step.case, payment)


def check_day(work: Work, case: AidCase, paid_on: date) -> None:
    """Raise PaidOnAnotherDay unless the day lies between the application and today."""
    opened = case.opened_at.astimezone(work.house.zone).date()
    if not opened <= paid_on <= work.today:
        raise PaidOnAnotherDay(opened=opened)


def _keep(work: Work, case: AidCase, paid_on: date, reference: str) -> Payment:
    payment = Payment(
        case_id=case.id,
        amount=case.amount,
        paid_on=paid_on,
        bank_reference=reference,
        cashier_id=work.person_id,
        recorded_at=work.now,
    )
    try:
        with work.session.begin_nested():
            work.session.add(payment)
            work.session.flush()
    except IntegrityError as twice:  # the table holds one payment a case, whatever went wrong above it
        raise AlreadyPaid(number=case.number) from twice
    return payment


def _tell(work: Work, case: AidCase, payment: Payment) -> None:
    said = say(
        N_("Good news: {amount} of case {number} was paid to {card} on {day}. It can take a day until you see it."),
        amount=Money(payment.amount),
        number=case.number,
        card=card_of(work.session, case),
        day=payment.paid_on,
    )
    tell(work, case, said, keys=receipt_keys(case))


def receipt_keys(case: AidCase) -> Keys:
    """Return the keys by which the worker says whether the money came, while that is asked."""
    if case.step != StepKind.RECEIPT:
        return ()
    case_id = case.id
    arrived = key(say(N_("It arrived")), ReceiptArrived(case_id))
    return ((arrived, key(say(N_("It did not come")), ReceiptMissing(case_id))),)


def card_of(session: Session, case: AidCase) -> str | Text:
    """Return the masked number of the card that is paid to."""
    found = full_card(session, case)
    return mask_card(found[0]) if found else say(N_("your bank card"))


def full_card(session: Session, case: AidCase) -> tuple[str, str] | None:
    """Return number and holder of the card that is paid to: the student's if so chosen, else the worker's."""
    own = case.answers
    if own.get("payee") == "student" and own.get("student_card"):
        return str(own["student_card"]), str(own.get("student_name") or "-")
    file = session.get(HouseholdFile, case.household_id) if case.household_id else None
    number = (file.data if file else own).get("bank_card") or own.get("bank_card")
    holder = session.get_one(Person, file.head_id if file else case.applicant_id)
    return (str(number), holder.name or "-") if number else None
