"""Notices between the table and the rules: opened to the officers over their unit, moved from one state to the next.

A notice goes `counting` -> `ready` -> (`to_confirm` ->) `scheduled` -> `queueing` -> `sending` -> `finished`; from
`scheduled` on it can be `paused`, and until it is finished `cancelled`. What happens between (counting, queueing,
feeding the sender) is done step by step by `delivery/broadcaster.py`.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, CursorResult, or_, true, update
from sqlmodel import Session, col, select

from domain.platform.access import Action, Actor, NotForYou, Subject, offices_for
from domain.platform.access import require as require_access
from domain.platform.text import N_, Refusal
from domain.units.steps import Level
from models.broadcasts import Broadcast
from models.units import Unit
from services.platform.work import Work

__all__ = [
    "BEFORE", "CANCELLED", "COUNTING", "FINISHED", "OPEN", "PAUSED", "QUEUEING", "READY", "SCHEDULED", "SENDING",
    "TO_CONFIRM", "UNDER_WAY", "NoticeMovedOn", "UnknownNotice", "get", "latest", "move", "require_over", "running",
    "subject",
]  # fmt: skip

COUNTING, READY, TO_CONFIRM, SCHEDULED, QUEUEING, SENDING, PAUSED, CANCELLED, FINISHED = (
    "counting", "ready", "to_confirm", "scheduled", "queueing", "sending", "paused", "cancelled", "finished",
)  # fmt: skip
BEFORE = (COUNTING, READY, TO_CONFIRM)
UNDER_WAY = (SCHEDULED, QUEUEING, SENDING)
OPEN = (*BEFORE, *UNDER_WAY, PAUSED)  # neither finished nor cancelled
NOBODY_WAITS = {"waits_since": None, "waits_until": None, "reminded": 0, "call_on": None}
AT_ONCE = {"synchronize_session": False}


class UnknownNotice(NotForYou):
    """There is no such notice: told as if it were somebody else's."""


class NoticeMovedOn(Refusal):
    """The press was meant for an earlier state of the notice."""

    text = N_("This notice has moved on meanwhile, so nothing was changed. Please look at where it stands now.")


def subject(row: Broadcast) -> str:
    """Return how the trail names a notice."""
    return f"broadcast:{row.id}"


def get(work: Work, broadcast_id: int) -> Broadcast:
    """Return a notice as it stands now, to an officer over its unit; raises UnknownNotice, NotForYou."""
    row = work.session.get(Broadcast, broadcast_id, populate_existing=True)
    if row is None:
        raise UnknownNotice
    unit = work.session.get(Unit, row.unit_id) if row.unit_id is not None else None
    require_over(work.actor, unit)
    work.holds(row, unit)
    return row


def require_over(actor: Actor, unit: Unit | None) -> None:
    """Raise NotForYou unless somebody may send notices to a unit (None: to everybody)."""
    if unit is not None:
        require_access(actor, Action.SEND_BROADCAST, Subject(unit_path=unit.path))
    elif not _speaks_for_all(actor):
        raise NotForYou


def _speaks_for_all(actor: Actor) -> bool:
    return any(office.level == Level.CENTRE for office in offices_for(actor, Action.SEND_BROADCAST))


def running(work: Work) -> list[Broadcast]:
    """Return the notices that are neither finished nor cancelled, of the units this officer covers, oldest first."""
    query = select(Broadcast).where(_visible_to(work.actor), col(Broadcast.state).in_(OPEN))
    return list(work.session.exec(query.order_by(col(Broadcast.id))))


def latest(work: Work, *, most: int = 50) -> list[Broadcast]:
    """Return the notices of the units this officer covers, the newest first."""
    query = select(Broadcast).where(_visible_to(work.actor)).order_by(col(Broadcast.id).desc()).limit(most)
    return list(work.session.exec(query))


def _visible_to(actor: Actor) -> ColumnElement[bool]:
    paths = {office.path for office in offices_for(actor, Action.SEND_BROADCAST)}
    covered = select(Unit.id).where(or_(*(col(Unit.path).startswith(path) for path in paths)) if paths else ~true())
    theirs = col(Broadcast.unit_id).in_(covered)
    return or_(theirs, col(Broadcast.unit_id).is_(None)) if _speaks_for_all(actor) else theirs


def wake(session: Session) -> None:
    """Let what moves notices along look at them as soon as this is committed."""
    session.info["notice"] = True


def move(
    session: Session,
    row: Broadcast,
    expected: tuple[str, ...],
    state: str,
    *,
    send_at: datetime | None = None,
    confirmed_by: int | None = None,
    **values: datetime | None,
) -> None:
    """Change the state if it is still as expected, so that of two presses one counts; raises NoticeMovedOn."""
    given = {"send_at": send_at, "confirmed_by": confirmed_by}
    kept = {name: value for name, value in given.items() if value is not None}
    values_set = {"state": state, **NOBODY_WAITS, **values, **kept}
    still = (col(Broadcast.id) == row.id, col(Broadcast.state).in_(expected))
    moved = session.execute(update(Broadcast).where(*still).values(values_set), execution_options=AT_ONCE)
    assert isinstance(moved, CursorResult)
    if moved.rowcount != 1:
        raise NoticeMovedOn
    wake(session)
    session.refresh(row)
