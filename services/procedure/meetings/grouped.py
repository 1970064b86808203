"""Who borrows together with the worker of a case: what they said is kept with it, for the sum that they read of."""

from sqlmodel import Session, col, select

from domain.platform.text import N_
from models.procedure import AidCase, Decision
from services.platform import audit
from services.platform.work import Work
from services.procedure.record import record_decision, subject

YES, NO = "group_yes", "group_no"


def stand_together(session: Session, case: AidCase) -> frozenset[int]:
    """Return who has said that they borrow together with the worker, as it is now."""
    said = select(Decision).where(Decision.case_id == case.id, col(Decision.verdict).in_((YES, NO)))
    latest = {one.person_id: one for one in session.exec(said.order_by(col(Decision.id)))}
    return frozenset(
        who for who, one in latest.items() if who and one.verdict == YES and one.reason == str(case.amount)
    )


def say_together(work: Work, case: AidCase, *, yes: bool) -> None:
    """Write down what whoever acts says of it."""
    record_decision(work, case, YES if yes else NO, person_id=work.person_id, role="", reason=str(case.amount))
    noted = N_("borrows together with the worker") if yes else N_("does not borrow together with the worker")
    audit.note(work, work.person_id, noted, subject(case))
    work.session.flush()
