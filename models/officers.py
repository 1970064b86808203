"""Who is an officer where, and the one-time links by which officers are appointed."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment, Waits


class Appointment(SQLModel, table=True):
    """A role of a person at a unit and everything below it, until it ends."""

    __tablename__ = "appointment"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    role: str
    unit_id: int = Field(foreign_key="unit.id", index=True)
    appointed_by: int = Field(sa_type=BigInteger)
    since: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class Invitation(Waits, table=True):
    """A one-time deep link to an office; only the token's hash is kept.

    Whoever opens it first is `used_by`. The office begins when administrators have confirmed that it is who was meant.
    """

    __tablename__ = "invitation"

    id: int = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    role: str
    unit_id: int = Field(foreign_key="unit.id")
    made_by: int = Field(sa_type=BigInteger)
    made_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    used_by: int | None = Field(default=None, sa_type=BigInteger)
    used_at: datetime | None = Field(default=None, sa_type=Moment)
    confirmed_by: int | None = Field(default=None, sa_type=BigInteger)
    confirmed_too_by: int | None = Field(default=None, sa_type=BigInteger)  # where an office decides or pays
    ended_at: datetime | None = Field(default=None, sa_type=Moment)  # appointed, declined, or never answered
