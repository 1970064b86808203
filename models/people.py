"""People who talk to the bot, their consents, who has another account by now, and who wishes to be erased."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Index, and_
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlmodel import Field, SQLModel, col

from domain.platform.channel import TELEGRAM
from models.platform.columns import BigKey, Moment, Waits
from models.platform.sealed import Sealed, SealedJson, WithSeal

REGISTER = "register"  # the channel of people who have no account, and are known from a register alone
FIRST_OF_REGISTER = 2**53  # what they are numbered from: beyond any number of an account


def is_of_register(person_id: int) -> bool:
    """Say whether somebody is known from a register alone: they have no account, and nothing can be sent to them."""
    return person_id >= FIRST_OF_REGISTER


def _own_id(context: DefaultExecutionContext) -> int:
    return int(context.get_current_parameters()["id"])  # type: ignore[no-untyped-call]


class Person(WithSeal, table=True):
    """Somebody who talks to the bot. `id` is the account from which they first did; `address` is the one where they are
    now, in `channel` (docs/adr/0016). Sealed fields are filled by registration."""

    __tablename__ = "person"
    __table_args__ = (Index("person_reached", "address", "channel", unique=True),)

    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    address: int | None = Field(
        default=None, sa_type=BigInteger, sa_column_kwargs={"default": _own_id}
    )  # None, as the version before wrote it: the same as `id`
    channel: str = Field(default=TELEGRAM.key, sa_column_kwargs={"server_default": TELEGRAM.key})
    locale: str
    first_seen_at: datetime = Field(sa_type=Moment)
    blocked_at: datetime | None = Field(default=None, sa_type=Moment)
    consented_at: datetime | None = Field(default=None, sa_type=Moment)  # processing of personal data
    sensitive_consented_at: datetime | None = Field(default=None, sa_type=Moment)  # health, money, children
    registered_at: datetime | None = Field(default=None, sa_type=Moment)
    gone_at: datetime | None = Field(default=None, sa_type=Moment)  # two officers wrote down that they have died
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    pending_unit_id: int | None = Field(default=None, foreign_key="unit.id")  # from a poster, before registration
    pending_link: str | None = Field(default=None, sa_type=Sealed)  # an invitation followed before registration
    name: str | None = Field(default=None, sa_type=Sealed)
    resident_id: str | None = Field(default=None, sa_type=Sealed)
    resident_id_print: str | None = Field(default=None, unique=True)  # keyed fingerprint, for look-up
    phone: str | None = Field(default=None, sa_type=Sealed)


def reached_at(address: Any) -> ColumnElement[bool]:
    """Who is at this address, or at one of these, in the one channel that there is."""
    column = col(Person.address)
    is_many = getattr(address, "expanding", isinstance(address, Collection))
    return and_(column.in_(address) if is_many else column == address, col(Person.channel) == TELEGRAM.key)


class Consent(SQLModel, table=True):
    """The history of consents: one row each time one is given or withdrawn."""

    __tablename__ = "consent"

    id: int = Field(default=None, primary_key=True, sa_type=BigKey)
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    kind: str  # processing | sensitive
    given: bool
    at: datetime = Field(sa_type=Moment)


class Behalf(SQLModel, table=True):
    """Somebody (`hand_id`) acts on behalf of `person_id`: an officer with a consent on paper, for whom the chat is not
    or a helper whom they named themselves, with what they may until when. `joined_at`: they have an account by now."""

    __tablename__ = "behalf"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    hand_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    kind: str  # officer | helper
    may: str = ""  # of a helper: what was allowed, by its keys with blanks between
    until: date | None = None  # the last day of a helper
    begun_at: datetime = Field(sa_type=Moment)
    agreed_at: datetime | None = Field(default=None, sa_type=Moment)  # when a helper said yes
    resident_id_print: str | None = Field(default=None, index=True)  # of somebody without an account
    open_key: str | None = Field(default=None, unique=True)  # the two of them, or the number, while it lasts
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_by: int | None = Field(default=None, sa_type=BigInteger)
    joined_at: datetime | None = Field(default=None, sa_type=Moment)
    right_since: datetime | None = Field(default=None, sa_type=Moment)  # when they said that all is as it was entered


class AccountMove(Waits, WithSeal, table=True):
    """Somebody at a new account (`asker_id`) says that the registration of `person_id` is theirs. One officer looks at
    it in person, another confirms; then the two people change their addresses, and the asker has become the person."""

    __tablename__ = "account_move"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    asker_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    asked_at: datetime = Field(sa_type=Moment)
    name: str = Field(sa_type=Sealed)  # as the asker typed it
    phone: str = Field(sa_type=Sealed)
    contested: bool = Field(default=False)  # the account of before has said no to this asker: administrators decide
    asked: dict[str, Any] = Field(sa_type=SealedJson)  # by state, the officers before whom it lies
    state: str = Field(default="asked", index=True)  # asked | checked | moved | refused | stopped | withdrawn | lapsed
    looked_at: str | None = Field(default=None, sa_type=Sealed)  # what the first officer looked at
    checked_by: int | None = Field(default=None, sa_type=BigInteger)
    checked_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_by: int | None = Field(default=None, sa_type=BigInteger)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    open_key: str | None = Field(default=None, unique=True)  # the asker, while it is not over


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
