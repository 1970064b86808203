"""What a session has read already: asked once in an action, and anew as soon as something of it is written.

A statement that is executed on the connection, past the session, is not noticed: whoever does so calls `forget`.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session
from sqlmodel import SQLModel

Found = TypeVar("Found")
Row = TypeVar("Row", bound=SQLModel)
Table = type[SQLModel]

STILL_KNOWN = {"still_known": True, "populate_existing": True}
KNOWN, HELD = "known", "held rows"
MOST_HELD = 64


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found in some tables; of `rows`, which are changed in place, only new ones and their end matter."""

    tables: frozenset[Table]
    found: Any
    rows: bool = False

    def is_of(self, row: Any, *, is_changed: bool = False) -> bool:
        """Say whether it is no longer what would be found, once this row is written."""
        if type(row) not in self.tables:
            return False
        return not (self.rows and (is_changed or any(row is one for one in self.found)))


def known(session: Session, key: Hashable, tables: Iterable[Table], read: Callable[[], Found]) -> Found:
    """Return what `read` finds in these tables; what was found under the same key before, if that still holds good."""
    found: Found = _kept(session, key, lambda: Kept(frozenset(tables), read())).found
    return found


def known_rows(session: Session, key: Hashable, table: type[Row], read: Callable[[], Iterable[Row]]) -> list[Row]:
    """Return the rows of a table that `read` finds by what never changes of them; whoever adds one may append it."""
    rows: list[Row] = _kept(session, key, lambda: Kept(frozenset({table}), list(read()), rows=True)).found
    return rows


def known_part(
    session: Session,
    key: Hashable,
    name: str,
    tables: Mapping[str, Iterable[Table]],
    read: Callable[[], Mapping[str, Any]],
) -> Any:
    """Return one of several things that are found together, each in its own tables and kept as long as those allow."""

    def read_all() -> Kept:
        found = read()
        kept = {(key, one): Kept(frozenset(of), found[one]) for one, of in tables.items()}
        session.info[KNOWN].update(kept)
        return kept[(key, name)]

    return _kept(session, (key, name), read_all).found


def _kept(session: Session, key: Hashable, read: Callable[[], Kept]) -> Kept:
    there: dict[Hashable, Kept] = session.info.setdefault(KNOWN, {})
    if key in there and session.autoflush:
        _let_go(session)
    if key not in there:
        session.info[KNOWN][key] = read()
    kept: Kept = session.info[KNOWN][key]
    return kept


def _let_go(session: Session) -> None:
    """Let go of what is no longer so once all that waits in the session is written; whoever reads anew writes it."""
    there: dict[Hashable, Kept] = session.info.get(KNOWN) or {}
    gone = {key for key, kept in there.items() if _is_written(session, kept)}
    for key in gone:
        del there[key]


def _is_written(session: Session, kept: Kept) -> bool:
    deleted = any(type(row) in kept.tables for row in session.deleted)
    changed = chain(((row, False) for row in session.new), ((row, True) for row in session.dirty))
    return deleted or any(kept.is_of(row, is_changed=is_changed) for row, is_changed in changed)


def forget(session: Session) -> None:
    """Ask anew for everything: others may have written meanwhile."""
    session.info.pop(HELD, None)
    session.info.setdefault(KNOWN, {}).clear()


def hold(*tables: Table) -> None:
    """Let sessions hold the latest rows of these tables; they let go of others as soon as nobody holds them."""
    for table in tables:
        event.listen(table, "load", _held)


def _held(row: SQLModel, context: Any) -> None:
    context.session.info.setdefault(HELD, deque(maxlen=MOST_HELD)).append(row)


@event.listens_for(Session, "after_flush")
def _flushed(session: Session, _context: Any) -> None:
    _let_go(session)


@event.listens_for(Session, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    """Nothing is kept of a table of which a statement changes many rows at once, nor of any when one locks rows: others
    may have written while it waited for them. Another lock that was taken before may guard it all (`STILL_KNOWN`)."""
    locks = getattr(state.statement, "_for_update_arg", None) is not None
    if locks and not state.execution_options.get("still_known"):
        forget(state.session)
    table = state.bind_mapper.class_ if state.bind_mapper is not None else None
    if state.is_select or not state.session.info:
        return
    there: dict[Hashable, Kept] = state.session.info.get(KNOWN) or {}
    for key in [key for key, kept in there.items() if table is None or table in kept.tables]:
        del there[key]
    held = [row for row in state.session.info.get(HELD, ()) if table is not None and type(row) is not table]
    state.session.info[HELD] = deque(held, maxlen=MOST_HELD)


@event.listens_for(Session, "after_soft_rollback")
def _undone(session: Session, _transaction: Any) -> None:
    forget(session)


@event.listens_for(Session, "after_commit")
def _done(session: Session) -> None:
    if not session.in_nested_transaction():
        forget(session)
