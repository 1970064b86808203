"""Whether the money has come, as the worker says it."""

from datetime import datetime

from sqlmodel import Session, select

from domain.platform.text import N_, say
from domain.procedure import procedure
from models.payments import Payment
from models.people import Person
from models.procedure import AidCase
from services.platform import audit
from services.platform.house import House
from services.procedure import course, news, prompts
from services.procedure.record import lock, state_of, subject, unit_of
from services.units.offices import covering


def confirm_receipt(session: Session, house: House, case: AidCase, *, person: Person, now: datetime) -> None:
    """The money is there, and the case is finished; raises NotYourCase, CaseAlreadyClosed, ReceiptNotDue."""
    case = lock(session, case.id or 0)
    after = procedure.confirm_receipt(state_of(session, house, case), by=person.id)
    payment = _payment(session, case)
    payment.confirmed_at, payment.missing_since = now, None
    audit.note(session, person.id, N_("has the money"), subject(case), now=now)
    arrived = say(N_("The worker has the money. The case is finished."))
    prompts.close(session, house, case, f"dispute:{payment.id}", arrived, now=now)
    course.move(session, house, case, after, arrived, now=now)
    news.tell(session, case, say(N_("Good to hear! Case {number} is finished."), number=case.number), now=now)


def dispute_receipt(session: Session, house: House, case: AidCase, *, person: Person, now: datetime) -> None:
    """The money did not come: the cashier looks for it; raises NotYourCase, CaseAlreadyClosed, ReceiptNotDue."""
    case = lock(session, case.id or 0)
    procedure.dispute_receipt(state_of(session, house, case), by=person.id)
    payment = _payment(session, case)
    payment.missing_since = payment.missing_since or now
    audit.note(session, person.id, N_("says the money did not come"), subject(case), now=now)
    ask_cashiers(session, house, case, payment, now=now)
    told = say(N_("Thank you for telling us. The cashier asks the bank about case {number}."), number=case.number)
    news.tell(session, case, told, now=now)


def _payment(session: Session, case: AidCase) -> Payment:
    return session.exec(select(Payment).where(Payment.case_id == case.id)).one()


def ask_cashiers(session: Session, house: House, case: AidCase, payment: Payment, *, now: datetime) -> None:
    """Ask whoever paid to look for the money; when they are no cashier any more, the others."""
    cashiers = {holder.person_id for holder in covering(session, unit_of(session, case), ["cashier"])}
    for cashier in sorted({payment.cashier_id} & cashiers or cashiers):
        prompts.put(session, house, case, f"dispute:{payment.id}", cashier, now=now)
