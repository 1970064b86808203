"""Columns shared by the tables: moments in UTC, big keys for both databases, a clock."""

from datetime import UTC, date, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

BigKey = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """A point in time, aware, kept in UTC; SQLite has no zones, so they are put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Waits(SQLModel):
    """The clock of a row that may wait for somebody, empty while it does not; see `services.platform.waiting`."""

    waits_since: date | None = None  # from which the days count
    waits_until: date | None = None  # the last day that whoever is waited for has
    reminded: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # how often they were reminded
    call_on: date | None = Field(default=None, index=True)  # when to remind next, or to end it


def number_once(metadata: MetaData) -> None:
    """Let SQLite give no number of a row twice, as PostgreSQL does not: buttons and keys of messages name rows that may
    be gone by then."""
    for table in metadata.tables.values():
        if table.autoincrement_column is not None:
            table.dialect_kwargs["sqlite_autoincrement"] = True
