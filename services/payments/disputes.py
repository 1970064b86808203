"""The money did not come: the cashier has it paid once more, or writes to the worker what the bank says."""

from datetime import date

from domain.platform.access import Action
from domain.platform.text import N_, Money, paragraphs, say
from domain.procedure import procedure
from domain.procedure.refusals import ReasonNeeded, ReferenceNeeded
from models.payments import MoneyRow
from models.procedure import AidCase
from services.payments.cards import card_of
from services.payments.payments import check_day, receipt_keys
from services.payments.rows import paid_row
from services.platform import audit
from services.platform.work import Work
from services.procedure import close_prompts, household_ids, lock, record_decision, state_of, subject, tell
from services.units import office_over


def check_may_answer(work: Work, case_id: int) -> None:
    """Raise unless this cashier may answer the worker now: NotForYou, OwnHousehold, NotThisStep."""
    _disputed(work, case_id)


def _disputed(work: Work, case_id: int) -> tuple[AidCase, MoneyRow]:
    case = lock(work.session, case_id)
    office_over(work, Action.PAY, case, household_ids(work.session, case))
    procedure.pay_again(state_of(work, case))
    return case, paid_row(work.session, case)


def paid_again(work: Work, case_id: int, *, paid_on: date, reference: str) -> None:
    """Write down that the bank sent the same money once more, and ask the worker again; there stays one payment.

    Raises what `check_may_answer` does, PaidOnAnotherDay, ReferenceNeeded.
    """
    case, payment = _disputed(work, case_id)
    check_day(work, case, paid_on)
    if not reference.strip():
        raise ReferenceNeeded(number=case.number)
    kept = f"{paid_on.isoformat()} {reference.strip()}"
    record_decision(work, case, "paid_again", person_id=work.person_id, role="", reason=kept)
    audit.note(work, work.person_id, N_("paid again"), subject(case))
    payment.missing_since = None
    work.session.flush()
    closed = say(N_("It was paid again. The worker is asked whether it came."))
    close_prompts(work, case, f"dispute:{payment.id}", closed)
    said = say(
        N_("The money of case {number}, {amount}, was sent again to {card} on {day}. Please tell us when it comes."),
        number=case.number,
        amount=Money(payment.fen),
        card=card_of(work.session, case),
        day=paid_on,
    )
    tell(work, case, said, keys=receipt_keys(case))


def answer_worker(work: Work, case_id: int, *, words: str) -> None:
    """Write to the worker; the question stays open. Raises what `check_may_answer` does, ReasonNeeded."""
    case, _ = _disputed(work, case_id)
    if not words.strip():
        raise ReasonNeeded(number=case.number)
    record_decision(work, case, "answered", person_id=work.person_id, role="", reason=words.strip())
    audit.note(work, work.person_id, N_("answered the worker about the money"), subject(case))
    head = say(N_("The cashier looked into the money of case {number} and writes to you:"), number=case.number)
    told = paragraphs(head, say(N_("<blockquote>{words}</blockquote>"), words=words.strip()))
    tell(work, case, told, keys=receipt_keys(case))
