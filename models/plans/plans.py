"""The plan of a household and its measures."""

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlmodel import Field

from models.platform.columns import Moment, Waits
from models.platform.sealed import Sealed, WithSeal


class HouseholdPlan(Waits, WithSeal, table=True):
    """The plan of a household, one at a time. `version` counts its changes, for the worker agrees to what they read; it
    waits while it is `proposed`."""

    __tablename__ = "household_plan"

    id: int = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household_file.id", index=True)
    open_key: int | None = Field(default=None, unique=True)  # the household, until the plan has ended
    goal: str = ""  # a key of the policy's goals
    state: str  # domain.plans.state.PlanState
    version: int = 1
    made_by: int = Field(sa_type=BigInteger)
    made_at: datetime = Field(sa_type=Moment)
    shown_at: datetime | None = Field(default=None, sa_type=Moment)  # to the worker, first
    agreed_by: int | None = Field(default=None, sa_type=BigInteger)
    agreed_at: datetime | None = Field(default=None, sa_type=Moment)
    wish: str | None = Field(default=None, sa_type=Sealed)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class PlanMeasure(Waits, WithSeal, table=True):
    """One measure. `words` are an officer's own, else those of the policy's measure `rule` count. Its clock begins once
    it is late. `taken_out` ones stay on record."""

    __tablename__ = "plan_measure"

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="household_plan.id", index=True)
    household_id: int = Field(foreign_key="household_file.id", index=True)
    rule: str = ""
    words: str | None = Field(default=None, sa_type=Sealed)
    who: str  # domain.policy.frame.measures.Doer
    how: str  # domain.policy.frame.measures.How
    of: str = ""
    until: date = Field(index=True)
    added_by: int = Field(sa_type=BigInteger)
    added_at: datetime = Field(sa_type=Moment)
    done_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    done_by: int | None = Field(default=None, sa_type=BigInteger)  # None: by what it was linked to
    note: str | None = Field(default=None, sa_type=Sealed)
    taken_out: bool = False
    open_key: str | None = Field(default=None, unique=True)  # plan and rule, while it is open
