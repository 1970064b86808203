"""Payments: the cashier says when and under which reference the bank paid; the worker is asked whether it came."""

from datetime import date, datetime

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
from domain.procedure.state import Verdict
from domain.units.steps import StepKind
from models.households import HouseholdFile
from models.payments import Payment
from models.people import Person
from models.procedure import AidCase
from services.platform import audit
from services.platform.house import House
from services.platform.work import Work
from services.procedure import course, news
from services.procedure.decisions import decided_by, office_for
from services.procedure.record import lock, record_decision, state_of, subject


class PaidOnAnotherDay(Refusal):
    """A payment lies between the application and today."""

    text = N_("The bank pays between the day of the application, {opened}, and today. Please check the day.")


def pay(work: Work, case_id: int, version: int, *, paid_on: date, reference: str) -> Payment:
    """Record the payment, once. Raises AlreadyPaid, NotForYou, PaidOnAnotherDay and what `procedure.pay` does."""
    case = lock(work.session, case_id)
    office = office_for(work, Action.PAY, case, version)
    state = state_of(work, case)
    after = procedure.pay(state, PaymentReport(work.actor.person_id, version, work.now, paid_on, reference.strip()))
    check_day(work.house, case, paid_on, work.now)
    payment = _keep(work, case, paid_on, reference.strip())
    record_decision(work, case, Verdict.APPROVE, person_id=work.actor.person_id, role=office.role)
    audit.note(work, work.actor.person_id, N_("paid"), subject(case))
    said = decided_by(work.session, office, Verdict.APPROVE, N_("Paid by the {role}, {unit}."))
    course.move(work, case, after, said)
    _tell(work, case, payment)
    return payment


def check_day(house: House, case: AidCase, paid_on: date, now: datetime) -> None:
    """Raise PaidOnAnotherDay unless the day lies between the application and today."""
    opened = case.opened_at.astimezone(house.zone).date()
    if not opened <= paid_on <= now.astimezone(house.zone).date():
        raise PaidOnAnotherDay(opened=opened)


def _keep(work: Work, case: AidCase, paid_on: date, reference: str) -> Payment:
    payment = Payment(
        case_id=case.id,
        amount=case.amount,
        paid_on=paid_on,
        bank_reference=reference,
        cashier_id=work.actor.person_id,
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
    news.tell(work, case, said, keys=receipt_keys(case))


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
