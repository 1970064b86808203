"""Updates as Telegram sent them, stored before Telegram is told that they arrived."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment, Sealed

WAITING, DONE, PARKED = "waiting", "done", "parked"


class Inbox(SQLModel, table=True):
    """One update; sealed, since a message may hold anything. A redelivered `update_id` changes nothing."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "inbox_waiting",
            "update_id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "inbox_person",
            "person_id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    update_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    person_id: int = Field(sa_type=BigInteger)
    payload: str | None = Field(sa_type=Sealed)  # emptied when the update is done
    received_at: datetime = Field(sa_type=Moment)
    state: str = Field(default=WAITING)
    attempts: int = Field(default=0)
    not_before: datetime | None = Field(default=None, sa_type=Moment)
    error: str | None = None  # the kind of the failure, never its data
