"""The household file, headed by one worker; visits to it; who is named in two of them, officers named in one, and
accounts with the number of somebody who lives in one; files that may be of one household."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment, Waits
from models.platform.sealed import Sealed, SealedJson, WithSeal


class HouseholdFile(Waits, WithSeal, table=True):
    """A file that the national system knows; `data` is what the household reported and the officers accepted. What it
    waits for are numbers of its people that are to follow."""

    __tablename__ = "household_file"

    id: int = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    national_number: str | None = Field(default=None, unique=True)  # None: it does not stand on the first list
    head_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    household_class: str  # on the first list, by the policy `class_version` on `class_on`; empty: it is not on it
    class_on: date | None = Field(default=None)
    class_version: str = Field(default="", sa_column_kwargs={"server_default": ""})
    data: dict[str, Any] = Field(sa_type=SealedJson)
    opened_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_for: str = Field(default="", sa_column_kwargs={"server_default": ""})  # domain.households.history.Closed
    case_officer_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    officer_since: datetime | None = Field(default=None, sa_type=Moment)
    last_visit_on: date | None = Field(default=None, index=True)
    recheck_until: date | None = Field(default=None, index=True)  # the last day for the re-check that is waited for
    rechecked_on: date | None = Field(default=None)
    suspended_on: date | None = Field(default=None, index=True)  # it rests: the re-check was not answered
    known: dict[str, Any] | None = Field(default=None, sa_type=SealedJson)  # facts that officers found out later
    version: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # of its history; 0: none is kept yet
    merged_into: int | None = Field(default=None, index=True)  # the file of the same household that this one leads to


class FileVersion(WithSeal, table=True):
    """What one version of a file changed: `old` and `new` hold what differs (domain/households/history.py)."""

    __tablename__ = "file_version"
    __table_args__ = (UniqueConstraint("household_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household_file.id", index=True)
    number: int  # from 1, without a gap
    kind: str  # domain.households.history.Kind
    at: datetime = Field(sa_type=Moment)
    said_by: int | None = Field(default=None, sa_type=BigInteger)
    confirmed_by: int | None = Field(default=None, sa_type=BigInteger)
    case_id: int | None = None
    change_id: int | None = None
    old: dict[str, Any] = Field(sa_type=SealedJson)
    new: dict[str, Any] = Field(sa_type=SealedJson)


class OnList(SQLModel, table=True):
    """A household on one of the lists behind the first, and the class that it has there; `number` is that of the list.
    Once it has left, the row stays."""

    __tablename__ = "on_list"
    __table_args__ = (UniqueConstraint("list", "number"),)

    id: int = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household_file.id", index=True)
    list: str
    household_class: str
    class_on: date
    class_version: str
    number: str
    entered_at: datetime = Field(sa_type=Moment)
    left_at: datetime | None = Field(default=None, sa_type=Moment)
    open_key: str | None = Field(default=None, unique=True)  # household and list, while it stands there


class HouseholdMember(WithSeal, table=True):
    """A person of a household, found by the fingerprint of the id; kept from the report on, so that one household
    cannot run two cases at once."""

    __tablename__ = "household_member"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)
    household_id: int | None = Field(default=None, foreign_key="household_file.id", index=True)
    resident_id_print: str = Field(index=True)
    file_key: str | None = Field(default=None, unique=True)  # the same print, while they live in a file: in one only
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


class Clash(SQLModel, table=True):
    """Somebody whom a case or a change names (the later one) is in another case, or in its file, too (`other_id`)."""

    __tablename__ = "clash"

    id: int = Field(default=None, primary_key=True)
    case_id: int | None = Field(default=None, foreign_key="aid_case.id", index=True)
    change_id: int | None = Field(default=None, foreign_key="change.id", index=True)
    other_id: int = Field(foreign_key="aid_case.id", index=True)
    resident_id_print: str
    named_by: int = Field(sa_type=BigInteger, index=True)
    found_at: datetime = Field(sa_type=Moment)
    settled: str = Field(default="")  # here | there | one | wrong | over
    settled_by: int | None = Field(default=None, sa_type=BigInteger)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
    open_key: str | None = Field(default=None, unique=True)  # both sides and whom, until it is settled


class NamedOfficer(SQLModel, table=True):
    """An officer whom a report or a change names as living in the household: only their yes keeps them out of it."""

    __tablename__ = "named_officer"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="aid_case.id", index=True)  # of a change: the report that its file came from
    change_id: int | None = Field(default=None, foreign_key="change.id", index=True)
    officer_id: int = Field(sa_type=BigInteger, index=True)
    named_by: int = Field(sa_type=BigInteger, index=True)
    relation: str = ""
    asked_at: datetime = Field(sa_type=Moment)
    lives_there: bool | None = None
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    once: str = Field(unique=True)  # which case or change, and who: each is asked once


class MemberAccount(SQLModel, table=True):
    """An account that has the number of somebody who lives in a file and does not head it: the file is theirs only once
    its head or an officer has said that it is them."""

    __tablename__ = "member_account"
    __table_args__ = (UniqueConstraint("household_id", "person_id", "resident_id_print"),)

    id: int = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household_file.id", index=True)
    person_id: int = Field(sa_type=BigInteger, index=True)
    resident_id_print: str
    asked_at: datetime = Field(sa_type=Moment)
    is_them: bool | None = None
    answered_by: int | None = Field(default=None, sa_type=BigInteger)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)


class Certificate(SQLModel, table=True):
    """A certificate that a household is on file in a class. The code that is scanned follows from the id and the seal,
    and is not kept; a newer one ends it."""

    __tablename__ = "certificate"

    id: int = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household_file.id", index=True)
    number: str = Field(unique=True)
    household_class: str
    issued_at: datetime = Field(sa_type=Moment)
    issued_by: int = Field(sa_type=BigInteger)
    valid_until: date
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    open_key: str | None = Field(default=None, unique=True)  # the household, until a newer one ends it


class FileMark(SQLModel, table=True):
    """Something of an open file that another file of the same household would have, too, as a keyed fingerprint."""

    __tablename__ = "file_mark"
    __table_args__ = (UniqueConstraint("household_id", "print"),)

    id: int = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household_file.id")
    what: str  # phone | card | address | birth
    print: str = Field(index=True)


class FileDouble(SQLModel, table=True):
    """Two files that share a mark. There is one row of a pair, ever: what was said of it is not asked again."""

    __tablename__ = "file_double"
    __table_args__ = (UniqueConstraint("low_id", "high_id"),)

    id: int = Field(default=None, primary_key=True)
    low_id: int = Field(foreign_key="household_file.id")
    high_id: int = Field(foreign_key="household_file.id", index=True)
    shares: str  # what they shared when it was found, between commas
    found_at: datetime = Field(sa_type=Moment)
    state: str = Field(default="asked", index=True)  # asked | meant | apart | merged | over
    keeps_id: int | None = Field(default=None)  # whose number stays, from `meant` on
    relation: str = ""  # what the head of the other file is to the head of that; "same": they are one person
    meant_by: int | None = Field(default=None, sa_type=BigInteger)
    meant_at: datetime | None = Field(default=None, sa_type=Moment)
    decided_by: int | None = Field(default=None, sa_type=BigInteger)
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
