"""The survey that runs, and by which rules."""

from sqlmodel import Session, col, select

from domain.policy.frame.yearly import Survey
from models.surveys.rounds import SurveyRound
from services.platform.work import Work


def rules_of(work: Work, one: SurveyRound) -> Survey:
    """Return the questions that a survey opened with."""
    rules = work.house.policies.of(work.session, one.policy_version).survey
    assert rules is not None, "a survey opens only by its rules"
    return rules


def newest(session: Session) -> SurveyRound | None:
    """Return the newest survey, running or not."""
    return session.exec(select(SurveyRound).order_by(col(SurveyRound.id).desc()).limit(1)).first()
