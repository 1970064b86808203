"""The money did not come: the cashier has it paid once more, or writes to the worker what the bank says."""

from datetime import date, datetime

from sqlmodel import Session, select

from domain.platform.access import Action, Actor
from domain.platform.text import N_, Money, paragraphs, say
from domain.procedure.procedure import Status, StepKind
from domain.procedure.refusals import NotThisStep, ReasonNeeded, ReferenceNeeded
from models.payments import Payment
from models.procedure import AidCase
from services.payments.payments import card_of, check_day, receipt_keys
from services.platform import audit
from services.platform.house import House
from services.procedure import news, prompts
from services.procedure.record import household_ids, lock, record_decision, subject
from services.units.offices import office_over

__all__ = ["answer_worker", "check_may_answer", "paid_again"]


def check_may_answer(session: Session, actor: Actor, case_id: int) -> tuple[AidCase, Payment]:
    """Return case and payment if this cashier may answer; raises NotForYou, OwnHousehold, NotThisStep."""
    case = lock(session, case_id)
    office_over(session, actor, Action.PAY, case, household_ids(session, case))
    payment = session.exec(select(Payment).where(Payment.case_id == case.id)).first()
    at_receipt = case.step == StepKind.RECEIPT and case.status == Status.OPEN
    if payment is None or payment.missing_since is None or not at_receipt:
        raise NotThisStep(number=case.number)
    return case, payment


def paid_again(
    session: Session, house: House, actor: Actor, case_id: int, *, paid_on: date, reference: str, now: datetime
) -> None:
    """Write down that the bank sent the same money once more, and ask the worker again; there stays one payment.

    Raises what `check_may_answer` does, PaidOnAnotherDay, ReferenceNeeded.
    """
    case, payment = check_may_answer(session, actor, case_id)
    check_day(house, case, paid_on, now)
    if not reference.strip():
        raise ReferenceNeeded(number=case.number)
    kept = f"{paid_on.isoformat()} {reference.strip()}"
    record_decision(session, case, "paid_again", person_id=actor.person_id, role="", now=now, reason=kept)
    audit.note(session, actor.person_id, N_("paid again"), subject(case), now=now)
    payment.missing_since = None
    session.flush()
    closed = say(N_("It was paid again. The worker is asked whether it came."))
    prompts.close(session, house, case, f"dispute:{payment.id}", closed, now=now)
    said = say(
        N_("The money of case {number}, {amount}, was sent again to {card} on {day}. Please tell us when it comes."),
        number=case.number,
        amount=Money(payment.amount),
        card=card_of(session, case),
        day=paid_on,
    )
    news.tell(session, case, said, keys=receipt_keys(case), now=now)


def answer_worker(session: Session, actor: Actor, case_id: int, *, words: str, now: datetime) -> None:
    """Write to the worker; the question stays open. Raises what `check_may_answer` does, ReasonNeeded."""
    case, _ = check_may_answer(session, actor, case_id)
    if not words.strip():
        raise ReasonNeeded(number=case.number)
    record_decision(session, case, "answered", person_id=actor.person_id, role="", now=now, reason=words.strip())
    audit.note(session, actor.person_id, N_("answered the worker about the money"), subject(case), now=now)
    head = say(N_("The cashier looked into the money of case {number} and writes to you:"), number=case.number)
    told = paragraphs(head, say(N_("<blockquote>{words}</blockquote>"), words=words.strip()))
    news.tell(session, case, told, keys=receipt_keys(case), now=now)
