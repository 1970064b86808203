"""The rows of a database as somebody reads them who has its disk, but not the key."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import LargeBinary, select, type_coerce
from sqlmodel import SQLModel

from bot.run.database import Database
from models.platform.sealed import sealed_columns


def raw_rows(database: Database) -> Iterator[tuple[str, bytes]]:
    """Every value of every table as it lies there, with its column."""
    with database.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            sealed = sealed_columns(table)
            columns = [type_coerce(c, LargeBinary).label(c.name) if c.name in sealed else c for c in table.c]
            for row in connection.execute(select(*columns)).mappings():
                for name, value in row.items():
                    yield f"{table.name}.{name}", value if isinstance(value, bytes) else str(value).encode()
