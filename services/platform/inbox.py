"""The inbox: updates are stored before they are acknowledged, and taken out in each person's order."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic_core import to_json
from sqlalchemy import BigInteger, Select, and_, bindparam, delete, func, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.platform.columns import Moment
from models.platform.inbox import DONE, PARKED, WAITING, Inbox
from models.platform.swift import Swift

PAUSES = (timedelta(seconds=1), timedelta(seconds=10), timedelta(minutes=1))
# A literal, not a parameter: SQLite uses the partial index only if it sees the index's own condition in the query.
LITERALLY_WAITING: Any = literal_column(f"'{WAITING}'")
LOCK_SPACE = 0x5150 << 48  # keeps people's advisory locks apart from others


@dataclass(frozen=True, slots=True)
class Arrived:
    """One stored update that waits to be handled."""

    update_id: int
    address: int  # of its sender
    payload: dict[str, Any]
    attempts: int


def person_in(payload: dict[str, Any]) -> int:
    """Return the id of the person that an update comes from, 0 when there is none (a channel post)."""
    for part in payload.values():
        sender = part.get("from") if isinstance(part, dict) else None
        if isinstance(sender, dict) and isinstance(sender.get("id"), int):
            return int(sender["id"])
    return 0


def store(session: Session, updates: Sequence[dict[str, Any]], *, now: datetime) -> None:
    """Store updates as Telegram sent them; one that is there already is left as it is."""
    if not updates:
        return
    rows = [
        {
            "update_id": payload["update_id"],
            "person_id": person_in(payload),
            "payload": _json(payload),
            "received_at": now,
            "state": WAITING,
            "attempts": 0,
        }
        for payload in updates
    ]
    session.connection().execute(STORE[session.get_bind().dialect.name], rows)


def _json(payload: dict[str, Any]) -> str:
    """Write an update as JSON; halves of surrogate pairs, which no database takes, become question marks."""
    return json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace").decode()


def receive(session: Session, updates: Sequence[dict[str, Any]], *, now: datetime) -> list[Arrived]:
    """Note updates as handled, since they are handled in this very transaction; return those that are new.

    Only for a process that is alone and has nothing else waiting: otherwise `store`, then `claim`.
    """
    rows = {payload["update_id"]: _done_row(payload, now) for payload in updates}
    if not rows:
        return []
    by_id = {payload["update_id"]: payload for payload in updates}
    new = _received(session, rows)
    return [Arrived(one, rows[one]["person_id"], _tidy(by_id[one]), 0) for one in sorted(new)]


def _received(session: Session, rows: dict[int, dict[str, Any]]) -> set[int]:
    if len(rows) == 1:
        ((number, row),) = rows.items()
        return {number} if RECEIVE_ONE.run(session, row).rowcount else set()
    return set(session.connection().execute(RECEIVE, list(rows.values())).scalars())


def _done_row(payload: dict[str, Any], now: datetime) -> dict[str, Any]:
    known = {"update_id": payload["update_id"], "person_id": person_in(payload), "received_at": now}
    return {**known, "payload": None, "state": DONE, "attempts": 0}


def _tidy(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the update as it would come back from the table (see `_json`)."""
    try:
        to_json(payload)
    except ValueError:
        read: dict[str, Any] = json.loads(_json(payload))
        return read
    return payload


def anything_waits(session: Session) -> bool:
    """Tell whether an update is still to be handled."""
    return session.connection().execute(ANYTHING_WAITS).first() is not None


def claim(session: Session, *, now: datetime, most: int) -> list[Arrived]:
    """Take the next updates, each person's in order; a person whose update failed waits until it is tried again.

    On PostgreSQL people are locked for this transaction, so that replicas never handle one person side by side.
    """
    rows = session.connection().execute(DUE, {"now": now, "most": most}).all()
    if rows and session.get_bind().dialect.name == "postgresql":
        held = _lock_people(session, {row.person_id for row in rows})
        still = {row.update_id for row in session.execute(_still_waiting([row.update_id for row in rows]))}
        rows = [row for row in rows if row.person_id in held and row.update_id in still]
    return [Arrived(row.update_id, row.person_id, json.loads(row.payload), row.attempts) for row in rows]


def _due() -> Select[Any]:
    earlier = aliased(Inbox)
    held_up = (
        select(1)
        .where(
            col(earlier.person_id) == col(Inbox.person_id),
            col(earlier.state) == LITERALLY_WAITING,
            col(earlier.update_id) < col(Inbox.update_id),
            col(earlier.not_before) > bindparam("now", type_=Moment),
        )
        .exists()
    )
    in_time = or_(col(Inbox.not_before).is_(None), col(Inbox.not_before) <= bindparam("now", type_=Moment))
    columns: list[Any] = [Inbox.update_id, Inbox.person_id, Inbox.payload, Inbox.attempts]
    ready = and_(col(Inbox.state) == LITERALLY_WAITING, in_time, ~held_up)
    return select(*columns).where(ready).order_by(col(Inbox.update_id)).limit(bindparam("most"))


STORE = {
    "sqlite": sqlite_insert(Inbox).on_conflict_do_nothing(index_elements=["update_id"]),
    "postgresql": postgres_insert(Inbox).on_conflict_do_nothing(index_elements=["update_id"]),
}
RECEIVE = STORE["sqlite"].returning(col(Inbox.update_id))
RECEIVE_ONE = Swift(STORE["sqlite"], ("update_id", "person_id", "received_at", "payload", "seal", "state", "attempts"))
ANYTHING_WAITS = select(col(Inbox.update_id)).where(col(Inbox.state) == LITERALLY_WAITING).limit(1)
# Built once: making a statement costs more than running it, and every update passes here.
DUE = _due()
FINISH = (
    update(Inbox)
    .where(col(Inbox.update_id).in_(bindparam("ids", expanding=True)))
    .values(state=DONE, payload=None, error=None)
)


def _still_waiting(update_ids: list[int]) -> Select[Any]:
    return select(col(Inbox.update_id)).where(col(Inbox.update_id).in_(update_ids), col(Inbox.state) == WAITING)


def _lock_people(session: Session, person_ids: set[int]) -> set[int]:
    """Try a lock per person in one round trip; those that another process holds are left out.

    The two-number form of the lock takes 32 bits and Telegram's ids are longer, so the space is mixed in.
    """
    locks = {LOCK_SPACE ^ person_id: person_id for person_id in person_ids}
    numbers = bindparam("locks", sorted(locks), type_=ARRAY(BigInteger))
    wanted = func.unnest(numbers).table_valued("lock").render_derived()
    tried = session.execute(select(wanted.c.lock, func.pg_try_advisory_xact_lock(wanted.c.lock)))
    return {locks[lock] for lock, held in tried if held}


def hold_back(session: Session, addresses: Sequence[int]) -> None:
    """Wait until nobody handles anything of these senders, and let nobody begin before this transaction is over."""
    if session.get_bind().dialect.name == "postgresql":
        for address in sorted(addresses):
            session.execute(select(func.pg_advisory_xact_lock(LOCK_SPACE ^ address)))


def finish(session: Session, update_ids: Sequence[int]) -> None:
    """Mark updates as handled; what they said is not kept a second time."""
    if update_ids:
        session.connection().execute(FINISH, {"ids": list(update_ids)})


def record_failure(
    session: Session, arrived: Arrived, error: str, *, now: datetime, may_park: bool = True, at_once: bool = False
) -> bool:
    """Plan another try, or park the update when it failed too often; tell whether it was parked.

    What no repetition can heal is parked `at_once`, so that it holds up nothing of its sender. What fails for the
    database's sake (`may_park` false) is tried every minute until it works.
    """
    row = session.get_one(Inbox, arrived.update_id)
    row.attempts += 1
    row.error = error
    if at_once or (row.attempts > len(PAUSES) and may_park):
        row.state = PARKED
        return True
    row.not_before = now + PAUSES[min(row.attempts, len(PAUSES)) - 1]
    return False


def forget_old(session: Session, *, now: datetime, keep: timedelta = timedelta(days=7)) -> None:
    """Remove handled updates that Telegram will not send again (it keeps them for a day)."""
    old = delete(Inbox).where(col(Inbox.state) == DONE, col(Inbox.received_at) < now - keep)
    session.execute(old, execution_options={"synchronize_session": False})
