"""An insert that may leave alone what is there already, as each of the two databases says it."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session


def insert_into(session: Session, table: Any) -> Any:
    """Make an insert of this database that may leave alone what is there already."""
    make = postgres_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    return make(table)
