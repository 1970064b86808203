"""Campaigns: a season as it runs in one year, one task for each household, and what was given."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.platform.columns import Moment
from models.platform.sealed import SealedJson, WithSeal


class Campaign(SQLModel, table=True):
    """One round of a season, under the policy it opened with; `key` is that of the round, so none opens twice."""

    __tablename__ = "campaign"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)  # such as "season:summer_cooling:2026"
    season: str
    year: int
    policy_version: str
    opens: date
    closes: date
    opened_at: datetime = Field(sa_type=Moment)
    handled_until: date  # the day up to which reminders and reports have been dealt with
    filled_at: datetime = Field(sa_type=Moment)  # files opened before have their task, if they are in the audience
    closed_at: datetime | None = Field(default=None, sa_type=Moment, index=True)


class CampaignTask(WithSeal, table=True):
    """What is to be done for one household in one campaign; its officer is the household's."""

    __tablename__ = "campaign_task"
    __table_args__ = (UniqueConstraint("campaign_id", "household_id"),)

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    household_id: int = Field(foreign_key="household_file.id", index=True)
    state: str = Field(default="untouched")  # untouched | in_work | done
    items: dict[str, Any] = Field(default_factory=dict, sa_type=SealedJson)  # by the key of the checklist's item
    later_on: date | None = Field(default=None)  # put off until this day
    added_at: datetime = Field(sa_type=Moment)
    begun_at: datetime | None = Field(default=None, sa_type=Moment)
    finished_at: datetime | None = Field(default=None, sa_type=Moment)


class Gift(SQLModel, table=True):
    """Money or goods that a household got in a season; the caps count it for the head of the household."""

    __tablename__ = "gift"
    __table_args__ = (UniqueConstraint("task_id", "item"),)

    id: int = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="campaign_task.id")
    household_id: int = Field(foreign_key="household_file.id", index=True)
    item: str  # of the checklist
    year: int  # the calendar year it counts for
    amount: int = Field(default=0, sa_type=BigInteger)  # fen
    goods: str = Field(default="")  # keys of the season's goods, between commas
    given_on: date
    given_by: int = Field(sa_type=BigInteger)
    case_id: int | None = Field(default=None, foreign_key="aid_case.id", index=True)  # by which its money is paid
