"""One survey a year, and a row for each person who began to answer it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment
from models.platform.sealed import SealedJson, WithSeal


class SurveyRound(SQLModel, table=True):
    """The survey of one year, under the policy it opened with; `key` lets none open twice."""

    __tablename__ = "survey_round"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)  # such as "survey:2026"
    year: int
    policy_version: str
    opened_on: date
    until: date
    reminded: int = Field(default=0)
    opened_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)


class SurveyReply(WithSeal, table=True):
    """What one person answered: yes or no by the key of the question; done once all are."""

    __tablename__ = "survey_reply"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="survey_round.id")
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=SealedJson)
    begun_at: datetime = Field(sa_type=Moment)
    done_at: datetime | None = Field(default=None, sa_type=Moment)
