"""Which households of a campaign somebody works on, how far they are, and which of them is next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, false
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, func, or_, select

from domain.platform.access import LEADERS, Action, Actor, NotForYou, offices_for
from domain.platform.text import Arg, Local
from domain.policy.seasons import Season
from domain.tasks.checklist import TaskState, entries_of, open_items
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile, HouseholdMember
from models.people import Person
from models.units import Unit
from services import households
from services.campaigns import Numbers, counted, season_of, to_be_done
from services.platform import consent
from services.platform.work import Work
from services.tasks.record import campaign_of

__all__ = [
    "A_PAGE", "OpenTaskLine", "Page", "TaskLine", "next_after", "next_of", "open_tasks_of", "page_of", "progress_for",
    "running_for",
]  # fmt: skip

A_PAGE = 8


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One household of a campaign; `left` counts the open items."""

    task_id: int
    household_id: int
    number: str
    name: Arg
    state: str
    left: int
    later_on: date | None
    officer: str


@dataclass(frozen=True, slots=True)
class OpenTaskLine:
    """What is open for one household in a running campaign."""

    task_id: int
    title: Local
    left: int
    later_on: date | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a campaign's list as one person sees it; `leads` says whether others' households are in it."""

    campaign: Campaign
    season: Season
    lines: tuple[TaskLine, ...]
    page: int
    total: int
    numbers: Numbers
    leads: bool


Where = ColumnElement[bool]


def progress_for(work: Work, campaign_id: int) -> Numbers:
    """Return how far the households are that this person sees: their own, and for a leader all below."""
    is_later = col(CampaignTask.later_on).is_not(None)
    query = (
        select(CampaignTask.state, is_later, func.count())
        .join(HouseholdFile, col(HouseholdFile.id) == col(CampaignTask.household_id))
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .where(CampaignTask.campaign_id == campaign_id, _seen_by(work), _counted())
        .group_by(col(CampaignTask.state), is_later)
    )
    counts = {state.value: 0 for state in TaskState} | {"later": 0}
    for state, later, count in work.session.exec(query):
        counts[state] += count
        counts["later"] += count if later and state != TaskState.DONE else 0
    return Numbers(**counts)


def _counted() -> Where:
    """What was not done when its file was closed or its consent withdrawn is not to be worked on any more."""
    return counted()


def _is_left() -> Where:
    return (col(CampaignTask.state) != TaskState.DONE.value) & to_be_done()


def _lines(
    session: Session, campaign_id: int, where: Where, season: Season, *, first: int, most: int, own: int
) -> list[TaskLine]:
    query = (
        select_rows(
            CampaignTask,
            col(HouseholdFile.number),
            col(Person.name),
            consent.holds(),
            col(HouseholdFile.case_officer_id),
        )
        .join(HouseholdFile, col(HouseholdFile.id) == col(CampaignTask.household_id))
        .join(Person, col(Person.id) == col(HouseholdFile.head_id))
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .where(col(CampaignTask.campaign_id) == campaign_id, where)
        .order_by(*_order(own))
    )
    rows = session.execute(query.offset(first).limit(most)).all()
    officers = session.exec(select(Person).where(col(Person.id).in_({row[4] for row in rows} - {None}))).all()
    names = {one.id: one.name or "" for one in officers}
    return [
        _line(task, number, consent.shown(name, agrees), names.get(who or 0, ""), season)
        for task, number, name, agrees, who in rows
    ]


def _order(own: int) -> tuple[Any, ...]:
    """Done comes last; one's own households come before others', which stay together by officer."""
    is_done = case((col(CampaignTask.state) == TaskState.DONE.value, 1), else_=0)
    is_others = case((col(HouseholdFile.case_officer_id) == own, 0), else_=1)
    is_later = case((col(CampaignTask.later_on).is_(None), 0), else_=1)
    officer = func.coalesce(col(HouseholdFile.case_officer_id), 0)
    return is_done, is_others, officer, is_later, col(CampaignTask.later_on), col(HouseholdFile.number)


def _line(task: CampaignTask, number: str, name: Arg, officer: str, season: Season) -> TaskLine:
    left = len(open_items(season, entries_of(task.items)))
    return TaskLine(task.id, task.household_id, number, name, task.state, left, task.later_on, officer)


def open_tasks_of(work: Work, household_id: int) -> list[OpenTaskLine]:
    """Return what is open for a household in the campaigns that run, the one that ends first before the others."""
    query = (
        select(CampaignTask, Campaign)
        .join(Campaign, col(Campaign.id) == col(CampaignTask.campaign_id))
        .where(CampaignTask.household_id == household_id, CampaignTask.state != TaskState.DONE.value)
        .where(col(Campaign.closed_at).is_(None))
        .order_by(col(Campaign.closes), col(Campaign.id))
    )
    found = ((task, season_of(work, campaign)) for task, campaign in work.session.exec(query))
    return [
        OpenTaskLine(task.id, season.title, len(open_items(season, entries_of(task.items))), task.later_on)
        for task, season in found
    ]


def running_for(work: Work) -> list[tuple[Campaign, Season, Numbers]]:
    """Return the running campaigns in which this person has households, the one that ends first before the others."""
    query = select(Campaign).where(col(Campaign.closed_at).is_(None)).order_by(col(Campaign.closes), col(Campaign.id))
    found = ((one, progress_for(work, one.id)) for one in work.session.exec(query).all())
    return [(one, season_of(work, one), numbers) for one, numbers in found if numbers.total]


def page_of(work: Work, campaign_id: int, page: int) -> Page:
    """Return a page of the households this person sees; others' only as long as something is left.

    Raises UnknownTask.
    """
    campaign = campaign_of(work.session, campaign_id)
    season = season_of(work, campaign)
    where = _listed(work)
    total = work.session.exec(_count(campaign_id, where)).one()
    shown = min(max(page, 0), max(total - 1, 0) // A_PAGE) * A_PAGE
    lines = _lines(work.session, campaign_id, where, season, first=shown, most=A_PAGE, own=work.actor.person_id)
    numbers = progress_for(work, campaign_id)
    return Page(campaign, season, tuple(lines), shown // A_PAGE, total, numbers, bool(_led_paths(work.actor)))


def _count(campaign_id: int, where: Where) -> Any:
    return (
        select(func.count(col(CampaignTask.id)))
        .join(HouseholdFile, col(HouseholdFile.id) == col(CampaignTask.household_id))
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .where(CampaignTask.campaign_id == campaign_id, where)
    )


def next_of(work: Work, campaign_id: int) -> int | None:
    """Return the task with which this person goes on: something is left, and it is not put off."""
    return next(iter(_waiting(work, campaign_id)), None)


def next_after(work: Work, task_id: int) -> tuple[Campaign, int | None]:
    """Return the task that comes after one in the list, from its end again to the beginning.

    Raises NotForYou, UnknownHousehold, OwnFile.
    """
    task = work.session.get(CampaignTask, task_id)
    if task is None:
        raise NotForYou
    households.opened_to(work, Action.SEE_HOUSEHOLD, task.household_id)
    waiting = _waiting(work, task.campaign_id)
    place = waiting.index(task_id) + 1 if task_id in waiting else 0
    others = [one for one in (*waiting[place:], *waiting[:place]) if one != task_id]
    return campaign_of(work.session, task.campaign_id), next(iter(others), None)


def _waiting(work: Work, campaign_id: int) -> list[int]:
    query = (
        select(CampaignTask.id)
        .join(HouseholdFile, col(HouseholdFile.id) == col(CampaignTask.household_id))
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .join(Campaign, col(Campaign.id) == col(CampaignTask.campaign_id))
        .where(CampaignTask.campaign_id == campaign_id, _seen_by(work) & _is_left())
        .where(col(CampaignTask.later_on).is_(None), col(Campaign.closed_at).is_(None))
        .order_by(*_order(work.actor.person_id))
    )
    return [one for one in work.session.exec(query) if one is not None]


def _listed(work: Work) -> Where:
    mine = col(HouseholdFile.case_officer_id) == work.actor.person_id
    return _seen_by(work) & _counted() & (mine | _is_left())


def _seen_by(work: Work) -> Where:
    """The households a person may work on: assigned to them, and for leaders all below; never their own family's."""
    covered = [office.path for office in offices_for(work.actor, Action.SEE_HOUSEHOLD)]
    assigned = _below(covered) & (col(HouseholdFile.case_officer_id) == work.actor.person_id)
    prints = select(Person.resident_id_print).where(Person.id == work.actor.person_id)
    family = select(HouseholdMember.household_id).where(
        col(HouseholdMember.resident_id_print).in_(prints), col(HouseholdMember.household_id).is_not(None)
    )
    others = (col(HouseholdFile.head_id) != work.actor.person_id) & col(HouseholdFile.id).not_in(family)
    return or_(assigned, _below(_led_paths(work.actor))) & others


def _below(paths: Sequence[str]) -> Where:
    return or_(false(), *(col(Unit.path).startswith(path) for path in paths))


def _led_paths(actor: Actor) -> list[str]:
    return [office.path for office in offices_for(actor, Action.SEE_HOUSEHOLD) if office.role in LEADERS]
