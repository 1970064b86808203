"""How far a campaign has come: by station, by officer, over time; for whoever covers the households."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, or_, select

from domain.platform.access import Action, Actor, NotForYou, Subject, offices_for
from domain.platform.text import N_, Arg, Refusal
from domain.policy.seasons import Season
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile
from models.officers import Appointment
from models.people import Person
from models.units import Unit
from services.campaigns.record import Group, Numbers, counted, groups, numbers_in, season_of
from services.households import FilterGone
from services.platform import consent
from services.platform.work import Work

__all__ = [
    "CampaignView", "HouseholdLine", "NoCampaign", "OfficerLine", "Picture", "UnitLine", "households_of", "latest",
    "officers_of", "picture_of",
]  # fmt: skip


class NoCampaign(Refusal):
    """There is no such campaign, or nothing of it is below the person's units."""

    text = N_("There is no season to show here yet. The policy sets when the next one opens; you will hear of it here.")


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign as leaders see it: the season as it was when it opened, and its days."""

    id: int
    season: Season
    year: int
    opens: date
    closes: date
    is_closed: bool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A station with all below it, or the centre for what lies directly under it."""

    unit_id: int
    name: str
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """An officer (appointment 0 and no name: households without one)."""

    appointment_id: int
    person_id: int | None
    name: str
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """One household of a campaign."""

    task_id: int
    household_id: int
    number: str
    name: Arg
    state: str
    later_on: date | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A campaign at a moment; `done_by_day` counts the households done up to each day since the opening."""

    campaign: CampaignView
    numbers: Numbers
    units: tuple[UnitLine, ...]
    done_by_day: tuple[tuple[date, int], ...]
    without_officer: int


def latest(work: Work, *, most: int) -> list[CampaignView]:
    """Return the campaigns, those that still run first, then the newest."""
    return [_view(work, one) for one in _latest(work.session)[:most]]


def _latest(session: Session) -> list[Campaign]:
    found = session.exec(select(Campaign).order_by(col(Campaign.opens).desc(), col(Campaign.id).desc()).limit(40)).all()
    return sorted(found, key=lambda one: one.closed_at is not None)


def _view(work: Work, one: Campaign) -> CampaignView:
    season = season_of(work, one)
    return CampaignView(one.id, season, one.year, one.opens, one.closes, is_closed=one.closed_at is not None)


def _get(session: Session, campaign_id: int | None) -> Campaign:
    """Return a campaign, None: the newest that still runs, else the newest; raises NoCampaign."""
    campaign = session.get(Campaign, campaign_id) if campaign_id is not None else next(iter(_latest(session)), None)
    if campaign is None:
        raise NoCampaign
    return campaign


def picture_of(work: Work, campaign_id: int | None) -> Picture:
    """Return how far a campaign has come below the person's units; None is the newest, one that runs before others.

    Raises NotForYou, NoCampaign.
    """
    campaign = _get(work.session, campaign_id)
    mine = _below(_paths(work.actor))
    found = groups(work.session, campaign.id, where=mine)
    return Picture(
        _view(work, campaign),
        numbers_in(found),
        _by_station(work.session, found),
        _over_time(work, campaign, mine),
        sum(group.count for group in found if group.officer_id is None and group.state != "done"),
    )


def officers_of(work: Work, campaign_id: int, unit_id: int) -> tuple[str, list[OfficerLine]]:
    """Return a unit's name and the officers of the households there and below, those with most left first.

    Raises NotForYou, NoCampaign.
    """
    _get(work.session, campaign_id)
    unit = _unit(work, unit_id)
    found = groups(work.session, campaign_id, where=_of_station(work.session, unit))
    officers = {group.officer_id for group in found}
    names = dict(work.session.exec(select(Person.id, Person.name).where(col(Person.id).in_(officers - {None}))).all())
    held = _appointments(work.session, officers)
    lines = [
        OfficerLine(
            held.get(officer or 0, 0),
            officer,
            names.get(officer or 0) or "",
            numbers_in([group for group in found if group.officer_id == officer]),
        )
        for officer in officers
    ]
    return unit.named, sorted(lines, key=lambda line: (line.person_id is not None, -line.numbers.left, line.name))


def households_of(work: Work, campaign_id: int, unit_id: int, appointment_id: int) -> tuple[str, list[HouseholdLine]]:
    """Return an officer's name and the households at a unit and below, those with something left first.

    `appointment_id` 0 asks for households without an officer. Raises NotForYou, NoCampaign, FilterGone.
    """
    campaign, unit = _get(work.session, campaign_id), _unit(work, unit_id)
    held = work.session.get(Appointment, appointment_id) if appointment_id else None
    officer = work.session.get(Person, held.person_id) if held else None
    query = (
        select_rows(col(CampaignTask.id), col(HouseholdFile.id), col(HouseholdFile.number), col(Person.name),
                    consent.holds(), col(CampaignTask.state), col(CampaignTask.later_on))
        .join(HouseholdFile, col(HouseholdFile.id) == col(CampaignTask.household_id))
        .join(Person, col(Person.id) == col(HouseholdFile.head_id))
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .where(col(CampaignTask.campaign_id) == campaign.id, _of_station(work.session, unit), counted())
        .where(col(HouseholdFile.case_officer_id) == (officer.id if officer else None))
    )  # fmt: skip
    lines = [HouseholdLine(task, file, number, consent.shown(name, agrees), state, later)
             for task, file, number, name, agrees, state, later in work.session.execute(query)]  # fmt: skip
    if officer is not None and not lines:  # nothing is told of an officer who has no household here
        raise FilterGone
    order = ("untouched", "in_work", "done")
    return (officer.name or "") if officer else "", sorted(
        lines, key=lambda line: (order.index(line.state), line.number)
    )


def _paths(actor: Actor) -> list[str]:
    offices = offices_for(actor, Action.SEE_SEASON)
    if not offices:
        raise NotForYou
    return [office.path for office in offices]


def _below(paths: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(col(Unit.path).startswith(path) for path in paths))


def _unit(work: Work, unit_id: int) -> Unit:
    unit = work.session.get(Unit, unit_id)
    if unit is None or not offices_for(work.actor, Action.SEE_SEASON, Subject(unit_path=unit.path)):
        raise NotForYou
    return unit


def _of_station(session: Session, unit: Unit) -> ColumnElement[bool]:
    """The units counted under one: all below, but for a centre only itself and the points right under it."""
    if unit.level != "centre":
        return col(Unit.path).startswith(unit.path)
    stations = select(Unit.path).where(Unit.level == "station", col(Unit.path).startswith(unit.path))
    others = [~col(Unit.path).startswith(path) for path in session.exec(stations)]
    return col(Unit.path).startswith(unit.path) & _all(others)


def _all(conditions: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = col(Unit.id).is_not(None)
    for one in conditions:
        found &= one
    return found


def _by_station(session: Session, all_groups: Sequence[Group]) -> tuple[UnitLine, ...]:
    units = {unit.id: unit for unit in session.exec(select(Unit))}
    by_station: dict[int, list[Group]] = {}
    for group in all_groups:
        above = [units[int(part)] for part in units[group.unit_id].path.split("/") if part]
        station = next((unit for unit in above if unit.level == "station"), above[0])
        by_station.setdefault(station.id, []).append(group)
    lines = [UnitLine(unit_id, units[unit_id].named, numbers_in(found)) for unit_id, found in by_station.items()]
    return tuple(sorted(lines, key=lambda line: (-line.numbers.left, line.name)))


def _over_time(work: Work, campaign: Campaign, where: ColumnElement[bool]) -> tuple[tuple[date, int], ...]:
    query = (
        select(CampaignTask.finished_at)
        .join(HouseholdFile, col(HouseholdFile.id) == col(CampaignTask.household_id))
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .where(CampaignTask.campaign_id == campaign.id, CampaignTask.state == "done", where)
    )
    days = Counter(at.astimezone(work.house.zone).date() for at in work.session.exec(query) if at is not None)
    today = work.today
    first, last = campaign.opens, max(campaign.opens, min(today, campaign.closes + timedelta(days=1)))
    counts, done = [], sum(count for day, count in days.items() if day < first)
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        done += days[day]
        counts.append((day, done))
    return tuple(counts)


def _appointments(session: Session, people: Iterable[int | None]) -> dict[int, int]:
    wanted = [one for one in people if one is not None]
    person, latest = col(Appointment.person_id), func.max(col(Appointment.id))
    rows = session.execute(select_rows(person, latest).where(person.in_(wanted)).group_by(person))
    return {row[0]: row[1] for row in rows}
