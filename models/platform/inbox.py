"""Updates as Telegram sent them, stored before Telegram is told that they arrived."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, text
from sqlmodel import Field

from models.platform.columns import Moment
from models.platform.seal import new_seal
from models.platform.sealed import Sealed, WithSeal

WAITING, DONE, PARKED = "waiting", "done", "parked"


class Inbox(WithSeal, table=True):
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
    person_id: int = Field(sa_type=BigInteger)  # the address of its sender (`Person.address`)
    payload: str | None = Field(sa_type=Sealed)  # emptied when the update is done
    seal: bytes | None = Field(default_factory=new_seal, sa_type=LargeBinary)  # without an index: rows go in and out
    received_at: datetime = Field(sa_type=Moment)
    state: str = Field(default=WAITING)
    attempts: int = Field(default=0)
    not_before: datetime | None = Field(default=None, sa_type=Moment)
    error: str | None = None  # the kind of the failure, never its data
