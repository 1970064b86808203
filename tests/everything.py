"""What stands in every table of a database, read again only where something may have been written since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Table, event
from sqlmodel import SQLModel

from bot.run.database import Database

# Only these are trusted to write nothing, or to one table; whatever else is executed lets everything be read again.
# What is undone was written before, and nobody reads in between: a transaction that writes is the only one.
WRITES_NOTHING = re.compile(r"\s*(SELECT|PRAGMA|BEGIN|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT)\b[^;]*$")
WRITES_TO_ONE = re.compile(r'\s*(?:INSERT INTO|UPDATE) "?(\w+)"? [^;]*$')


class Everything:
    """The rows of all tables but those that are left out by name."""

    def __init__(self, database: Database, left_out: Sequence[str]) -> None:
        self._database = database
        self._tables = {name: table for name, table in SQLModel.metadata.tables.items() if name not in left_out}
        self._known: dict[str, list[str]] = {}
        self.was_read = False

    def read(self) -> Mapping[str, list[str]]:
        """Return what stands in every table now."""
        self.was_read = True
        if missing := self._tables.keys() - self._known.keys():
            self._known |= self._rows({name: self._tables[name] for name in missing})
        return dict(self._known)

    def read_anew(self) -> Mapping[str, list[str]]:
        """Return the same, trusting nothing that was read before."""
        return self._rows(self._tables)

    def _rows(self, tables: Mapping[str, Table]) -> dict[str, list[str]]:
        with self._database.work() as session:
            return {
                name: sorted(repr(tuple(row)) for row in session.execute(table.select()))
                for name, table in tables.items()
            }

    def note(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        """Forget what a statement may change."""
        if WRITES_NOTHING.match(statement):
            return
        found = WRITES_TO_ONE.match(statement)
        if found and found[1] in SQLModel.metadata.tables:
            self._known.pop(found[1], None)
        else:
            self._known.clear()


@contextmanager
def watched(database: Database, left_out: Sequence[str] = ()) -> Iterator[Everything]:
    """Watch a database for the length of the block; if it was read, all is read anew at its end and is the same."""
    everything = Everything(database, left_out)
    event.listen(database.engine, "before_cursor_execute", everything.note)
    try:
        yield everything
        if everything.was_read:
            assert everything.read() == everything.read_anew(), "something was written that was not noticed"
    finally:
        event.remove(database.engine, "before_cursor_execute", everything.note)
