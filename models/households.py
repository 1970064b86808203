"""The household file, headed by one worker, and the visits its case officer pays whether or not a case runs."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger
from sqlmodel import Field

from models.platform.columns import Moment
from models.platform.sealed import Sealed, SealedJson, WithSeal


class HouseholdFile(WithSeal, table=True):
    """A file that the national system knows; `data` is what the household reported and the officers accepted."""

    __tablename__ = "household_file"

    id: int = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    national_number: str = Field(unique=True)
    head_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    household_class: str  # as it was worked out on the day `class_on` under the policy `class_version`
    class_on: date | None = Field(default=None)
    class_version: str = Field(default="", sa_column_kwargs={"server_default": ""})
    data: dict[str, Any] = Field(sa_type=SealedJson)
    opened_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    case_officer_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    officer_since: datetime | None = Field(default=None, sa_type=Moment)
    last_visit_on: date | None = Field(default=None)
    known: dict[str, Any] | None = Field(default=None, sa_type=SealedJson)  # facts that officers found out later


class HouseholdMember(WithSeal, table=True):
    """A person of a household, found by the fingerprint of the id; kept from the report on, so that one household
    cannot run two cases at once."""

    __tablename__ = "household_member"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)
    household_id: int | None = Field(default=None, foreign_key="household_file.id", index=True)
    resident_id_print: str = Field(index=True)
    resident_id: str = Field(sa_type=Sealed)
    name: str = Field(sa_type=Sealed)
    relation: str


class HomeVisit(WithSeal, table=True):
    """One visit; photos are papers of the household about `visit:<id>`."""

    __tablename__ = "home_visit"

    id: int = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household_file.id", index=True)
    officer_id: int = Field(sa_type=BigInteger)
    visited_on: date
    findings: str  # unchanged | changed | better | worse
    note: str | None = Field(default=None, sa_type=Sealed)
    recorded_at: datetime = Field(sa_type=Moment)
