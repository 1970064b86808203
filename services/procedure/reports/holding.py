"""Locks a case with the others of its report: what is done with one may concern them all."""

from sqlmodel import col, func, select

from domain.platform.access import NotForYou
from models.procedure import AidCase
from services.platform.work import Work
from services.procedure.record import lock, lock_all


def hold_beside(work: Work, *case_ids: int) -> None:
    """Lock all cases of the reports of some, before one of them is: what is done with one may concern the others."""
    if len(work.house.policies.current.lists) == 1:
        return
    root = func.coalesce(AidCase.beside_id, AidCase.id)
    roots = select(root).where(col(AidCase.id).in_(case_ids))
    found = work.session.exec(select(AidCase.id).where(root.in_(roots))).all()
    if len(found) > len(case_ids):
        lock_all(work.session, found)


def lock_own(work: Work, case_id: int) -> AidCase:
    """Return a case of the worker who acts, locked likewise; raises NotForYou for any other, there or not."""
    hold_beside(work, case_id)
    case = lock(work.session, case_id)
    if case.applicant_id != work.person_id:
        raise NotForYou
    return case
