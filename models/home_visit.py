"""Visits that the case officer pays to a household on file, whether or not a case is running."""

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.columns import Moment, Sealed


class HomeVisit(SQLModel, table=True):
    """One visit; photos are papers of the household about `visit:<id>`."""

    __tablename__ = "home_visit"

    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household_file.id", index=True)
    officer_id: int = Field(sa_type=BigInteger)
    visited_on: date
    findings: str  # unchanged | changed | better | worse
    note: str | None = Field(default=None, sa_type=Sealed)
    recorded_at: datetime = Field(sa_type=Moment)
