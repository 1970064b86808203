"""Changes of what is on record: proposed with proof by one person, confirmed or refused by another."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field

from models.platform.columns import Moment, Waits
from models.platform.sealed import Sealed, SealedJson, WithSeal


class Change(Waits, WithSeal, table=True):
    """One proposal about a household's file, a student's card, or what a worker gave at registration; its proofs are
    papers about `change:<id>`. Without any, the officer saw it at a visit."""

    __tablename__ = "change"

    id: int = Field(default=None, primary_key=True)
    household_id: int | None = Field(default=None, foreign_key="household_file.id", index=True)
    person_id: int | None = Field(default=None, sa_type=BigInteger, foreign_key="person.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="aid_case.id", index=True)  # the grant whose card it is
    what: str  # domain.changes.change.What
    event: str = Field(default="", sa_column_kwargs={"server_default": ""})  # domain.changes.life.Event; empty: none
    field: str = ""  # the key of the question that it began with
    member: str | None = Field(default=None, sa_type=Sealed)  # the resident id of whom it is about
    old: dict[str, Any] = Field(sa_type=SealedJson)
    new: dict[str, Any] = Field(sa_type=SealedJson)
    note: str = Field(sa_type=Sealed)
    by_worker: bool = Field(default=False)
    proposed_by: int = Field(sa_type=BigInteger, index=True)
    proposed_at: datetime = Field(sa_type=Moment)
    asked: list[int] = Field(sa_type=SealedJson)  # the officers before whom it lies
    seen: dict[str, str] = Field(default_factory=dict, sa_type=JSON, nullable=True)  # by officer: what they saw
    state: str = Field(default="proposed", index=True)  # proposed | confirmed | refused | withdrawn | lapsed
    decided_by: int | None = Field(default=None, sa_type=BigInteger)
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    reason: str | None = Field(default=None, sa_type=Sealed)
    open_key: str | None = Field(default=None, unique=True)  # what it changes, while it is proposed
