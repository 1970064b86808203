"""Takes outbox rows to send and writes down what became of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, insert, or_, select, text, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from delivery import moves
from delivery.readers import readers, why_unwanted
from models.people import Person
from models.platform.columns import Moment
from models.platform.outbox import CLAIMED, IN_DOUBT, WAITING, Outbox
from models.platform.swift import Swift
from services import broadcasts
from services.platform.outbox import BROADCAST, EVENT
from services.platform.undelivered import ALARM

IN_BULK = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Row:
    """One claimed row with all that is needed to send it."""

    id: int
    chat_id: int  # a room, or the id of a person
    kind: str
    body: dict[str, Any]
    priority: int
    attempts: int = 0
    doubtful: bool = False  # an earlier try may have been delivered
    locale: str | None = None  # of the reader; None for a room
    is_alarm: bool = False
    unwanted: str | None = None  # why this reader does not get it: the error it fails with unsent
    target: "Target | None" = None
    broadcast_id: int | None = None
    reached_at: int | None = None  # where that person is now

    @property
    def address(self) -> int:
        """Telegram's number of the chat."""
        return self.reached_at if self.reached_at is not None else self.chat_id


@dataclass(frozen=True, slots=True)
class Target:
    """The row whose message an edit or delete is about."""

    state: str
    message_id: int | None
    chat_id: int


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a row."""

    id: int
    state: str
    attempts: int = 0
    message_id: int | None = None
    error: str | None = None
    not_before: datetime | None = None
    sent_at: datetime | None = None
    blocked_chat: int | None = None
    moved_to: int | None = None  # the new id of a group that became a supergroup
    broadcast_id: int | None = None


def claim(session: Session, *, owner: str, now: datetime, most: int, patient: int, busy: set[int]) -> list[Row]:
    """Claim the next rows by priority, of each chat only the first; at most `patient` of them may be of a low one."""
    due = DUE_LOCKING if session.get_bind().dialect.name == "postgresql" else DUE
    limits = {"now": now, "most": most, "lowest": BROADCAST if patient else EVENT, "busy": list(busy)}
    found = _with_few_patient(session.connection().execute(due, limits).all(), patient)
    if not found:
        return []
    claimed = {"ids": [row.id for row in found], "owner": owner}
    session.connection().execute(CLAIM, claimed)
    moved = moves.follow(session, [(row.id, row.chat_id) for row in found if row.chat_id < 0 and row.kind == "send"])
    known = readers(session, {row.chat_id for row in found if row.chat_id > 0})
    targets = _targets(session, {row.target_key for row in found if row.target_key})
    notices = {row.broadcast_id for row in found if row.broadcast_id is not None}
    said = broadcasts.messages(session, notices) if notices else {}
    return [_row(row, known, targets, said, moved) for row in found]


def _with_few_patient(found: Sequence[Any], most: int) -> list[Any]:
    """Leave out rows of low priority (they come last) beyond so many: those go out evenly, not in bursts."""
    urgent = sum(row.priority <= EVENT for row in found)
    return list(found[: urgent + most])


def _row(
    found: Any,
    known: dict[int, Any],
    targets: dict[str, Target],
    said: dict[int, dict[str, Any]],
    moved: dict[int, int],
) -> Row:
    reader, target = known.get(found.chat_id), targets.get(found.target_key)
    # A change goes to where its message stands, which may be a group that has moved since.
    chat_id = moved.get(found.id, found.chat_id) if target is None else target.chat_id
    return Row(
        id=found.id,
        chat_id=chat_id,
        kind=found.kind,
        body=found.body if found.broadcast_id is None else said[found.broadcast_id],
        priority=found.priority,
        attempts=found.attempts,
        doubtful=found.error == IN_DOUBT,
        locale=reader.locale if reader is not None else None,
        is_alarm=(found.key or "").startswith(ALARM),
        unwanted=why_unwanted(found, reader),
        target=target,
        broadcast_id=found.broadcast_id,
        reached_at=reader.address if reader is not None and chat_id == found.chat_id else None,
    )


def _another_goes_first() -> ColumnElement[bool]:
    """Within a chat one message is in flight at a time, and equals in priority keep their order.

    A message that is tried again holds up those behind it; a removal set for later holds up nobody.
    """
    other = aliased(Outbox, name="other")
    in_flight = col(other.state) == CLAIMED
    is_due = or_(
        col(other.kind) != "delete",
        col(other.not_before).is_(None),
        col(other.not_before) <= bindparam("now", type_=Moment),
    )
    in_front = and_(
        col(other.state) == WAITING,
        is_due,
        col(other.priority) <= col(Outbox.priority),
        col(other.id) < col(Outbox.id),
    )
    here = (col(other.chat_id) == col(Outbox.chat_id), is_open("other"), or_(in_flight, in_front))
    return select(1).where(*here).exists()


def is_open(table: str) -> Any:
    """The partial indexes' own condition, to the letter: SQLite uses them only if it finds it in the query."""
    return text(f"{table}.state IN ('{WAITING}', '{CLAIMED}')")


def _due() -> Select[Any]:
    columns: list[Any] = [Outbox.id, Outbox.chat_id, Outbox.kind, Outbox.body, Outbox.priority, Outbox.attempts]
    columns += [Outbox.error, Outbox.target_key, Outbox.key, Outbox.broadcast_id, Outbox.created_at]
    return (
        select(*columns)
        .where(
            is_open("outbox"),
            col(Outbox.state) == WAITING,
            col(Outbox.priority) <= bindparam("lowest"),
            or_(col(Outbox.not_before).is_(None), col(Outbox.not_before) <= bindparam("now", type_=Moment)),
            col(Outbox.chat_id).not_in(bindparam("busy", expanding=True)),
            ~_another_goes_first(),
        )
        .order_by(col(Outbox.priority), col(Outbox.id))
        .limit(bindparam("most"))
    )


# Built once: making a statement costs more than running it, and every message passes here.
DUE = _due()
DUE_LOCKING = DUE.with_for_update(skip_locked=True)
CLAIM = (
    update(Outbox)
    .where(col(Outbox.id).in_(bindparam("ids", expanding=True)))
    .values(state=CLAIMED, claimed_by=bindparam("owner"), not_before=None)
)
_FATE_COLUMNS = ("state", "attempts", "message_id", "error", "not_before", "sent_at")
WRITE_FATE = Swift(update(Outbox).where(col(Outbox.id) == bindparam("row_id")), ("row_id", *_FATE_COLUMNS))


def _targets(session: Session, keys: set[str]) -> dict[str, Target]:
    if not keys:
        return {}
    query = select(col(Outbox.key), col(Outbox.state), col(Outbox.message_id), col(Outbox.chat_id)).where(
        col(Outbox.key).in_(keys)
    )
    return {row.key: Target(row.state, row.message_id, row.chat_id) for row in session.execute(query)}


OPEN_CHATS = (
    select(col(Outbox.chat_id))
    .where(col(Outbox.chat_id).in_(bindparam("chats", expanding=True)), is_open("outbox"))
    .distinct()
)
ANYTHING_WAITS = select(col(Outbox.id)).where(is_open("outbox"), col(Outbox.state) == WAITING).limit(1)
INSERT_ONE = Swift(
    insert(Outbox).returning(col(Outbox.id)),
    ("chat_id", "kind", "body", "seal", "priority", "key", "target_key", "state", "attempts", "not_before",
     "claimed_by", "created_at"),
)  # fmt: skip
INSERT = insert(Outbox).returning(col(Outbox.id), sort_by_parameter_order=True)


def insert_claimed(
    session: Session, planned: Sequence[dict[str, Any]], *, owner: str, readers: Mapping[int, Person]
) -> list[Row]:
    """Write new rows as claimed already: their sender has them in hand, which saves a look at the outbox."""
    claimed = [row | {"state": CLAIMED, "claimed_by": owner} for row in planned]
    made = _insert(session, claimed)
    return [_new(row_id, row, readers[row["chat_id"]]) for row_id, row in zip(made, planned, strict=True)]


def _new(number: int, row: dict[str, Any], to: Person) -> Row:
    return Row(number, to.id, row["kind"], row["body"], row["priority"], locale=to.locale, reached_at=to.address)


def _insert(session: Session, claimed: list[dict[str, Any]]) -> list[int]:
    if len(claimed) == 1:  # the common case, and the cheaper statement
        return [INSERT_ONE.run(session, claimed[0]).scalar_one()]
    made: Sequence[Any] = session.connection().execute(INSERT, claimed).scalars().all()
    return list(made)


def anything_waits(session: Session) -> bool:
    """Tell whether any row is still to be sent, now or later."""
    return session.connection().execute(ANYTHING_WAITS).first() is not None


def anything_is_due(session: Session, *, now: datetime, busy: set[int]) -> bool:
    """Tell whether a row could go at once, were it not for the pace."""
    limits = {"now": now, "most": 1, "lowest": BROADCAST, "busy": list(busy)}
    return session.connection().execute(DUE, limits).first() is not None


def chats_with_open_rows(session: Session, chats: set[int]) -> set[int]:
    """Return those of the chats for which something waits or is in flight."""
    return set(session.connection().execute(OPEN_CHATS, {"chats": list(chats)}).scalars())


def write_fates(session: Session, fates: Sequence[Fate], *, now: datetime) -> None:
    """Write down what became of many rows in one statement, in the counts of their notices, and who blocked the bot."""
    of_notices = {fate.id: (fate.state, fate.error) for fate in fates if fate.broadcast_id is not None}
    if of_notices:
        broadcasts.tally(session, of_notices)
    values = [{"row_id": fate.id} | {name: getattr(fate, name) for name in _FATE_COLUMNS} for fate in fates]
    WRITE_FATE.run(session, *values)
    blocked = [fate.blocked_chat for fate in fates if fate.blocked_chat is not None]
    if blocked:
        session.execute(
            update(Person).where(col(Person.id).in_(blocked)).values(blocked_at=now), execution_options=IN_BULK
        )


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
