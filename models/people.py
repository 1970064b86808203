"""People who talk to the bot, the consents they gave or withdrew, and who wishes to be erased."""

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.platform.columns import BigKey, Moment
from models.platform.sealed import Sealed, WithSeal


class Person(WithSeal, table=True):
    """One Telegram account; `id` is Telegram's. Sealed fields are filled by registration."""

    __tablename__ = "person"

    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    locale: str
    first_seen_at: datetime = Field(sa_type=Moment)
    blocked_at: datetime | None = Field(default=None, sa_type=Moment)
    consented_at: datetime | None = Field(default=None, sa_type=Moment)  # processing of personal data
    sensitive_consented_at: datetime | None = Field(default=None, sa_type=Moment)  # health, money, children
    registered_at: datetime | None = Field(default=None, sa_type=Moment)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    pending_unit_id: int | None = Field(default=None, foreign_key="unit.id")  # from a poster, before registration
    pending_link: str | None = Field(default=None, sa_type=Sealed)  # an invitation followed before registration
    name: str | None = Field(default=None, sa_type=Sealed)
    resident_id: str | None = Field(default=None, sa_type=Sealed)
    resident_id_print: str | None = Field(default=None, unique=True)  # keyed fingerprint, for look-up
    phone: str | None = Field(default=None, sa_type=Sealed)


class Consent(SQLModel, table=True):
    """The history of consents: one row each time one is given or withdrawn."""

    __tablename__ = "consent"

    id: int = Field(default=None, primary_key=True, sa_type=BigKey)
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    kind: str  # processing | sensitive
    given: bool
    at: datetime = Field(sa_type=Moment)


class Erasure(SQLModel, table=True):
    """One wish of a worker to be erased, or one erasing. What had to stay goes when `stays_until` is over."""

    __tablename__ = "erasure"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(sa_type=BigInteger, index=True)
    asked_at: datetime = Field(sa_type=Moment)
    state: str = Field(default="asked", index=True)  # asked | taken_back | done | over
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    stays_until: date | None = Field(default=None)  # None: nothing stayed


class FileToErase(SQLModel, table=True):
    """A file that is to go, and this row with it: that of a paper whose row is gone, or one that none names yet."""

    __tablename__ = "file_to_erase"

    stored_as: str = Field(primary_key=True)
