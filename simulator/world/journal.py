"""An SQLite notebook in which the world survives the end of the process."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FLUSH_SECONDS = 0.05

_SCHEMA = "CREATE TABLE IF NOT EXISTS things (kind TEXT, key TEXT, value BLOB, PRIMARY KEY (kind, key)) WITHOUT ROWID"
_PUT = "INSERT OR REPLACE INTO things (kind, key, value) VALUES (?, ?, ?)"
_DROP = "DELETE FROM things WHERE kind = ? AND key = ?"

_Note = tuple[str, str, Any, bool]


class Journal:
    """Takes notes at once and commits them from a thread of its own, so that no answer waits for the disk."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._notes: list[_Note] = []
        self._closing = threading.Event()
        with self._open() as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute(_SCHEMA)
        database.close()
        self._thread = threading.Thread(target=self._write_until_closed, name="simulator-journal", daemon=True)
        self._thread.start()

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path)
        database.execute("PRAGMA synchronous=NORMAL")
        return database

    def put(self, kind: str, key: int | str, value: Any) -> None:
        """Note a thing; the value must not be changed afterwards (the thread reads it later)."""
        self._notes.append((kind, str(key), value, True))

    def drop(self, kind: str, key: int | str) -> None:
        """Note that a thing is gone."""
        self._notes.append((kind, str(key), None, False))

    def read(self) -> Iterator[tuple[str, str, Any]]:
        """Everything noted before, as (kind, key, value)."""
        database = self._open()
        try:
            for kind, key, value in database.execute("SELECT kind, key, value FROM things"):
                yield kind, key, value if isinstance(value, bytes) else json.loads(value)
        finally:
            database.close()

    def close(self) -> None:
        """Write what is left and stop."""
        self._closing.set()
        self._thread.join()

    def _write_until_closed(self) -> None:
        database = self._open()
        while not self._closing.wait(FLUSH_SECONDS):
            self._flush(database)
        self._flush(database)
        database.close()

    def _flush(self, database: sqlite3.Connection) -> None:
        notes, self._notes = self._notes, []
        if not notes:
            return
        with database:
            for kind, key, value, kept in notes:
                if kept:
                    database.execute(_PUT, (kind, key, value if isinstance(value, bytes) else json.dumps(value)))
                else:
                    database.execute(_DROP, (kind, key))
