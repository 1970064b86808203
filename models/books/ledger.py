"""The books: funds, what is set aside of them for cases, the entries behind it, and money that comes in."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment
from models.platform.sealed import Sealed, WithSeal

ALIVE = text("state IN ('proposed', 'confirmed')")


class Fund(SQLModel, table=True):
    """A fund as it stands (fen); the entries say how it came to that. Nothing is promised that it does not hold."""

    __tablename__ = "fund"
    __table_args__ = (
        UniqueConstraint("key", "unit_id"),
        CheckConstraint("committed >= 0 AND paid >= 0 AND lent >= 0", name="fund_parts"),
        CheckConstraint("received >= committed + paid + lent", name="fund_holds_it"),
    )

    id: int = Field(default=None, primary_key=True)
    key: str = Field(index=True)  # of the policy
    unit_id: int = Field(foreign_key="unit.id", index=True)  # whose it is; it serves the units below
    received: int = Field(default=0, sa_type=BigInteger)
    committed: int = Field(default=0, sa_type=BigInteger)  # set aside for cases that are approved
    paid: int = Field(default=0, sa_type=BigInteger)
    lent: int = Field(default=0, sa_type=BigInteger)
    opened_at: datetime = Field(sa_type=Moment)

    @property
    def free(self) -> int:
        """What nobody has been promised (fen)."""
        return self.received - self.committed - self.paid - self.lent


class FundHold(SQLModel, table=True):
    """What a fund gives for a case (fen): set aside, paid, lent."""

    __tablename__ = "fund_hold"
    __table_args__ = (
        UniqueConstraint("case_id", "fund_id"),
        CheckConstraint("committed >= 0 AND paid >= 0 AND lent >= 0", name="fund_hold_parts"),
    )

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(index=True)  # no foreign key: what was paid stays when somebody is erased
    fund_id: int = Field(foreign_key="fund.id", index=True)
    committed: int = Field(default=0, sa_type=BigInteger)
    paid: int = Field(default=0, sa_type=BigInteger)
    lent: int = Field(default=0, sa_type=BigInteger)


class BookEntry(SQLModel, table=True):
    """A sum that went from one account to another; never changed. `mark` chains it to the entry before."""

    __tablename__ = "book_entry"
    __table_args__ = (CheckConstraint("fen > 0", name="book_entry_fen"),)

    id: int = Field(default=None, primary_key=True)
    number: int = Field(unique=True)
    key: str = Field(unique=True)  # of the act: it is written down once
    day: date
    debit: str
    credit: str
    fen: int = Field(sa_type=BigInteger)
    what: str  # received | set_aside | freed | paid | came_back | lent_out | loan_came_back | repaid | taken_back
    case_id: int | None = Field(default=None, index=True)
    row_id: int | None = Field(default=None, index=True)  # of the money row
    receipt_id: int | None = Field(default=None, foreign_key="fund_receipt.id", index=True)
    by: int = Field(default=0, sa_type=BigInteger)  # 0: the clock
    at: datetime = Field(sa_type=Moment)
    mark: str


class BookEnd(SQLModel, table=True):
    """The one row (id 1) that says where the entries end; whoever writes one locks it, so that they stand in a row."""

    __tablename__ = "book_end"

    id: int = Field(default=1, primary_key=True)
    number: int = Field(default=0)
    mark: str = Field(default="")


class FundReceipt(WithSeal, table=True):
    """Money that came into a fund, or goes out of it for no case: who wrote it down, and who found it there."""

    __tablename__ = "fund_receipt"
    __table_args__ = (
        CheckConstraint("fen > 0", name="fund_receipt_fen"),
        Index(
            "fund_receipt_once",
            "unit_id",
            "way",
            "reference_key",
            unique=True,
            sqlite_where=ALIVE,
            postgresql_where=ALIVE,
        ),
    )

    id: int = Field(default=None, primary_key=True)
    fund_key: str
    unit_id: int = Field(foreign_key="unit.id", index=True)
    fen: int = Field(sa_type=BigInteger)
    came_on: date
    reference: str
    reference_key: str  # the same in one form
    giver: str | None = Field(default=None, sa_type=Sealed)  # who gave it
    way: str = Field(default="i")  # i: in | o: out
    reason: str | None = Field(default=None, sa_type=Sealed)  # why it goes out
    state: str = Field(default="proposed", index=True)  # proposed | confirmed | refused
    entered_by: int = Field(sa_type=BigInteger)
    entered_at: datetime = Field(sa_type=Moment)
    decided_by: int | None = Field(default=None, sa_type=BigInteger)
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    refusal: str | None = Field(default=None, sa_type=Sealed)
