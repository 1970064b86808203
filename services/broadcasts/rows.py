"""The rows of a notice in the outbox, moved by the thousand: queued, fed to the sender, taken back, counted.

A row is born `held`, which the sender does not see; fed it is `waiting`, and from there goes the way of every message.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Insert,
    Integer,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)  # fmt: skip
from sqlmodel import Session, col

from models.broadcasts import Broadcast
from models.forms import Draft
from models.people import Person
from models.platform.columns import Moment
from models.platform.outbox import (
    BLOCKED,
    CLAIMED,
    FAILED,
    HELD,
    IN_DOUBT,
    ON_HOLD,
    PARKED,
    SENT,
    WAITING,
    WITHDRAWN,
    Outbox,
)
from services.platform.outbox import BROADCAST

COUNTS = ("delivered", "blocked", "failed", "in_doubt")
OPEN = text(f"outbox.state IN ('{WAITING}', '{CLAIMED}')")  # to the letter of the partial indexes
COUNTING = {"preserve_rowcount": True}
ANSWERING = timedelta(minutes=10)  # since the last answer in a form that is open
NOTHING: Mapping[str, Any] = MappingProxyType({})


def count_of(state: str, error: str | None) -> str | None:
    """Return which count of a notice a row belongs to; None while it is on its way."""
    if state == SENT:
        return "delivered"
    if state in (FAILED, PARKED):
        return "blocked" if error == BLOCKED else "failed"
    return "in_doubt" if state == IN_DOUBT else None


@dataclass(frozen=True, slots=True)
class NoticeRows:
    """The rows of one notice."""

    session: Session
    broadcast_id: int

    def queue(self, readers: ColumnElement[bool], given: Mapping[str, Any] = NOTHING, *, now: datetime) -> int:
        """Write a held row for every person who meets the condition, in one statement; return how many.

        A person who has a row of this notice raises IntegrityError: the cursor of the notice, which moves on in the
        same transaction, keeps that from happening, and looking out for it row by row would double the time on
        PostgreSQL.
        """
        return _changed(self.session, _held(readers), {**given, "now": now, "notice": self.broadcast_id})

    def feed(self, *, most: int, now: datetime) -> int:
        """Let the sender see the next rows, at most so many; return how many.

        Who answers a form just now gets theirs once they have stopped: nothing comes between a question and its answer.
        """
        answering = select(col(Draft.person_id)).where(col(Draft.active), col(Draft.touched_at) > now - ANSWERING)
        first = select(col(Outbox.id)).where(
            col(Outbox.broadcast_id) == self.broadcast_id, ON_HOLD, col(Outbox.chat_id).not_in(answering)
        )
        chosen = first.order_by(col(Outbox.chat_id)).limit(most)
        return _changed(self.session, update(Outbox).where(col(Outbox.id).in_(chosen)).values(state=WAITING))

    def withdraw(self) -> int:
        """Take back what the sender has seen and not claimed; return how many."""
        seen = _open_of(self.broadcast_id, WAITING)
        return _changed(self.session, update(Outbox).where(*seen).values(state=HELD, not_before=None))

    def waits(self) -> bool:
        """Tell whether the sender has seen rows that it has not claimed."""
        seen = select(col(Outbox.id)).where(*_open_of(self.broadcast_id, WAITING)).limit(1)
        return self.session.execute(seen).first() is not None

    def clear(self, *, most: int) -> int:
        """Delete held rows, at most so many, and count them off; return how many."""
        first = select(col(Outbox.id)).where(col(Outbox.broadcast_id) == self.broadcast_id, ON_HOLD).limit(most)
        gone = _changed(self.session, delete(Outbox).where(col(Outbox.id).in_(first)))
        add_to(self.session, self.broadcast_id, {"queued": -gone})
        return gone

    def drop(self, person_id: int) -> None:
        """Delete the held row of one person, if there is one."""
        theirs = (col(Outbox.broadcast_id) == self.broadcast_id, col(Outbox.chat_id) == person_id, ON_HOLD)
        add_to(self.session, self.broadcast_id, {"queued": -_changed(self.session, delete(Outbox).where(*theirs))})

    def is_over(self) -> bool:
        """Tell whether no row of a notice is held or on its way."""
        held = select(col(Outbox.id)).where(col(Outbox.broadcast_id) == self.broadcast_id, ON_HOLD)
        ways = (held, select(col(Outbox.id)).where(*_open_of(self.broadcast_id)))
        return all(self.session.execute(query.limit(1)).first() is None for query in ways)

    def anything_to_repeat(self, *, doubtful: bool) -> bool:
        """Tell whether there are rows that `hold_again` would take."""
        query = select(col(Outbox.id)).where(_to_repeat(self.broadcast_id, doubtful=doubtful), _in_trouble())
        return self.session.execute(query.limit(1)).first() is not None

    def hold_again(self, *, doubtful: bool) -> int:
        """Put the failed rows, or those in doubt, back on hold; return how many.

        Those who blocked the bot or withdrew their consent are not tried again.

        What was in doubt stays marked so, and says in the chat that it may be a repetition.
        """
        again: dict[str, Any] = {"state": HELD, "attempts": 0, "not_before": None}
        again |= {} if doubtful else {"error": None}
        theirs = (_to_repeat(self.broadcast_id, doubtful=doubtful), _in_trouble())
        count = _changed(self.session, update(Outbox).where(*theirs).values(again))
        add_to(self.session, self.broadcast_id, {"in_doubt" if doubtful else "failed": -count})
        return count

    def reasons(self) -> dict[str, int]:
        """Count the rows that did not arrive by what is known of the reason."""
        theirs = (col(Outbox.broadcast_id) == self.broadcast_id, _in_trouble())
        query = select(col(Outbox.error), func.count()).where(*theirs)
        return {error or "": count for error, count in self.session.execute(query.group_by(col(Outbox.error))).all()}


def _open_of(broadcast_id: int, *states: str) -> tuple[Any, ...]:
    here = (OPEN, col(Outbox.priority) == BROADCAST, col(Outbox.broadcast_id) == broadcast_id)
    return (*here, col(Outbox.state).in_(states)) if states else here


def _to_repeat(broadcast_id: int, *, doubtful: bool) -> ColumnElement[bool]:
    if doubtful:
        return and_(col(Outbox.broadcast_id) == broadcast_id, text(f"outbox.state = '{IN_DOUBT}'"))
    states = text(f"outbox.state IN ('{FAILED}', '{PARKED}')")
    refused = or_(col(Outbox.error).is_(None), col(Outbox.error).not_in((BLOCKED, WITHDRAWN)))
    return and_(col(Outbox.broadcast_id) == broadcast_id, states, refused)


def _in_trouble() -> Any:
    """The condition of the partial index, to the letter."""
    return text("outbox.broadcast_id IS NOT NULL AND outbox.state IN ('failed', 'parked', 'in_doubt')")


def fed(session: Session) -> int:
    """Return how many rows of all notices are with the sender."""
    seen = select(func.count()).select_from(Outbox)
    here = (OPEN, col(Outbox.priority) == BROADCAST, col(Outbox.broadcast_id).is_not(None))
    return int(session.execute(seen.where(*here)).scalar_one())


def tally(session: Session, fates: Mapping[int, tuple[str, str | None]]) -> None:
    """Before rows get their fate (state and error by row id): let the counts of their notices follow.

    A row that was counted before under another fate is counted over, so the counts always agree with the rows.
    """
    columns = (col(Outbox.id), col(Outbox.broadcast_id), col(Outbox.state), col(Outbox.error))
    query = select(*columns).where(col(Outbox.id).in_(fates), col(Outbox.broadcast_id).is_not(None))
    changes: dict[int, Counter[str]] = {}
    for row in session.execute(query.with_for_update()).all():
        change = changes.setdefault(row.broadcast_id, Counter())
        change[count_of(*fates[row.id]) or ""] += 1
        change[count_of(row.state, row.error) or ""] -= 1
    add_all(session, changes)


def add_all(session: Session, changes: Mapping[int, Mapping[str, int]]) -> None:
    """Add to the counts of several notices, always in the same order, so that two processes do not lock each other."""
    for broadcast_id in sorted(changes):
        add_to(session, broadcast_id, {name: more for name, more in changes[broadcast_id].items() if name})


def add_to(session: Session, broadcast_id: int, change: Mapping[str, int]) -> None:
    """Add to the counts of a notice."""
    more = {name: getattr(Broadcast, name) + by for name, by in change.items() if by}
    if more:
        _changed(session, update(Broadcast).where(col(Broadcast.id) == broadcast_id).values(more))


def messages(session: Session, broadcast_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return the bodies of notices by their ids."""
    query = select(col(Broadcast.id), col(Broadcast.body)).where(col(Broadcast.id).in_(set(broadcast_ids)))
    found: Sequence[Any] = session.execute(query).all()
    return {row.id: row.body for row in found}


@lru_cache(maxsize=8)
def _held(readers: ColumnElement[bool]) -> Insert:
    """Word it once for all steps of a notice: making the statement would take as long as running it."""
    # Without a body: the message stands in the notice.
    values: dict[str, Any] = {
        "kind": literal("send"),
        "priority": literal(BROADCAST),
        "state": literal(HELD),
        "attempts": literal(0),
        "created_at": bindparam("now", type_=Moment),
        "broadcast_id": bindparam("notice", type_=Integer),
    }
    people = select(col(Person.id), *values.values()).where(readers).order_by(col(Person.id))
    return insert(Outbox).from_select(["chat_id", *values], people, include_defaults=False)


def _changed(session: Session, statement: Any, given: Mapping[str, Any] = NOTHING) -> int:
    session.flush()
    return session.connection().execute(statement, given, execution_options=COUNTING).rowcount
