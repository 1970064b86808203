"""The worker would like to pay back all at once: whoever keeps the loan is asked, and writes them how."""

from sqlmodel import Session, col, select

from domain.platform.access import Action
from domain.platform.text import N_, Money, Refusal, paragraphs, say
from domain.procedure.refusals import NotThisStep, ReasonNeeded
from domain.procedure.state import Status
from domain.procedure.steps import kind_of, named
from models.procedure import AidCase, Decision
from models.units import Unit
from services.payments.loans.standing import loan_of
from services.platform import audit
from services.platform.work import Work
from services.procedure import (
    asked,
    close_prompts,
    lock,
    lock_own,
    office_for,
    put_before,
    record_decision,
    subject,
    tell,
)

ASKED, ANSWERED = "settle_asked", "settle_answered"


class AskedToSettle(Refusal):
    """It waits for its answer."""

    text = N_("You asked it already for case {number}. The cashier writes to you here.")
    leads_to = "cases"


def ask_to_settle(work: Work, case_id: int) -> Money:
    """The worker asks how all that is left can be paid back now; return how much that is.

    Raises NotForYou, NotThisStep, AskedToSettle.
    """
    case = lock_own(work, case_id)
    left = _owed(work, case)
    if _is_asked(work.session, case):
        raise AskedToSettle(number=case.number)
    record_decision(work, case, ASKED, person_id=work.person_id, role="")
    audit.note(work, work.person_id, N_("asked to pay back all at once"), subject(case))
    work.session.flush()
    ask_cashiers(work, case)
    return left


def _owed(work: Work, case: AidCase) -> Money:
    loan = loan_of(work, case) if case.status == Status.OPEN and kind_of(case.step).repays else None
    if loan is None:
        raise NotThisStep(number=case.number)
    return Money(loan.left)


def _is_asked(session: Session, case: AidCase) -> bool:
    query = select(Decision.verdict).where(Decision.case_id == case.id, col(Decision.verdict).in_((ASKED, ANSWERED)))
    return session.exec(query.order_by(col(Decision.id).desc())).first() == ASKED


def ask_cashiers(work: Work, case: AidCase) -> None:
    """Put it before those before whom the repayments lie."""
    put_before(work, case, f"settle:{case.version}", asked(work, case))


def ask_cashiers_anew(work: Work, unit_path: str) -> None:
    """Put what was asked below a unit, and not answered, before the cashiers there are now."""
    lent = select(AidCase).join(Unit, col(Unit.id) == col(AidCase.unit_id)).where(
        col(AidCase.step).in_(named(lambda kind: kind.repays)), AidCase.status == Status.OPEN.value,
        col(Unit.path).startswith(unit_path),
    )  # fmt: skip
    for case in work.session.exec(lent.order_by(col(AidCase.id))).all():
        if _is_asked(work.session, case):
            ask_cashiers(work, lock(work.session, case.id))


def check_may_tell_how(work: Work, case_id: int) -> str:
    """Return the number of a case whose worker waits for this cashier's answer; raises NotForYou, NotThisStep."""
    return _waiting(work, case_id).number


def _waiting(work: Work, case_id: int) -> AidCase:
    case = lock(work.session, case_id)
    office_for(work, Action.PAY, case)
    _owed(work, case)
    if not _is_asked(work.session, case):
        raise NotThisStep(number=case.number)
    return case


def tell_how(work: Work, case_id: int, *, words: str) -> None:
    """Write to the worker how all can be paid back; raises as `check_may_tell_how` does, ReasonNeeded."""
    case = _waiting(work, case_id)
    if not words.strip():
        raise ReasonNeeded(number=case.number)
    record_decision(work, case, ANSWERED, person_id=work.person_id, role="", reason=words.strip())
    audit.note(work, work.person_id, N_("answered how all can be paid back"), subject(case))
    work.session.flush()
    close_prompts(work, case, f"settle:{case.version}", say(N_("The worker has an answer.")))
    source = N_("You would like to pay back all of case {number}; {left} is still owed. The cashier writes to you:")
    head = say(source, number=case.number, left=_owed(work, case))
    tell(work, case, paragraphs(head, say(N_("<blockquote>{words}</blockquote>"), words=words.strip())))


def settled(work: Work, case: AidCase) -> None:
    """All is paid back: nobody is asked any more."""
    close_prompts(work, case, f"settle:{case.version}", say(N_("The loan is paid back.")))
