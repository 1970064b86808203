"""Papers run out: of those that a household once gave, the re-check asks for the old ones again."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, or_, select

from domain.platform.calendar import add_months
from domain.platform.text import Sayable
from models.households import HouseholdFile
from models.procedure import AidCase, Paper
from services.platform.work import Work
from services.rechecks.record import Asked

__all__ = ["papers_run_out"]


def papers_run_out(work: Work, one: Asked) -> list[tuple[str, Sayable]]:
    """Return the papers that the household gave and that are too old by now: key and name."""
    latest = _latest(work.session, one.file) if one.rules.papers else {}
    policy = work.house.policies.current
    old = {each.paper: add_months(work.today, -each.months) for each in one.rules.papers}
    return [
        (key, policy.paper(key).text)
        for key, day in old.items()
        if key in latest and latest[key].astimezone(work.house.zone).date() < day
    ]


def _latest(session: Session, file: HouseholdFile) -> Mapping[str, datetime]:
    """Return when each kind of paper came last: with the cases of the household, or with its file."""
    cases = select(AidCase.id).where(AidCase.household_id == file.id)
    theirs = or_(col(Paper.case_id).in_(cases), col(Paper.household_id) == file.id)
    query = select(Paper).where(theirs, col(Paper.taken_back_at).is_(None)).order_by(col(Paper.added_at))
    return {paper.kind: paper.added_at for paper in session.exec(query) if not paper.is_none}
