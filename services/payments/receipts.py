"""Whether the money has come, as the worker says it."""

from sqlmodel import Session, select

from domain.platform.text import N_, say
from domain.procedure import procedure
from models.payments import Payment
from models.people import Person
from models.procedure import AidCase
from services.platform import audit
from services.platform.work import Work
from services.procedure import course, news, prompts
from services.procedure.record import lock, state_of, subject, unit_of
from services.units import covering


def confirm_receipt(work: Work, case: AidCase, *, person: Person) -> None:
    """The money is there, and the case is finished; raises NotYourCase, CaseAlreadyClosed, ReceiptNotDue."""
    case = lock(work.session, case.id)
    after = procedure.confirm_receipt(state_of(work, case), by=person.id)
    payment = _payment(work.session, case)
    payment.confirmed_at, payment.missing_since = work.now, None
    audit.note(work, person.id, N_("has the money"), subject(case))
    arrived = say(N_("The worker has the money. The case is finished."))
    prompts.close(work, case, f"dispute:{payment.id}", arrived)
    course.move(work, case, after, arrived)
    news.tell(work, case, say(N_("Good to hear! Case {number} is finished."), number=case.number))


def dispute_receipt(work: Work, case: AidCase, *, person: Person) -> None:
    """The money did not come: the cashier looks for it; raises NotYourCase, CaseAlreadyClosed, ReceiptNotDue."""
    case = lock(work.session, case.id)
    procedure.dispute_receipt(state_of(work, case), by=person.id)
    payment = _payment(work.session, case)
    payment.missing_since = payment.missing_since or work.now
    audit.note(work, person.id, N_("says the money did not come"), subject(case))
    ask_cashiers(work, case, payment)
    told = say(N_("Thank you for telling us. The cashier asks the bank about case {number}."), number=case.number)
    news.tell(work, case, told)


def _payment(session: Session, case: AidCase) -> Payment:
    return session.exec(select(Payment).where(Payment.case_id == case.id)).one()


def ask_cashiers(work: Work, case: AidCase, payment: Payment) -> None:
    """Ask whoever paid to look for the money; when they are no cashier any more, the others."""
    cashiers = {holder.person_id for holder in covering(work.session, unit_of(work.session, case), ["cashier"])}
    for cashier in sorted({payment.cashier_id} & cashiers or cashiers):
        prompts.put(work, case, f"dispute:{payment.id}", cashier)
