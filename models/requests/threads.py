"""What somebody asks a person of the union: the thread of words, and before whom it lies."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment, Waits
from models.platform.sealed import Sealed, WithSeal


class Request(Waits, table=True):
    """One thread. While it is `offered` nobody but its worker knows of it; `open` ones wait for an officer."""

    __tablename__ = "request"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    broadcast_id: int | None = Field(default=None, foreign_key="broadcast.id")  # the notice that it is about
    state: str = Field(default="offered", index=True)  # offered | open | answered | closed
    touched_at: datetime = Field(sa_type=Moment)  # when anything was last said in it
    told: int = Field(default=0)  # how often it was put before officers, for the keys of those messages


class RequestHolder(SQLModel, table=True):
    """Before whom a request lies, or lay until `ended_at`; `card` is the number of the last message about it."""

    __tablename__ = "request_holder"

    id: int = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", index=True)
    person_id: int = Field(sa_type=BigInteger, index=True)
    since: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    card: int = Field(default=0)


class RequestWords(WithSeal, table=True):
    """Words of one side. Until they are sent, only whoever wrote them sees them."""

    __tablename__ = "request_words"

    id: int = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", index=True)
    by_id: int = Field(sa_type=BigInteger)
    of_worker: bool
    words: str = Field(sa_type=Sealed)
    said_at: datetime = Field(sa_type=Moment)
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
