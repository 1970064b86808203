"""What many tests begin with is played once and then copied: the rows of a database, taken and put back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from typing import Any

from psycopg import sql
from sqlalchemy import event, text
from sqlmodel import SQLModel

from bot.run.database import Database

Snapshot = Any  # an SQLite database in memory, or the statements that fill PostgreSQL

WRITES = ("INSERT", "UPDATE", "DELETE")
NUMBERS = "SELECT schemaname, sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"


@cache
def writes_of(database: Database) -> list[int]:
    """Count the statements that write to a database from now on, in the one item of the list that is returned."""
    count = [0]

    @event.listens_for(database.engine, "before_cursor_execute")
    def on_statement(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        count[0] += statement.lstrip(" (").startswith(WRITES)

    return count


def take(database: Database) -> Snapshot:
    """Take the rows of a database."""
    return _sqlite_taken(database) if database.is_sqlite else _postgres_taken(database)


def put_back(database: Database, snapshot: Snapshot) -> None:
    """Make a database what it was when the snapshot was taken."""
    if database.is_sqlite:
        with closing(database.engine.raw_connection()) as raw:
            snapshot.backup(raw.driver_connection)
    else:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            filled = connection.execute(text(_probe())).scalars().all()
            deletes = "".join(f'DELETE FROM "{name}";' for name in filled)  # noqa: S608 - our own tables
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute(BEGIN + deletes + snapshot)


BEGIN = "BEGIN; SET LOCAL lock_timeout = '5s'; SET LOCAL session_replication_role = replica;"


def _sqlite_taken(database: Database) -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    with closing(database.engine.raw_connection()) as raw:
        assert raw.driver_connection is not None
        raw.driver_connection.backup(memory)
    return memory


def _postgres_taken(database: Database) -> str:
    with database.engine.connect() as connection:
        rows = connection.execute(text(_every_row())).all()
        numbers = connection.execute(text(NUMBERS)).all()
        driver = connection.connection.driver_connection
        fills = [FILL.format(table=sql.Identifier(name), rows=sql.Literal(found)) for name, found in rows if found]
        counts = [SET.format(sql.Literal(f'"{schema}"."{name}"'), sql.Literal(last)) for schema, name, last in numbers]
        return sql.Composed([*fills, *counts, sql.SQL("COMMIT")]).as_string(driver)


FILL = sql.SQL("INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, {rows});")
SET = sql.SQL("SELECT setval({}::regclass, {});")


@cache
def _every_row() -> str:
    tables = SQLModel.metadata.tables
    return " UNION ALL ".join(f"SELECT '{name}', (SELECT json_agg(t)::text FROM \"{name}\" t)" for name in tables)  # noqa: S608


@cache
def _probe() -> str:
    tables = SQLModel.metadata.tables
    return " UNION ALL ".join(f"(SELECT '{name}' FROM \"{name}\" LIMIT 1)" for name in tables)  # noqa: S608
