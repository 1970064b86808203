"""Sealed columns: text and JSON that are unreadable in the database file, and that open in their own row only.

Each row of a table with such columns has a `seal` of its own, drawn before it is written. A sealed value is bound to
the label of its column and to that seal: pasted into another row, column or table it does not open. Reading brings the
seal along with the value (`column_expression`); writing takes it from the row that is written (`_bind`). Neither costs
a statement. What would write a sealed value without its row is refused.
"""

import threading
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Column, ColumnElement, Connection, Dialect, Engine, LargeBinary, Table, cast, event, type_coerce
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.attributes import flag_modified, instance_state
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from models.platform.seal import SEAL_BYTES, new_seal, place_of, vault

SEAL = "seal"
FIRST_CALLED = "sealed_as"  # in the `info` of a column that was renamed: its label, such as "person.name"


class WithSeal(SQLModel):
    """A row that holds sealed values."""

    seal: bytes | None = Field(default_factory=new_seal, sa_type=LargeBinary, unique=True, index=True)


@dataclass(frozen=True, slots=True)
class InItsRow:
    """A value with the seal of the row that it is written into."""

    seal: bytes | None
    value: Any


class _Cell(TypeDecorator[Any]):
    """A sealed column; `label` is set when it comes to its table."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, label: str = "") -> None:
        super().__init__()
        self.label = label

    def pack(self, value: Any) -> bytes:
        raise NotImplementedError

    def unpack(self, plain: bytes) -> Any:
        raise NotImplementedError

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        if not isinstance(value, InItsRow) or value.seal is None:
            raise TypeError(f"{self.label} cannot be written without its row")
        return vault().seal(self.pack(value.value), place_of(self.label, value.seal))

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        return type_coerce(with_seal(column), self)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        seal, sealed = bytes(value[:SEAL_BYTES]), bytes(value[SEAL_BYTES:])
        return self.unpack(vault().open(sealed, place_of(self.label, seal)))


class Sealed(_Cell):
    """Text that is unreadable in the database file."""

    cache_ok = True

    def pack(self, value: str) -> bytes:
        return value.encode()

    def unpack(self, plain: bytes) -> str:
        return plain.decode()


class SealedJson(_Cell):
    """JSON data that is unreadable in the database file."""

    cache_ok = True

    def pack(self, value: Any) -> bytes:
        return to_json(value)  # pydantic's own writer and reader, some three times as fast as json

    def unpack(self, plain: bytes) -> Any:
        return from_json(plain)


class HeldJson(SealedJson):
    """Sealed JSON data that is soon read again: what was written or read last is held in the open, by its sealed form.

    Whoever has it may not change it in place; and it must be what JSON gives back: no tuples, no keys but text.
    """

    cache_ok = True
    most = 256

    def __init__(self, label: str = "") -> None:
        super().__init__(label)
        self._held: dict[bytes, Any] = {}  # with its row's seal before it; the oldest first
        self._lock = threading.Lock()

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        sealed = super().process_bind_param(value, dialect)
        if sealed is not None:
            self.hold(value.seal + sealed, value.value)
        return sealed

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        there = bytes(value)
        with self._lock:
            found = self._held.pop(there, None)
        return self.hold(there, super().process_result_value(there, dialect) if found is None else found)

    def hold(self, there: bytes, value: Any) -> Any:
        """Keep a value at hand, and return it."""
        with self._lock:
            self._held[there] = value
            while len(self._held) > self.most:
                del self._held[next(iter(self._held))]
        return value


def with_seal(column: Any) -> ColumnElement[bytes]:
    """Return a sealed column with the seal before each value, for a query whose types cannot be those of the column."""
    return cast(column.table.c[SEAL].op("||")(column), LargeBinary)


def opened(column: Any, value: bytes) -> Any:
    """Return what such a value of a sealed column says."""
    return column.type.process_result_value(value, None)


def sealed_columns(table: Any) -> tuple[str, ...]:
    """Return the names of the sealed columns of a table."""
    if not isinstance(table, Table):  # as a migration writes it, in whose time nothing is bound by itself
        return ()
    known: tuple[str, ...] | None = table.info.get("sealed")
    if known is None:
        known = table.info["sealed"] = tuple(column.key for column in table.c if isinstance(column.type, _Cell))
    return known


def label_of(column: Any) -> str:
    """Return what the values of a sealed column are bound to besides their row."""
    label: str = column.type.label
    return label


@event.listens_for(Column, "after_parent_attach")
def _label(column: Column[Any], table: Any) -> None:
    """A label outlives a rename: whoever renames a column or its table keeps its first name in `info`."""
    if isinstance(table, Table) and isinstance(column.type, _Cell):
        column.type.label = column.info.get(FIRST_CALLED, f"{table.name}.{column.name}")


@event.listens_for(Mapper, "before_update")
def _with_its_seal(mapper: Mapper[Any], _connection: Connection, row: Any) -> None:
    """Let an update of sealed values name the seal of its row."""
    changed = instance_state(row).committed_state
    if not any(name in changed for name in sealed_columns(mapper.local_table)):
        return
    if row.seal is None:  # it was written with nothing to seal
        row.seal = new_seal()
    flag_modified(row, SEAL)


@event.listens_for(Engine, "before_execute", retval=True)
def _bind(_connection: Connection, statement: Any, many: Any, one: Any, _options: Any) -> tuple[Any, Any, Any]:
    """Give every sealed value that is written the seal of its row."""
    if getattr(statement, "is_insert", False) or getattr(statement, "is_update", False):
        names = sealed_columns(statement.table)
        if names and many:
            many = [in_its_row(row, names, is_new=statement.is_insert) for row in many]
        elif names and one:
            one = in_its_row(one, names, is_new=statement.is_insert)
    return statement, many, one


def in_its_row(row: Any, names: tuple[str, ...], *, is_new: bool) -> Any:
    """Return the values of a row that is written, each sealed one with the seal of the row."""
    held = [name for name in names if row.get(name) is not None]
    if not held and not is_new:
        return row
    seal = row.get(SEAL) or (new_seal() if held and is_new else None)
    if held and seal is None:
        raise TypeError(f"{', '.join(held)} cannot be written without the seal of the row")
    return {**row, SEAL: seal, **{name: InItsRow(seal, row[name]) for name in held}}
