"""The yearly re-check: one round a year, and in it one row for each household that is asked."""

from datetime import date, datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment


class RecheckRound(SQLModel, table=True):
    """The re-check of one year, under the policy it opened with; `key` lets none open twice."""

    __tablename__ = "recheck_round"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)  # such as "recheck:2026"
    year: int
    policy_version: str
    opened_on: date
    until: date  # the last day to answer; it moves on when a reminder went out late
    reminded: int = Field(default=0)
    opened_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)


class Recheck(SQLModel, table=True):
    """What one household answered; `same` and `changed` are the parts of the file, between commas."""

    __tablename__ = "recheck"
    __table_args__ = (UniqueConstraint("round_id", "household_id"),)

    id: int = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="recheck_round.id")
    household_id: int = Field(foreign_key="household_file.id", index=True)
    state: str = Field(default="open")  # open | answered | missed
    same: str = Field(default="")
    changed: str = Field(default="")
    added_at: datetime = Field(sa_type=Moment)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    answered_by: int | None = Field(default=None, sa_type=BigInteger)
    by_officer: bool = Field(default=False)
