"""The engine and the unit of work, which is the only place that commits."""

import os
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session

from bot.run.disk import what_ails
from models.platform.outbox import Outbox
from models.platform.setting import Setting

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",  # `Database.work` itself waits for the disk, after its commit and beside the next one
    "PRAGMA busy_timeout=10000",
    "PRAGMA foreign_keys=ON",
)

IMMEDIATE = "BEGIN IMMEDIATE"

UNQUOTED: dict[str, Any] = {"hide_parameters": True}  # the text of a failure does not hold what was to be written
LET_LOOP_START = 0.0003  # seconds in which answers leave before the desk tidies up after its commit
GRACE = 5.0  # seconds for units of work that are in hand when the database is closed

PLAIN = insert(Outbox)
ONCE = {
    "sqlite": sqlite_insert(Outbox).on_conflict_do_nothing(index_elements=["key"]),
    "postgresql": postgres_insert(Outbox).on_conflict_do_nothing(index_elements=["key"]),
}


ROOM, ROOM_SIZE = "room", 2**18


class Turns:
    """A lock that is handed on to whoever has waited longest.

    With a plain lock a thread that comes back at once, as the desk does under load, may take it again and again before
    one that waits: what was sent would then be marked late, and a crash would leave it in doubt.
    """

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._is_taken = False

    def __enter__(self) -> None:
        with self._mutex:
            if not self._is_taken:
                self._is_taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()  # until it is handed on

    def __exit__(self, *_failure: object) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False


class DatabaseClosed(Exception):
    """The program ends, and a thread that is still at it asked for another unit of work."""


class Database:
    """Hands out units of work. SQLite has one writer, so in one process they take turns instead of polling."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.is_file = self.is_sqlite and self.engine.url.database not in (None, "", ":memory:")
        self.on_outbox: Callable[[], None] = lambda: None
        self.on_notice: Callable[[], None] = lambda: None
        self.on_policy: Callable[[], None] = lambda: None
        self.let_go: Callable[[], None] = lambda: None  # of what keeps other processes away
        self.trouble = ""  # `FULL` or `UNWRITABLE`, from a write that failed until `has_room` finds that one does not
        self._file: tuple[int, int] | None = None
        self._writer = Turns() if self.is_sqlite else None
        self._held: Connection | None = None
        event.listen(self.engine, "engine_disposed", self._end_held)
        self._reading = self.engine.execution_options(postgresql_readonly=True, begin="BEGIN")
        self._in_hand, self._is_closed, self._one_less = 0, False, threading.Condition()

    def is_in_place(self) -> bool:
        """Tell whether the file at the path of an SQLite database is still the one that is written to."""
        if not self.is_file:
            return True
        found = _identity(self.engine)
        self._file = self._file or found
        return found is not None and found == self._file

    @contextmanager
    def work(self) -> Iterator[Session]:
        """Open a transaction; it is committed when the block ends, and undone when the block raises.

        What stands in `session.info["committed"]` is called right after the commit, what stands in `"on_disk"` when all
        of it is on the disk, before anything is tidied up. Who began to send after the commit may do so again if the
        power goes before the disk has it.
        """
        with self._open(), self._noticing_trouble(), ExitStack() as stack:
            with self._writer or nullcontext():
                session = stack.enter_context(Session(self._bind(), expire_on_commit=False))
                try:
                    yield session
                    has_outbox = flush_outbox(session)
                    session.commit()
                except BaseException:
                    self._undo(session)
                    raise
            self._tell(session, has_outbox)
            self._wait_for_disk()
            for call in session.info.pop("on_disk", ()):
                call()

    def _bind(self) -> Engine | Connection:
        """Return what a unit of work is done on: with SQLite, where they take turns, always the same connection."""
        if self._writer is None:
            return self.engine
        if self._held is None or self._held.engine is not self.engine:
            self._held = self.engine.connect()
        return self._held

    def _undo(self, session: Session) -> None:
        """Undo a unit of work. The next one does not get a connection on which that may not have worked."""
        try:
            session.rollback()
        finally:
            if self._held is not None and (self._held.invalidated or is_in_transaction(self._held)):
                self._end_held(self.engine)

    def _end_held(self, _engine: Engine) -> None:
        if self._held is not None:
            self._held.invalidate()
            self._held.close()
            self._held = None

    def _tell(self, session: Session, has_outbox: bool) -> None:
        if has_outbox:
            self.on_outbox()
        if session.info.pop("notice", False):
            self.on_notice()
        if session.info.pop("policy", False):
            self.on_policy()
        calls = session.info.pop("committed", ())
        for call in calls:
            call()
        if calls and not self.is_file:  # else the wait for the disk lets the main loop go first
            time.sleep(LET_LOOP_START)

    def _wait_for_disk(self) -> None:
        """See what SQLite has written safely on the disk. In its turn the next unit of work need not wait for that.

        SQLite's own lock files are others, so that opening and closing this one lets go of none of them.
        """
        if not self.is_file:
            return
        try:
            log = os.open(f"{self.engine.url.database}-wal", os.O_RDONLY)
        except FileNotFoundError:  # all of it was moved into the database, and that is on the disk
            return
        try:
            os.fdatasync(log)
        except OSError as failure:
            raise OperationalError("fdatasync", None, failure) from failure
        finally:
            os.close(log)

    @contextmanager
    def look(self) -> Iterator[Session]:
        """Open a transaction that only reads: it waits for no writer, keeps none waiting and is undone at its end."""
        with self._open(), Session(self._reading, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def _noticing_trouble(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as failure:
            self.trouble = what_ails(failure) or self.trouble
            raise

    def has_room(self) -> bool:
        """Try whether there is room again after a write found none; a small one would fit into what is there."""
        try:
            with self.work() as session:
                session.merge(Setting(name=ROOM, value="." * ROOM_SIZE))
            with self.work() as session:
                session.delete(session.get_one(Setting, ROOM))
        except DBAPIError:
            return False
        self.trouble = ""
        return True

    def sweep(self) -> bool:
        """Let nothing of what was erased or sealed anew lie in free room; tell whether there was room to do it."""
        try:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT", begin="") as sweeping:
                sweeping.exec_driver_sql("VACUUM" if self.is_sqlite else "VACUUM FULL")
        except DBAPIError:
            return False
        return True

    def close(self) -> None:
        """Close all connections, once the units of work in hand have ended, as of tasks that were cancelled."""
        with self._one_less:
            self._is_closed = True
            self._one_less.wait_for(lambda: self._in_hand == 0, GRACE)
        self.engine.dispose()
        self.let_go()
        self.let_go = lambda: None

    @contextmanager
    def _open(self) -> Iterator[None]:
        with self._one_less:
            if self._is_closed:
                raise DatabaseClosed
            self._in_hand += 1
        try:
            yield
        finally:
            with self._one_less:
                self._in_hand -= 1
                self._one_less.notify_all()


def is_in_transaction(connection: Connection) -> bool:
    """Tell whether SQLite itself is in a transaction, whatever SQLAlchemy believes."""
    driver: Any = connection.connection.driver_connection
    return bool(driver.in_transaction)


def _identity(engine: Engine) -> tuple[int, int] | None:
    try:
        found = os.stat(engine.url.database or "")
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def make_engine(url: str) -> Engine:
    """Make the engine; on SQLite with WAL, full synchronisation and transactions that begin as writers."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=8, connect_args={"connect_timeout": 5}, **UNQUOTED)
    engine = create_engine(url, connect_args={"check_same_thread": False}, **UNQUOTED)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in SQLITE_PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        # Past SQLAlchemy, whose way of running a statement takes a hundred times as long as this one.
        driver: Any = connection.connection.driver_connection
        begin = connection.get_execution_options().get("begin", IMMEDIATE)
        try:
            driver.execute(begin)  # an empty one begins nothing: SQLite sweeps outside of any transaction
        except sqlite3.OperationalError as failure:  # past SQLAlchemy, which would have made this of it
            raise OperationalError(begin, None, failure) from failure

    return engine


def flush_outbox(session: Session) -> bool:
    """Write the queued outbox rows in one statement, leaving out keys that went before.

    Tell whether there is anything new to send, also when old rows were queued again.
    """
    rows, queued_again = session.info.pop("outbox", []), session.info.pop("queued_again", False)
    if not rows:
        return bool(queued_again)
    session.flush()
    plain = [row for row in rows if row["key"] is None]
    keyed = [row for row in rows if row["key"] is not None]
    if plain and not keyed:
        session.connection().execute(PLAIN, plain)
        return True
    session.connection().execute(ONCE[session.get_bind().dialect.name], rows)
    return True


@event.listens_for(Session, "after_flush")
def _note_flush(session: Any, _context: Any) -> None:
    """Let the desk see whether an update has already written something when it is refused."""
    session.info["flushed"] = True
