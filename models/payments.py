"""Payments: at most one per case."""

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment


class Payment(SQLModel, table=True):
    """Money that the cashier sent to the bank card, and what the worker says of it."""

    __tablename__ = "payment"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", unique=True)
    amount: int = Field(sa_type=BigInteger)  # fen
    paid_on: date
    bank_reference: str
    cashier_id: int = Field(sa_type=BigInteger)
    recorded_at: datetime = Field(sa_type=Moment)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
    missing_since: datetime | None = Field(default=None, sa_type=Moment)  # the worker says that it did not come
