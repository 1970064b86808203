"""What was said in free words: danger that somebody has to see."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Column
from sqlmodel import Field

from models.platform.columns import Moment
from models.platform.sealed import Sealed, WithSeal


class DangerCall(WithSeal, table=True):
    """Somebody's words of danger. `asked` are the people who were told, in that order; until one of them confirms it,
    the next is told, or all are reminded, at `call_at`, which is empty once somebody has."""

    __tablename__ = "danger_call"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    kind: str  # life | violence | accident
    words: str = Field(sa_type=Sealed)
    said_at: datetime = Field(sa_type=Moment)
    asked: list[int] = Field(sa_column=Column(JSON, nullable=False))
    told: int = 0  # how often people were told or reminded, for the keys of those messages
    call_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    all_right_at: datetime | None = Field(default=None, sa_type=Moment)
    confirmed_by: int | None = Field(default=None, sa_type=BigInteger)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
