"""What was found when something was handed in; and whose report had to wait until a day, to be invited again then."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment
from models.platform.sealed import SealedJson, WithSeal


class ReInvitation(SQLModel, table=True):
    """The day from which a person's hardship report can be handed in again; `told_at` once they were told."""

    __tablename__ = "re_invitation"

    person_id: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="person.id")
    on: date = Field(index=True)
    told_at: datetime | None = Field(default=None, sa_type=Moment)


class Verdict(WithSeal, table=True):
    """Everything that was looked at when a case was handed in, once for each time; `trace` is versioned JSON."""

    __tablename__ = "verdict"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)
    trace: dict[str, Any] = Field(sa_type=SealedJson)
    at: datetime = Field(sa_type=Moment)


class AidEvent(WithSeal, table=True):
    """An event that has struck many households, under a programme of a policy; its cases have its number as their
    period. What was answered once for all stands with it."""

    __tablename__ = "aid_event"

    id: int = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    programme: str
    policy_version: str
    unit_id: int = Field(foreign_key="unit.id", index=True)
    answers: dict[str, Any] = Field(sa_type=SealedJson)
    opened_by: int = Field(sa_type=BigInteger)
    opened_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)  # nobody is added since; its cases go on
