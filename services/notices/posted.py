"""The public notices that are up, as everybody may read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from domain.platform.text import N_, Joined, Refusal
from models.notices import Notice
from models.procedure import AidCase
from services.platform.work import Work
from services.procedure import Dossier


class NoticeIsOver(Refusal):
    """Objections are made while the notice is up."""

    text = N_("This public notice is over. If something is wrong, please write to your trade union.")


@dataclass(frozen=True, slots=True)
class PostedNotice:
    """One notice that is up, in words."""

    id: int
    text: Joined


def posted_ids(work: Work) -> list[int]:
    """Return the ids of the notices that are up, the newest first; one that the room refused is not up."""
    query = select(Notice, AidCase).join(AidCase, col(AidCase.id) == col(Notice.case_id))
    up = work.session.exec(query.where(col(Notice.taken_down_at).is_(None)).order_by(col(Notice.id).desc()))
    return [notice.id for notice, case in up.all() if notice.stands_since or Dossier(work, case).notice_until]


def posted(work: Work, notice_ids: Sequence[int]) -> list[PostedNotice]:
    """Return some of them, the newest first."""
    query = (
        select(Notice, AidCase)
        .join(AidCase, col(AidCase.id) == col(Notice.case_id))
        .where(col(Notice.id).in_(notice_ids))
        .order_by(col(Notice.id).desc())
    )
    rows = work.session.exec(query).all()
    return [PostedNotice(notice.id, Dossier(work, case).words_of(notice)) for notice, case in rows]
