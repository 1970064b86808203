"""Seals everything that is sealed with another key, some rows at a time, and gives fingerprints anew.

What has been dealt with opens with the new key, the rest with the old one; both are tried, so that a run that was
broken off can go on, or begin anew, anywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import LargeBinary, Select, Table, bindparam, select, type_coerce, update
from sqlmodel import AutoString, Session, SQLModel

from domain.platform.identifiers import normalise
from models.platform.seal import NotOurSeal, Vault, place_of
from models.platform.sealed import SEAL, label_of, sealed_columns

AT_ONCE = 500  # rows
# The columns in which fingerprints stand, alone or in a longer text, whole or by their beginning.
PRINT, MARKED = "_print", ("_print", "_key", "subject")
WHOLE, BEGINNINGS = 64, (16, 12)  # hex digits
MARKS = re.compile(
    rf"(?<![0-9a-f])(?:{'|'.join(f'[0-9a-f]{{{length}}}' for length in (WHOLE, *BEGINNINGS))})(?![0-9a-f])"
)
ID = "resident_id"
# What is marked in place of an id that nobody gave: the place in a list.
PLACES = ("", *map(str, range(100)))


@dataclass(frozen=True)
class Change:
    """From which key to which, with the fingerprints as they were and as they become, and what could not be done."""

    old: Vault
    new: Vault
    prints: dict[str, str] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)  # rows with a value that opens with neither, such as "person:7"
    unknown: set[str] = field(default_factory=set)  # rows with the fingerprint of an id that is not kept any more

    def open(self, sealed: bytes, place: bytes) -> bytes:
        """Return what was sealed with either key; raises NotOurSeal."""
        try:
            return self.old.open(sealed, place)
        except NotOurSeal:
            return self.new.open(sealed, place)

    def learn(self, number: str) -> None:
        """Remember the fingerprints of an id."""
        for one in {number, normalise(number)}:
            before, after = self.old.fingerprint(one), self.new.fingerprint(one)
            self.prints.update({before[:length]: after[:length] for length in (WHOLE, *BEGINNINGS)})
            self.made.update(after[:length] for length in (WHOLE, *BEGINNINGS))

    def renewed(self, words: str) -> str:
        """Return a text with its fingerprints given anew."""
        return MARKS.sub(lambda found: self.prints.get(found[0], found[0]), words)

    def knows(self, words: str) -> bool:
        """Tell whether every fingerprint in a text can be given anew, or has been."""
        whole = (found for found in MARKS.findall(words) if len(found) == WHOLE)
        return all(found in self.prints or found in self.made for found in whole)


def tables() -> list[Table]:
    """Return the tables that hold something sealed or a fingerprint, always in the same order."""
    every = [table for _, table in sorted(SQLModel.metadata.tables.items())]
    return [table for table in every if sealed_columns(table) or any(one.name.endswith(PRINT) for one in table.c)]


def marked_columns(table: Table) -> list[str]:
    """Return the names of the columns of a table in which fingerprints may stand."""
    return [column.name for column in table.c if column.name.endswith(MARKED) and isinstance(column.type, AutoString)]


def learn_all(session: Session, change: Change) -> None:
    """Read every id that is kept, so that its fingerprints can be given anew."""
    for place in PLACES:
        change.learn(place)
    for table in tables():
        after: int | None = None
        while rows := session.connection().execute(_query(table, after)).mappings().all():
            after = rows[-1]["the_key"]
            for row in rows:
                for name, plain in _opened(table, row, change):
                    for number in _ids(name, plain):
                        change.learn(number)


def seal_some(session: Session, change: Change, table: Table, after: int | None) -> int | None:
    """Seal the next rows of a table with the new key; return the key of the last one, None when there are no more."""
    rows = session.connection().execute(_query(table, after)).mappings().all()
    changed = [_sealed(table, row, change) for row in rows]
    if changed:
        session.connection().execute(_writing(table), changed)
    return rows[-1]["the_key"] if rows else None


def _key(table: Table) -> Any:
    (key,) = table.primary_key.columns
    return key


def _query(table: Table, after: int | None) -> Select[Any]:
    """Read rows as they stand: what is sealed stays sealed."""
    raw = (type_coerce(table.c[name], LargeBinary).label(name) for name in sealed_columns(table))
    plain = (table.c[name] for name in (SEAL, *marked_columns(table)) if name in table.c)
    query = select(_key(table).label("the_key"), *raw, *plain).order_by(_key(table)).limit(AT_ONCE)
    return query if after is None else query.where(_key(table) > after)


def _writing(table: Table) -> Any:
    sealed = {name: bindparam(f"new_{name}", type_=LargeBinary) for name in sealed_columns(table)}
    marks: dict[str, Any] = {name: bindparam(f"new_{name}") for name in marked_columns(table)}
    return update(table).where(_key(table) == bindparam("the_key")).values({**sealed, **marks})


def _opened(table: Table, row: Any, change: Change) -> Iterator[tuple[str, str]]:
    for name in sealed_columns(table):
        if row[name] is not None:
            try:
                yield name, change.open(bytes(row[name]), _place(table, name, row)).decode()
            except NotOurSeal:
                change.broken.add(f"{table.name}:{row['the_key']}")


def _place(table: Table, name: str, row: Any) -> bytes:
    return place_of(label_of(table.c[name]), bytes(row[SEAL] or b""))


def _sealed(table: Table, row: Any, change: Change) -> dict[str, Any]:
    """Return what is to be written of a row; a value that opens with neither key stays as it is."""
    new = {f"new_{name}": row[name] for name in (*sealed_columns(table), *marked_columns(table))}
    for name, plain in _opened(table, row, change):
        new[f"new_{name}"] = change.new.seal(change.renewed(plain).encode(), _place(table, name, row))
    for name in marked_columns(table):
        new[f"new_{name}"] = _renewed_mark(table, row, row[name], change)
    return {"the_key": row["the_key"], **new}


def _renewed_mark(table: Table, row: Any, mark: str | None, change: Change) -> str | None:
    if not mark:
        return mark
    if not change.knows(mark):
        change.unknown.add(f"{table.name}:{row['the_key']}")
    return change.renewed(mark)


def _ids(name: str, plain: str) -> Iterator[str]:
    """Yield every id in a sealed value."""
    if name in (ID, "member"):
        yield plain
    elif f'"{ID}"' in plain:
        yield from _ids_in(json.loads(plain))


def _ids_in(data: Any) -> Iterator[str]:
    match data:
        case dict():
            for key, value in data.items():
                if key == ID and isinstance(value, str):
                    yield value
                else:
                    yield from _ids_in(value)
        case list():
            for value in data:
                yield from _ids_in(value)
