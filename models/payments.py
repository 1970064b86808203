"""Money out: none or many rows a case, each one transfer to one card, and what the bank and the worker say of it."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment, Waits
from models.platform.sealed import Sealed, WithSeal

ALIVE = text("state IN ('proposed', 'due', 'paid')")
OPEN = text("state IN ('asked', 'proposed')")


class MoneyRow(Waits, WithSeal, table=True):
    """One attempt to pay what a case is given for a period; of one case and period one row is alive at a time."""

    __tablename__ = "money_row"
    __table_args__ = (
        UniqueConstraint("case_id", "period", "attempt"),
        Index("money_row_alive", "case_id", "period", unique=True, sqlite_where=ALIVE, postgresql_where=ALIVE),
    )

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)
    period: str = Field(default="")  # that of the case, such as "2026", or a month, such as "2027-05"
    attempt: int = Field(default=1)
    kind: str = Field(default="pay")  # pay | month
    fen: int = Field(sa_type=BigInteger)
    payee: str | None = Field(default=None, sa_type=Sealed)  # None, like the card: paid before rows kept it
    card: str | None = Field(default=None, sa_type=Sealed)
    card_since: datetime | None = Field(default=None, sa_type=Moment)  # when it became another one while it was due
    state: str = Field(default="due", index=True)  # proposed | due | paid | returned | cancelled
    made_at: datetime = Field(sa_type=Moment)
    made_by: int | None = Field(default=None, sa_type=BigInteger)  # who proposed it; None: the approval
    released_by: int | None = Field(default=None, sa_type=BigInteger)  # the second officer of what is paid once more
    released_at: datetime | None = Field(default=None, sa_type=Moment)
    paid_on: date | None = Field(default=None)
    bank_reference: str = Field(default="")
    reference_key: str = Field(default="", index=True)  # the same in one form
    cashier_id: int | None = Field(default=None, sa_type=BigInteger)
    recorded_at: datetime | None = Field(default=None, sa_type=Moment)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
    missing_since: datetime | None = Field(default=None, sa_type=Moment)  # the worker says that it did not come
    cause: str = Field(default="")  # why the bank sent it back: closed | number | name | frozen | other
    returned_on: date | None = Field(default=None)
    return_reference: str = Field(default="")
    returned_by: int | None = Field(default=None, sa_type=BigInteger)  # who recorded that it came back
    returned_at: datetime | None = Field(default=None, sa_type=Moment)


class MonthRun(WithSeal, table=True):
    """What a case is given month by month: so much on each due day from the first one on, while nothing holds or ends
    it. Each month that has become due is a `MoneyRow` of the kind `month`, whose period is like "2027-05"."""

    __tablename__ = "month_run"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", unique=True)
    fen: int = Field(sa_type=BigInteger)  # a month
    first: date  # the day on which the first month is due
    months: int
    held_since: date | None = Field(default=None)  # months wait from then on until an officer says how it goes on
    held_by: int | None = Field(default=None, sa_type=BigInteger)
    held_reason: str | None = Field(default=None, sa_type=Sealed)
    ended_on: date | None = Field(default=None)  # no month after this day
    ended: str = Field(default="")  # class_lost | file_closed | officer | worker | off (the case left its payment)


class Repayment(SQLModel, table=True):
    """A part of a loan that came back; one transfer is written down once for a case."""

    __tablename__ = "repayment"
    __table_args__ = (UniqueConstraint("case_id", "reference_key"),)

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)
    fen: int = Field(sa_type=BigInteger)
    paid_on: date
    bank_reference: str
    reference_key: str  # the same in one form
    cashier_id: int = Field(sa_type=BigInteger)
    recorded_at: datetime = Field(sa_type=Moment)


class Deferral(WithSeal, table=True):
    """Repayments of a loan that are to wait, from the one of a number on; of a case one is asked for at a time.

    `fen` are open of that one, which moves from `due_on` to `moves_to`; what moves is kept up while it is open.
    """

    __tablename__ = "deferral"
    __table_args__ = (Index("deferral_open", "case_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),)

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)
    number: int
    fen: int = Field(sa_type=BigInteger)
    due_on: date
    moves_to: date
    months: int
    reason: str = Field(sa_type=Sealed)
    state: str  # asked | proposed | let | refused | dropped
    asked_by: int = Field(sa_type=BigInteger)  # the worker, or an officer for them
    asked_at: datetime = Field(sa_type=Moment)
    first_id: int | None = Field(default=None, sa_type=BigInteger)  # the officer who is for it
    first_at: datetime | None = Field(default=None, sa_type=Moment)
    decided_by: int | None = Field(default=None, sa_type=BigInteger)
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    refusal: str | None = Field(default=None, sa_type=Sealed)  # why not
