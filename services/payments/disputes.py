"""The money did not come: the cashier has it paid once more, or writes to the worker what the bank says."""

from datetime import date

from sqlmodel import select

from domain.platform.access import Action
from domain.platform.text import N_, Money, paragraphs, say
from domain.procedure import procedure
from domain.procedure.refusals import ReasonNeeded, ReferenceNeeded
from models.payments import Payment
from models.procedure import AidCase
from services.payments.payments import card_of, check_day, receipt_keys
from services.platform import audit
from services.platform.work import Work
from services.procedure import news, prompts
from services.procedure.record import household_ids, lock, record_decision, state_of, subject
from services.units import office_over

__all__ = ["answer_worker", "check_may_answer", "paid_again"]


def check_may_answer(work: Work, case_id: int) -> tuple[AidCase, Payment]:
    """Return case and payment if this cashier may answer; raises NotForYou, OwnHousehold, NotThisStep."""
    case = lock(work.session, case_id)
    office_over(work, Action.PAY, case, household_ids(work.session, case))
    procedure.pay_again(state_of(work, case))
    return case, work.session.exec(select(Payment).where(Payment.case_id == case.id)).one()


def paid_again(work: Work, case_id: int, *, paid_on: date, reference: str) -> None:
    """Write down that the bank sent the same money once more, and ask the worker again; there stays one payment.

    Raises what `check_may_answer` does, PaidOnAnotherDay, ReferenceNeeded.
    """
    case, payment = check_may_answer(work, case_id)
    check_day(work.house, case, paid_on, work.now)
    if not reference.strip():
        raise ReferenceNeeded(number=case.number)
    kept = f"{paid_on.isoformat()} {reference.strip()}"
    record_decision(work, case, "paid_again", person_id=work.actor.person_id, role="", reason=kept)
    audit.note(work, work.actor.person_id, N_("paid again"), subject(case))
    payment.missing_since = None
    work.session.flush()
    closed = say(N_("It was paid again. The worker is asked whether it came."))
    prompts.close(work, case, f"dispute:{payment.id}", closed)
    said = say(
        N_("The money of case {number}, {amount}, was sent again to {card} on {day}. Please tell us when it comes."),
        number=case.number,
        amount=Money(payment.amount),
        card=card_of(work.session, case),
        day=paid_on,
    )
    news.tell(work, case, said, keys=receipt_keys(case))


def answer_worker(work: Work, case_id: int, *, words: str) -> None:
    """Write to the worker; the question stays open. Raises what `check_may_answer` does, ReasonNeeded."""
    case, _ = check_may_answer(work, case_id)
    if not words.strip():
        raise ReasonNeeded(number=case.number)
    record_decision(work, case, "answered", person_id=work.actor.person_id, role="", reason=words.strip())
    audit.note(work, work.actor.person_id, N_("answered the worker about the money"), subject(case))
    head = say(N_("The cashier looked into the money of case {number} and writes to you:"), number=case.number)
    told = paragraphs(head, say(N_("<blockquote>{words}</blockquote>"), words=words.strip()))
    news.tell(work, case, told, keys=receipt_keys(case))
