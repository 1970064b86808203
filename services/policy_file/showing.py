"""Policies that were sent in the chat, as administrators look at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from domain.platform.access import Action, NotForYou, allowed
from domain.platform.access import require as require_access
from domain.platform.messages import Message
from domain.policy_file.buttons import Part
from models.policy import SentPolicy
from services.platform.work import Work
from services.policy_file import cards
from services.policy_file.record import COMPARED, OPEN

PAGES = {
    Part.PROBLEMS: cards.problems,
    Part.DIFFERENCE: cards.difference,
    Part.EFFECT: cards.effect,
    Part.PICTURE: cards.picture,
}


@dataclass(frozen=True, slots=True)
class SentLine:
    """A policy that was sent and is neither in force nor over."""

    id: int
    file_name: str
    sent_at: datetime


def shown(work: Work, sent_id: int, part: Part, page: int) -> Message:
    """Return a policy that was sent as whoever acts reads it. Raises NotForYou; somebody else's is open to nobody
    before it was looked at."""
    require_access(work.actor, Action.INSTALL_POLICY)
    row = work.session.get(SentPolicy, sent_id)
    if row is None or (row.person_id != work.person_id and not row.version):
        raise NotForYou
    return PAGES[part](row, page) if part in PAGES else cards.card(work, row, work.person_id)


def open_ones(work: Work) -> list[SentLine]:
    """Return those that are waiting; none for whoever may not install any."""
    if not allowed(work.actor, Action.INSTALL_POLICY):
        return []
    rows = work.session.exec(select(SentPolicy).where(col(SentPolicy.state).in_(OPEN)).order_by(col(SentPolicy.id)))
    return [
        SentLine(row.id, row.file_name, row.sent_at)
        for row in rows
        if row.state in COMPARED or row.person_id == work.person_id
    ]
