"""What was read of a table is read again whatever way something was written to it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.run.database import Database
from tests.everything import Everything, watched

WRITTEN = (
    "INSERT INTO setting (name, value) VALUES ('new', '')",
    "UPDATE setting SET value = '2'",
    "UPDATE \"setting\" SET value = '3'",
    "DELETE FROM setting",
    "WITH one AS (SELECT 'old' AS name) UPDATE setting SET value = '4' WHERE name IN (SELECT name FROM one)",
    "INSERT INTO setting (name, value) VALUES ('old', '') ON CONFLICT (name) DO UPDATE SET value = '5'",
)
IN_SQLITE = (
    "INSERT OR REPLACE INTO setting (name, value) VALUES ('old', '6')",
    "REPLACE INTO setting (name, value) VALUES ('old', '7')",
    "UPDATE OR IGNORE setting SET value = '8'",
)
IN_POSTGRESQL = (
    "TRUNCATE setting",
    "UPDATE ONLY setting SET value = '9'",
    "SELECT 1; DELETE FROM setting",
    "UPDATE unit SET name = name; DELETE FROM setting",
)


def _writes(database: Database, statement: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text(statement))


def _is_noticed(database: Database, everything: Everything, statement: str) -> bool:
    _writes(database, "DELETE FROM setting")
    _writes(database, "INSERT INTO setting (name, value) VALUES ('old', '1')")
    before = everything.read()
    _writes(database, statement)
    return everything.read() == everything.read_anew() != before


def test_whatever_is_written_is_noticed(database: Database) -> None:
    with watched(database) as everything:
        for statement in (*WRITTEN, *(IN_SQLITE if database.is_sqlite else IN_POSTGRESQL)):
            assert _is_noticed(database, everything, statement), statement


def _writes_unseen(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.connection.cursor().execute("INSERT INTO setting (name, value) VALUES ('new', '')")


def _misses_something(database: Database) -> None:
    with watched(database) as everything:
        everything.read()
        _writes_unseen(database)


def test_what_was_written_unseen_is_found_at_the_end(database: Database) -> None:
    with pytest.raises(AssertionError, match="not noticed"):
        _misses_something(database)


def test_what_only_reads_is_not_read_again(database: Database) -> None:
    with watched(database, ("outbox",)) as everything:
        known = everything.read()
        assert "outbox" not in known
        _writes(database, "SELECT count(*) FROM setting")
        assert all(everything.read()[name] is rows for name, rows in known.items())
        _writes(database, "UPDATE setting SET value = '2'")
        assert [name for name, rows in known.items() if everything.read()[name] is not rows] == ["setting"]
