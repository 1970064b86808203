"""Public notices and the objections to them."""

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment
from models.platform.sealed import Sealed, WithSeal


class Notice(SQLModel, table=True):
    """A masked announcement of a case over a window of working days."""

    __tablename__ = "notice"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    masked_name: str
    household_class: str
    programme: str
    posted_at: datetime = Field(sa_type=Moment)  # when it was queued
    stands_since: datetime | None = Field(default=None, sa_type=Moment)  # when it was posted; its days run from there
    first_day: date
    last_day: date
    days_uncertain: bool = Field(default=False)  # a year without announced holidays lies in the window
    taken_down_at: datetime | None = Field(default=None, sa_type=Moment, index=True)


class Objection(WithSeal, table=True):
    """What somebody has against a notice (`kind` notice) or a worker against a decision (`kind` decision)."""

    __tablename__ = "objection"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)
    kind: str = Field(default="notice")
    person_id: int = Field(sa_type=BigInteger)
    words: str = Field(sa_type=Sealed)
    made_at: datetime = Field(sa_type=Moment)
    agreed_at: datetime | None = Field(default=None, sa_type=Moment)  # to the word on data, without a registration
    upheld: bool | None = None
    answer: str | None = Field(default=None, sa_type=Sealed)
    answered_by: int | None = Field(default=None, sa_type=BigInteger)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
