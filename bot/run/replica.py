"""What makes this process one of several: a name that others can check for life, and who runs the scheduler.

On PostgreSQL a connection of its own holds advisory locks for as long as the process lives. When it dies, however
suddenly, the server lets them go, and the others see it at once. SQLite has one process, which is all of this.
"""

import random
import threading

from sqlalchemy import Connection, Engine, text

LEADER_LOCK = 0x5150_0001
OWNER_SPACE = 0x5152 << 44  # owners' locks begin here, so that they meet no others

# A lock's number of 64 bits is shown in two halves; those of owners begin all alike.
OTHERS = text(
    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND ((classid::bigint << 32) | objid::bigint) >> 40 = :first >> 40 "
    "AND ((classid::bigint << 32) | objid::bigint) <> :own"
)


class Replica:
    """This process among its fellows."""

    def __init__(self, engine: Engine) -> None:
        self.owner = OWNER_SPACE + random.SystemRandom().getrandbits(40)
        self._engine = engine if engine.dialect.name == "postgresql" else None
        self._connection: Connection | None = None
        self._mutex, self._is_closed = threading.Lock(), False
        self._leads = engine.dialect.name != "postgresql"

    def leads(self) -> bool:
        """Tell whether this process runs the scheduler; the first one does until it ends."""
        with self._mutex:
            if self._engine is not None and not self._leads and not self._is_closed:
                self._leads = self._lock(LEADER_LOCK)
            return self._leads

    def is_alone(self) -> bool:
        """Tell whether this process leads and no other one lives, though it may not lead."""
        if not self.leads():
            return False
        if self._engine is None:
            return True
        with self._engine.connect() as connection:
            return connection.execute(OTHERS, {"first": OWNER_SPACE, "own": self.owner}).first() is None

    def show_life(self) -> None:
        """Hold the lock that tells others that this process lives; after a lost connection it is taken again."""
        with self._mutex:
            if self._engine is None or self._is_closed:
                return
            if self._connection is not None:
                try:
                    self._connection.execute(text("SELECT 1"))
                    return
                except Exception:
                    self._drop()
            self._lock(self.owner)

    def close(self) -> None:
        """Let the locks go, for good: a thread that asks once more gets none."""
        with self._mutex:
            self._is_closed = True
            self._drop()

    def _lock(self, number: int) -> bool:
        assert self._engine is not None
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            return bool(self._connection.execute(text("SELECT pg_try_advisory_lock(:n)"), {"n": number}).scalar())
        except Exception:
            self._drop()
            raise

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        self._leads = self._engine is None
        if connection is not None:
            connection.invalidate()
            connection.close()
