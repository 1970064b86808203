"""Which papers of a case are there and which are still missing."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from domain.aid.eligibility import papers_needed
from domain.households.household import from_answers
from domain.platform.calendar import BEIJING
from domain.policy import Paper as PaperKind
from domain.policy.programmes import HARDSHIP, VisitMoney
from models.procedure import AidCase, Paper
from services.platform.policies import Policy


def papers_of(session: Session, case: AidCase) -> list[Paper]:
    """Return the files of a case, in the order they came."""
    return list(session.exec(select(Paper).where(Paper.case_id == case.id).order_by(col(Paper.id))))


def needed_papers(case: AidCase, policy: Policy) -> tuple[PaperKind, ...]:
    """Return the kinds of paper that the policy asks for."""
    if case.programme == HARDSHIP:
        return papers_needed(from_answers(case.answers), policy, today=case.opened_at.astimezone(BEIJING).date())
    programme = policy.given(case.programme)
    if isinstance(programme, VisitMoney):
        return ()
    return tuple(policy.paper(key) for key in programme.papers_for(new_student=bool(case.answers.get("new_student"))))


def missing_papers(case: AidCase, policy: Policy, papers: Iterable[Paper]) -> tuple[PaperKind, ...]:
    """Return the kinds of paper that are needed and of which no file is among the papers that are there."""
    there = {paper.kind for paper in papers}
    return tuple(kind for kind in needed_papers(case, policy) if kind.required and kind.key not in there)
