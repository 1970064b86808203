"""Frees the outbox rows of processes that have died: what may have been delivered is in doubt."""

from collections import Counter
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlmodel import Session, col

from delivery.rows import is_open
from models.platform.outbox import CLAIMED, IN_DOUBT, WAITING, Outbox
from services import broadcasts
from services.platform.outbox import BROADCAST


def recover(session: Session, *, owner: str, now: datetime) -> int:
    """Free the rows that a process claimed and never marked: they are in doubt, since they may have been delivered.

    Broadcasts are held, so that nobody gets a notice twice; everything else is sent again and says so. Of several
    messages to one chat only the first can have been on its way: the next goes when that one is marked. On PostgreSQL
    other processes may be alive: a living one holds the advisory lock of its name (see bot/run/replica.py).
    """
    claimed = select(col(Outbox.claimed_by)).where(
        is_open("outbox"), col(Outbox.state) == CLAIMED, col(Outbox.claimed_by) != owner
    )
    owners = set(session.connection().execute(claimed.distinct()).scalars())
    dead = [name for name in owners if name is not None and _is_dead(session, name)]
    if not dead:
        return 0
    orphaned = and_(is_open("outbox"), col(Outbox.state) == CLAIMED, col(Outbox.claimed_by).in_(dead))
    doubtful = {"error": IN_DOUBT, "not_before": None}
    held = update(Outbox).where(orphaned, col(Outbox.priority) >= BROADCAST).values(state=IN_DOUBT, **doubtful)
    notices = Counter(session.connection().execute(held.returning(col(Outbox.broadcast_id))).scalars())
    broadcasts.add_all(session, {number: {"in_doubt": more} for number, more in notices.items() if number})
    again = update(Outbox).where(orphaned, _may_have_gone(orphaned)).values(state=WAITING, **doubtful)
    in_doubt = notices.total() + session.connection().execute(again).rowcount
    session.connection().execute(update(Outbox).where(orphaned).values(state=WAITING))
    return in_doubt


def _may_have_gone(orphaned: ColumnElement[bool]) -> ColumnElement[bool]:
    first = select(func.min(col(Outbox.id))).where(orphaned, col(Outbox.kind) == "send").group_by(col(Outbox.chat_id))
    return or_(col(Outbox.kind) != "send", col(Outbox.id).in_(first))


def _is_dead(session: Session, name: str) -> bool:
    if session.get_bind().dialect.name != "postgresql":
        return True
    return bool(session.connection().execute(select(func.pg_try_advisory_xact_lock(int(name)))).scalar())
