"""Statements that every update runs, worded once for each database.

SQLAlchemy words and checks a statement whenever it runs, which costs many times what the database does with it. A swift
statement keeps its words and how its values are written. It is for rows whose every column is given; sealed columns are
sealed as ever, failures are SQLAlchemy's, listeners hear it, and whoever asks whether anything was written is told.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Dialect
from sqlalchemy.sql.dml import UpdateBase
from sqlmodel import Session

from models.platform.sealed import in_its_row, sealed_columns

Written = Callable[[Mapping[str, Any]], Any]  # from the values by name to what the driver takes


class Swift:
    """An INSERT or UPDATE of one row at a time, with a value for each of `names`."""

    def __init__(self, statement: UpdateBase, names: Sequence[str]) -> None:
        self._statement, self._names = statement, names
        self._sealed, self._is_new = sealed_columns(statement.table), statement.is_insert
        self._worded: dict[str, tuple[str, Written]] = {}

    def run(self, session: Session, *rows: Mapping[str, Any]) -> CursorResult[Any]:
        """Write the rows; what a single one returns is in the result."""
        session.info["flushed"] = True
        connection = session.connection()
        known = self._worded.get(connection.dialect.name)
        words, written = known or self._word(connection.dialect)
        if self._sealed:
            rows = tuple(in_its_row(row, self._sealed, is_new=self._is_new) for row in rows)
        given: Any = [written(row) for row in rows]
        return connection.exec_driver_sql(words, given if len(given) > 1 else given[0])

    def _word(self, dialect: Dialect) -> tuple[str, Written]:
        columns = [name for name in self._names if name in self._statement.table.c]
        worded: Any = self._statement.compile(dialect=dialect, column_keys=columns)
        assert set(worded.binds) == set(self._names), f"not given: {set(worded.binds) ^ set(self._names)}"
        types = {name: bound.type.dialect_impl(dialect) for name, bound in worded.binds.items()}
        ways = [(name, types[name].bind_processor(dialect)) for name in worded.positiontup or worded.binds]

        def in_order(row: Mapping[str, Any]) -> tuple[Any, ...]:
            return tuple([row[name] if way is None else way(row[name]) for name, way in ways])

        def by_name(row: Mapping[str, Any]) -> dict[str, Any]:
            return {name: row[name] if way is None else way(row[name]) for name, way in ways}

        kept = self._worded[dialect.name] = (worded.string, in_order if worded.positional else by_name)
        return kept
