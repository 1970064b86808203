"""The trail: who looked at or changed what."""

from datetime import datetime, time

from sqlmodel import Session, col, func, select

from models.platform.audit import Audit
from services.platform.work import Work

__all__ = ["Audit", "count_today", "note", "trail_of"]


def note(work: Work, person_id: int | None, action: str, subject: str, *, detail: str = "") -> None:
    """Add a line to the trail; `detail` never holds personal data, and `person_id` None is the scheduler.

    `action` is a marked source string, since auditors read it in their language. What is done on somebody's behalf
    stands there as done by whoever did it.
    """
    if work.hand_id and person_id == work.person_id:
        person_id, detail = work.hand_id, f"{detail} for:{work.person_id}".strip()
    work.session.add(Audit(at=work.now, person_id=person_id, action=action, subject=subject, detail=detail))


def count_today(work: Work, action: str) -> int:
    """Return how often whoever acts has done this today."""
    midnight = datetime.combine(work.today, time(), work.house.zone)
    theirs = select(func.count()).select_from(Audit).where(Audit.person_id == work.by_id, Audit.action == action)
    return work.session.exec(theirs.where(Audit.at >= midnight)).one()


def trail_of(session: Session, *subjects: str, most: int = 40) -> list[Audit]:
    """Return the latest lines about subjects such as `case:12`, the oldest of them first."""
    query = select(Audit).where(col(Audit.subject).in_(subjects)).order_by(col(Audit.id).desc()).limit(most)
    return list(session.exec(query))[::-1]
