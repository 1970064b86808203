"""Vacancies, training places and job fairs, and what became of them for each worker."""

from datetime import date, datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment
from models.platform.sealed import Sealed, WithSeal


class Offer(SQLModel, table=True):
    """Something the centre can offer to workers below a unit until it closes."""

    __tablename__ = "offer"

    id: int = Field(default=None, primary_key=True)
    kind: str  # vacancy | training | fair
    title: str
    place: str
    pay: str = ""  # in words, such as "4,500 a month"; for training what it costs or pays
    places: int
    closes: date  # the last day to say "I am interested"
    begins: date | None = None  # the day of the fair, the first day of the course
    words: str = ""  # anything else
    unit_id: int = Field(foreign_key="unit.id", index=True)
    made_by: int = Field(sa_type=BigInteger)
    made_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class OfferReply(WithSeal, table=True):
    """One worker and one offer: from being told of it to what became of it."""

    __tablename__ = "offer_reply"
    __table_args__ = (UniqueConstraint("offer_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    offer_id: int = Field(foreign_key="offer.id")
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    household_id: int | None = Field(default=None, foreign_key="household_file.id", index=True)
    state: str = Field(default="told")  # told | interested | waiting_list | declined | went | hired | not_suitable
    note: str | None = Field(default=None, sa_type=Sealed)
    told_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    changed_by: int | None = Field(default=None, sa_type=BigInteger)
