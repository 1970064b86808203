"""Heat warnings: who is told what from how many degrees on, and which households the officers check once more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from domain.broadcasts.audience import Audience
from domain.campaigns.audience import matches
from domain.households.household import from_answers
from domain.platform.access import Action, require
from domain.platform.messages import Message
from domain.platform.text import N_, Arg, Refusal, Text, paragraphs, say
from domain.policy.seasons import Heat, HeatLevel, Topic
from models.broadcasts import Broadcast
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile
from models.people import Person
from models.units import Unit
from services import units
from services.broadcasts import notices as broadcasts
from services.campaigns import digests
from services.campaigns.record import LeftHousehold, day_of, running, season_of
from services.platform import audit, outbox
from services.platform.house import House
from services.platform.work import Work

__all__ = ["HeatWarning", "check", "consider", "warn"]

A_BATCH = 500


class NoHeatRules(Refusal):
    """The policy has no heat warnings."""

    text = N_("This union's policy has no heat warnings. They are set up in the policy file, under [heat].")


class NotHotEnough(Refusal):
    """Below the first level of the policy there is nothing to advise."""

    text = N_("{degrees} °C needs no warning: the policy warns from {first} °C on. Nothing was sent.")


class AlreadyWarned(Refusal):
    """The same people were warned today of this or a higher level."""

    text = N_(
        "Everybody there has already been warned today, at the level of {degrees} °C. Nothing was sent again; a "
        "warning of a higher level still goes out."
    )


class TooLateToday(Refusal):
    """In quiet hours a notice waits until the morning, and "today" would be wrong then."""

    text = N_(
        "It is too late for today: after {hour} we do not disturb people. Please send the warning tomorrow morning."
    )


class NobodyInTheHeat(Refusal):
    """A warning needs somebody to warn."""

    text = N_(
        "No household on file there has somebody who works outdoors or in the heat, so nobody would be warned. Please "
        "choose a larger area."
    )


@dataclass(frozen=True)
class HeatWarning:
    """A warning before or after it goes out. `unit` None is the whole union; `households` are those in the audience.

    `to_check` are those of them with a task in the running campaign, by their officer; `unowned` have none.
    """

    degrees: int
    level: HeatLevel
    unit: Unit | None
    households: int
    campaign: Campaign | None
    to_check: dict[int, list[tuple[str, int]]]  # officer -> (number of the file, its head)
    unowned: int


def check(house: House) -> Heat:
    """Return the rules for heat; raises NoHeatRules."""
    heat = house.policies.current.heat
    if heat is None:
        raise NoHeatRules
    return heat


def consider(work: Work, degrees: int, unit_id: int | None) -> HeatWarning:
    """Return what a warning would do; `unit_id` None is the whole union.

    Raises NotForYou, NoHeatRules, NotHotEnough, AlreadyWarned, TooLateToday, NobodyInTheHeat, UnitUnknown.
    """
    require(work.actor, Action.WARN_OF_HEAT)
    heat = check(work.house)
    level = heat.level(degrees)
    if level is None:
        raise NotHotEnough(degrees=degrees, first=heat.levels[0].degrees)
    unit = units.row_of(work.session, unit_id) if unit_id is not None else None
    _require_new(work, heat, level, unit)
    _require_day(work.house, work.now)
    campaign = next(iter(running(work.session, heat.season)), None)
    found = [one for one in _files(work.session, unit, campaign) if _is_meant(heat, one, work.house, work.now)]
    if not found:
        raise NobodyInTheHeat
    to_check: dict[int, list[tuple[str, int]]] = {}
    for file in found:
        if file.task_id is not None and file.officer is not None:
            to_check.setdefault(file.officer, []).append((file.number, file.head))
    unowned = sum(file.task_id is not None and file.officer is None for file in found)
    return HeatWarning(degrees, level, unit, len(found), campaign, to_check, unowned)


def warn(work: Work, degrees: int, unit_id: int | None) -> HeatWarning:
    """Tell the workers of the audience, and let the officers check their households once more. Raises as `consider`."""
    warning = consider(work, degrees, unit_id)
    subject = f"unit:{unit_id}" if unit_id is not None else "union"
    audit.note(work, work.actor.person_id, N_("warned of heat"), subject, detail=f"{degrees} °C")
    _tell_workers(work, warning)
    for officer_id, files in warning.to_check.items():
        _tell_officer(work, warning, officer_id, files)
    return warning


def _require_new(work: Work, heat: Heat, level: HeatLevel, unit: Unit | None) -> None:
    """Raise if those at the unit were warned today, with it or with one above it, of this level or a higher one."""
    above = [0, *(int(part) for part in unit.path.split("/") if part)] if unit is not None else [0]
    as_hot = {one.degrees for one in heat.levels if one.degrees >= level.degrees}
    keys = {_key(work.house, unit_id, degrees, work.now): degrees for unit_id in above for degrees in as_hot}
    told = work.session.exec(select(Broadcast.key).where(col(Broadcast.key).in_(keys))).all()
    if told:
        raise AlreadyWarned(degrees=max(keys[one] for one in told if one is not None))


def _key(house: House, unit_id: int, degrees: int, now: datetime) -> str:
    return f"heat:{unit_id}:{day_of(house, now)}:{degrees}"


def _require_day(house: House, now: datetime) -> None:
    rules, local = house.policies.current.broadcasts, now.astimezone(house.zone)
    if rules.may_go_at(local).date() != local.date():
        raise TooLateToday(hour=f"{rules.quiet_from:%H:%M}")


def _files(session: Session, unit: Unit | None, campaign: Campaign | None) -> Iterator[Any]:
    """Yield the open files at a unit and below, with their task in the campaign, reading some hundred at a time."""
    after = 0
    while batch := _batch(session, unit, campaign, after):
        after = batch[-1].id
        yield from batch


def _batch(session: Session, unit: Unit | None, campaign: Campaign | None, after: int) -> Sequence[Any]:
    of_campaign = and_(
        col(CampaignTask.household_id) == col(HouseholdFile.id),
        col(CampaignTask.campaign_id) == (campaign.id if campaign is not None else 0),
    )
    query = (
        select_rows(
            col(HouseholdFile.id), col(HouseholdFile.number), col(HouseholdFile.head_id).label("head"),
            col(HouseholdFile.data), col(HouseholdFile.known), col(HouseholdFile.case_officer_id).label("officer"),
            col(CampaignTask.id).label("task_id"),
        )
        .join(CampaignTask, of_campaign, isouter=True)
        .where(col(HouseholdFile.closed_at).is_(None), col(HouseholdFile.id) > after)
        .order_by(col(HouseholdFile.id))
        .limit(A_BATCH)
    )  # fmt: skip
    if unit is not None:
        query = query.join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        query = query.where(col(Unit.path).startswith(unit.path))
    return session.execute(query).all()


def _is_meant(heat: Heat, file: Any, house: House, now: datetime) -> bool:
    return matches(heat.audience, from_answers(file.data), day_of(house, now), known=file.known).holds


# What is said --------------------------------------------------------------------------------------------------------


def _tell_workers(work: Work, warning: HeatWarning) -> None:
    unit_id = warning.unit.id if warning.unit is not None else None
    area = f" · {warning.unit.name}" if warning.unit is not None else ""
    broadcasts.announce(
        work,
        key=_key(work.house, unit_id or 0, warning.level.degrees, work.now),
        topic=Topic.SAFETY,
        title=f"≥ {warning.level.degrees} °C{area} · {day_of(work.house, work.now)}",
        message=Message(warning.level.advice),
        audience=Audience(heat=True, unit_id=unit_id),
        unit_id=unit_id,
    )


def _tell_officer(work: Work, warning: HeatWarning, officer_id: int, files: list[tuple[str, int]]) -> None:
    campaign = warning.campaign
    assert campaign is not None  # only a campaign has households to check
    shown = files[: digests.MOST_NAMED]
    heads = [head for _, head in shown]
    names = dict(work.session.exec(select(Person.id, Person.name).where(col(Person.id).in_(heads))).all())
    left = (len(files), [LeftHousehold(number, names.get(head) or "") for number, head in shown])
    text = paragraphs(
        digests.heading(campaign, season_of(work, campaign)),
        say(N_("🌡 {area}: {degrees} °C today."), degrees=warning.degrees, area=_area(warning)),
        digests.named(say(N_("Please check on these households today:")), left),
    )
    unit_id = warning.unit.id if warning.unit is not None else 0
    name = f"heat:{campaign.key}:{unit_id}:{day_of(work.house, work.now)}:{warning.level.degrees}:{officer_id}"
    message = Message(text, ((digests.open_list_key(campaign),),))
    outbox.put(work, officer_id, message, key=name, priority=outbox.REMINDER)


def _area(warning: HeatWarning) -> Arg:
    return warning.unit.name if warning.unit is not None else Text(N_("The whole union"))
