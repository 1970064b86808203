"""The public notices that are up, as everybody may read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from domain.platform.text import Joined
from models.notices import Notice
from models.procedure import AidCase
from models.units import Unit
from services.platform.work import Work
from services.procedure import notice_text


@dataclass(frozen=True, slots=True)
class PostedNotice:
    """One notice that is up, in words."""

    id: int
    text: Joined


def posted_ids(work: Work) -> list[int]:
    """Return the ids of the notices that are up, the newest first."""
    query = select(Notice.id).where(col(Notice.taken_down_at).is_(None)).order_by(col(Notice.id).desc())
    return list(work.session.exec(query))


def posted(work: Work, notice_ids: Sequence[int]) -> list[PostedNotice]:
    """Return some of them, the newest first."""
    query = (
        select(Notice, AidCase, Unit)
        .join(AidCase, col(AidCase.id) == col(Notice.case_id))
        .join(Unit, col(Unit.id) == col(Notice.unit_id))
        .where(col(Notice.id).in_(notice_ids))
        .order_by(col(Notice.id).desc())
    )
    rows = work.session.exec(query).all()
    return [PostedNotice(notice.id, notice_text(work, notice, case, unit)) for notice, case, unit in rows]
