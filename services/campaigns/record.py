"""Campaigns between the table and the rules: their policy, their events, and how far their households are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from domain.campaigns.plan import Event, What, events_between
from domain.policy.seasons import Season
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile
from models.people import Person
from models.units import Unit
from services.platform import consent
from services.platform.house import House
from services.platform.policies import Policy
from services.platform.work import Work

__all__ = [
    "Group", "LeftHousehold", "Numbers", "counted", "day_of", "events_of", "groups", "left_by_officer",
    "numbers_in", "policy_of", "running", "season_of", "to_be_done",
]  # fmt: skip

OF_SEASONS = (
    What.OPENING, What.REMINDER, What.FOLLOW_UP, What.ESCALATE_STATION, What.CLOSING, What.ESCALATE_CENTRE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many households stand where; `later` are among those not done."""

    done: int = 0
    in_work: int = 0
    untouched: int = 0
    later: int = 0

    @property
    def total(self) -> int:
        """All households of the campaign."""
        return self.done + self.in_work + self.untouched

    @property
    def left(self) -> int:
        """Those at which something is left to do."""
        return self.in_work + self.untouched


@dataclass(frozen=True, slots=True)
class Group:
    """How many tasks of a campaign share the unit and officer of their household, and their state."""

    unit_id: int
    officer_id: int | None
    state: str
    is_later: bool
    count: int


@dataclass(frozen=True, slots=True)
class LeftHousehold:
    """A household at which something is left to do, to be named to its officer."""

    number: str
    name: str


def day_of(house: House, now: datetime) -> date:
    """Return the date where the union is."""
    return now.astimezone(house.zone).date()


def running(session: Session, season: str | None = None) -> list[Campaign]:
    """Return the campaigns that are not closed, of one season or of all, the oldest first."""
    query = select(Campaign).where(col(Campaign.closed_at).is_(None)).order_by(col(Campaign.id))
    return list(session.exec(query if season is None else query.where(Campaign.season == season)))


def policy_of(work: Work, campaign: Campaign) -> Policy:
    """Return the policy that a campaign opened with."""
    return work.house.policies.of(work.session, campaign.policy_version)


def season_of(work: Work, campaign: Campaign) -> Season:
    """Return the season of a campaign as the policy had it when it opened."""
    return policy_of(work, campaign).season(campaign.season)


def events_of(work: Work, campaign: Campaign, after: date, until: date) -> list[Event]:
    """Return what the campaign's own policy plans for it after a day up to another, in order."""
    planned = events_between(policy_of(work, campaign), after, until)
    mine = (campaign.season, campaign.year)
    return [event for event in planned if event.what in OF_SEASONS and (event.season, event.year) == mine]


def groups(
    session: Session, campaign_id: int, officer_id: int | None = None, *, where: ColumnElement[bool] | None = None
) -> list[Group]:
    """Return how far the households of a campaign are, of one officer or of all; `where` asks about their units.

    A file that was closed meanwhile, or whose worker agrees no longer, counts only if its task was done.
    """
    is_later = col(CampaignTask.later_on).is_not(None)
    what = (col(HouseholdFile.unit_id), col(HouseholdFile.case_officer_id), col(CampaignTask.state), is_later)
    query = (
        select_rows(*what, func.count())
        .join(HouseholdFile, col(HouseholdFile.id) == col(CampaignTask.household_id))
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .where(col(CampaignTask.campaign_id) == campaign_id, counted())
        .group_by(*what)
    )
    if where is not None:
        query = query.where(where)
    if officer_id is not None:
        query = query.where(col(HouseholdFile.case_officer_id) == officer_id)
    return [
        Group(unit, officer, state, bool(later), count) for unit, officer, state, later, count in session.execute(query)
    ]


def counted() -> ColumnElement[bool]:
    """Return the condition that a task (joined with its file) belongs to the numbers of its campaign: it was done, or
    the file is open and its worker agrees that something is done."""
    return or_(to_be_done(), col(CampaignTask.state) == "done")


def to_be_done() -> ColumnElement[bool]:
    """Return the condition that something may be done at a household: its file is open, its worker agrees."""
    return and_(col(HouseholdFile.closed_at).is_(None), consent.holds_for(col(HouseholdFile.head_id)))


def numbers_in(found: Iterable[Group]) -> Numbers:
    """Add groups up."""
    counted = {"done": 0, "in_work": 0, "untouched": 0, "later": 0}
    for group in found:
        counted[group.state] += group.count
        if group.is_later and group.state != "done":
            counted["later"] += group.count
    return Numbers(**counted)


def left_by_officer(
    session: Session, campaign_id: int, today: date, *, most: int, officer_id: int | None = None
) -> dict[int, tuple[int, Sequence[LeftHousehold]]]:
    """Return for each officer how many households have something left today, and the first `most` of them by name.

    Those put off until a later day are not among them.
    """
    officer, number = col(HouseholdFile.case_officer_id), col(HouseholdFile.number)
    place = func.row_number().over(partition_by=officer, order_by=number).label("place")
    count = func.count().over(partition_by=officer).label("together")
    inner = (
        select_rows(officer.label("officer"), number.label("number"), col(HouseholdFile.head_id).label("head"), place,
                    count)
        .join(CampaignTask, col(CampaignTask.household_id) == col(HouseholdFile.id))
        .where(col(CampaignTask.campaign_id) == campaign_id, col(CampaignTask.state) != "done")
        .where(officer.is_not(None), to_be_done())
        .where(or_(col(CampaignTask.later_on).is_(None), col(CampaignTask.later_on) <= today))
    )  # fmt: skip
    if officer_id is not None:
        inner = inner.where(officer == officer_id)
    table = inner.subquery()
    query = (
        select_rows(table.c.officer, table.c.number, col(Person.name), table.c.together)
        .join(Person, col(Person.id) == table.c.head)
        .where(table.c.place <= most)
        .order_by(table.c.officer, table.c.place)
    )
    found: dict[int, tuple[int, list[LeftHousehold]]] = {}
    for who, file, name, together in session.execute(query):
        found.setdefault(who, (together, []))[1].append(LeftHousehold(file, name or ""))
    return dict(found)
