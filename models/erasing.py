"""Who asked for their data to be erased, what became of it, and the files of papers that go with it."""

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment


class Erasure(SQLModel, table=True):
    """One wish of a worker to be erased, or one erasing. What had to stay goes when `stays_until` is over."""

    __tablename__ = "erasure"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(sa_type=BigInteger, index=True)
    asked_at: datetime = Field(sa_type=Moment)
    state: str = Field(default="asked", index=True)  # asked | taken_back | done | over
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    stays_until: date | None = Field(default=None)  # None: until the household's file is closed, or nothing stayed


class FileToErase(SQLModel, table=True):
    """The file of a paper whose row is gone; it is removed next, and this row with it."""

    __tablename__ = "file_to_erase"

    stored_as: str = Field(primary_key=True)
