"""What becomes of the cases of somebody who has died: the household's go on under its new head, their own end."""

from sqlalchemy import or_
from sqlmodel import col, select

from domain.platform.text import N_, say
from domain.procedure import procedure
from domain.procedure.refusals import AlreadyPaid
from domain.procedure.steps import kind_of
from models.people import Person
from models.platform.seal import print_of
from models.procedure import AidCase
from services.cases.one_household import RUNNING
from services.platform import audit
from services.platform.work import Work
from services.procedure import lock, move, record_decision, state_of, subject

__all__ = ["end_after_death", "still_open"]


def still_open(work: Work, household_id: int) -> list[str]:
    """Return the numbers of the cases of a household of which nothing is paid yet, in the order they came."""
    query = select(AidCase).where(AidCase.household_id == household_id, col(AidCase.status).in_(RUNNING))
    return [case.number for case in work.session.exec(query.order_by(col(AidCase.id))) if not _is_out(work, case)]


def _is_out(work: Work, case: AidCase) -> bool:
    """Say whether it is paid, or is paid month by month, which ends with the file by itself."""
    return kind_of(case.step).runs or state_of(work, case).payment is not None


def end_after_death(work: Work, person_id: int, *, household_id: int, successor: int | None) -> None:
    """Let what somebody asked for go on for the household, whoever heads it now (None: nobody is left), and end what
    was for themselves. What was paid stays as it is."""
    own = print_of(work.session.get_one(Person, person_id).resident_id or "")
    theirs = or_(col(AidCase.applicant_id) == person_id, col(AidCase.household_id) == household_id)
    query = select(AidCase.id).where(theirs, col(AidCase.status).in_(RUNNING)).order_by(col(AidCase.id))
    for case_id in work.session.exec(query).all():
        case = lock(work.session, case_id)
        for_them = case.household_id is None or (bool(own) and case.subject_print == own)
        if case.applicant_id != person_id and not (for_them and case.household_id == household_id):
            continue
        if successor is None or for_them:
            _end(work, case)
        elif case.applicant_id == person_id:
            case.applicant_id = successor
            work.session.flush()


def _end(work: Work, case: AidCase) -> None:
    try:
        after = procedure.withdraw(state_of(work, case), by=case.applicant_id)
    except AlreadyPaid:
        return
    record_decision(work, case, "died", person_id=work.person_id, role="")
    audit.note(work, work.person_id, N_("ended after a death"), subject(case))
    move(work, case, after, say(N_("It has ended after a death. Nothing is to be done.")))
