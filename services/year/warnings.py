"""Heat warnings: who is told what from how many degrees on, and which households the officers check once more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from domain.broadcasts.audience import Audience
from domain.campaigns.audience import matches
from domain.households.household import from_answers
from domain.platform.access import Action, require
from domain.platform.messages import Message
from domain.platform.predicates import Facts
from domain.platform.text import N_, Arg, Refusal, Text, lines, say
from domain.policy.seasons import Heat, HeatLevel, Topic
from models.broadcasts import Broadcast
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile
from models.units import Unit
from services import units
from services.broadcasts import announce
from services.campaigns import running, tell_of_households
from services.households import class_facts
from services.platform import audit, consent
from services.platform.house import House
from services.platform.work import Work
from services.units import UnitView

__all__ = ["HeatWarning", "consider", "heat_rules", "warn"]

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


@dataclass(frozen=True, slots=True)
class HeatWarning:
    """A warning before or after it goes out. `unit` None is the whole union; `households` are those in the audience.

    `to_check` are those of them with a task in the running campaign, if there is one, by their officer; `unowned` have
    none.
    """

    degrees: int
    level: HeatLevel
    unit: UnitView | None
    households: int
    campaign_id: int | None
    to_check: Mapping[int, Sequence[int]]
    unowned: int


def heat_rules(house: House) -> Heat:
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
    heat = heat_rules(work.house)
    level = heat.level(degrees)
    if level is None:
        raise NotHotEnough(degrees=degrees, first=heat.levels[0].degrees)
    unit = units.get(work.session, unit_id) if unit_id is not None else None
    _require_new(work, heat, level, unit)
    _require_day(work.house, work.now)
    campaign = next(iter(running(work.session, heat.season)), None)
    work.holds(campaign)
    campaign_id = campaign.id if campaign is not None else None
    found = list(_meant(work, heat, unit, campaign_id))
    if not found:
        raise NobodyInTheHeat
    to_check: dict[int, list[int]] = {}
    for file in found:
        if file.task_id is not None and file.officer is not None:
            to_check.setdefault(file.officer, []).append(file.id)
    unowned = sum(file.task_id is not None and file.officer is None for file in found)
    return HeatWarning(degrees, level, unit, len(found), campaign_id, to_check, unowned)


def warn(work: Work, degrees: int, unit_id: int | None) -> HeatWarning:
    """Tell the workers of the audience, and let the officers check their households once more. Raises as `consider`."""
    warning = consider(work, degrees, unit_id)
    subject = f"unit:{unit_id}" if unit_id is not None else "union"
    audit.note(work, work.actor.person_id, N_("warned of heat"), subject, detail=f"{degrees} °C")
    _tell_workers(work, warning)
    if warning.campaign_id is not None:
        _tell_officers(work, warning, work.session.get_one(Campaign, warning.campaign_id))
    return warning


def _require_new(work: Work, heat: Heat, level: HeatLevel, unit: UnitView | None) -> None:
    """Raise if those at the unit were warned today, with it or with one above it, of this level or a higher one."""
    above = [0, *(int(part) for part in unit.path.split("/") if part)] if unit is not None else [0]
    as_hot = {one.degrees for one in heat.levels if one.degrees >= level.degrees}
    keys = {_key(work, unit_id, degrees): degrees for unit_id in above for degrees in as_hot}
    told = work.session.exec(select(Broadcast.key).where(col(Broadcast.key).in_(keys))).all()
    if told:
        raise AlreadyWarned(degrees=max(keys[one] for one in told if one is not None))


def _key(work: Work, unit_id: int, degrees: int) -> str:
    return f"heat:{unit_id}:{work.today}:{degrees}"


def _require_day(house: House, now: datetime) -> None:
    rules, local = house.policies.current.broadcasts, now.astimezone(house.zone)
    if rules.may_go_at(local).date() != local.date():
        raise TooLateToday(hour=f"{rules.quiet_from:%H:%M}")


def _meant(work: Work, heat: Heat, unit: UnitView | None, campaign_id: int | None) -> Iterator[Any]:
    """Yield the open files at a unit and below that are meant, with their task in the campaign, reading some hundred at
    a time."""
    after = 0
    while batch := _batch(work.session, unit, campaign_id, after):
        after = batch[-1].id
        classes = class_facts(work.session, batch, work.house.policies.current)
        yield from (one for one in batch if _is_meant(heat, one, work.today, classes[one.id]))


def _batch(session: Session, unit: UnitView | None, campaign_id: int | None, after: int) -> Sequence[Any]:
    of_campaign = and_(
        col(CampaignTask.household_id) == col(HouseholdFile.id),
        col(CampaignTask.campaign_id) == (campaign_id or 0),
    )
    query = (
        select_rows(
            col(HouseholdFile.id), col(HouseholdFile.data), col(HouseholdFile.known),
            col(HouseholdFile.household_class),
            col(HouseholdFile.case_officer_id).label("officer"), col(CampaignTask.id).label("task_id"),
        )
        .join(CampaignTask, of_campaign, isouter=True)
        .where(col(HouseholdFile.closed_at).is_(None), col(HouseholdFile.id) > after)
        .where(consent.holds_for(col(HouseholdFile.head_id)))
        .order_by(col(HouseholdFile.id))
        .limit(A_BATCH)
    )  # fmt: skip
    if unit is not None:
        query = query.join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        query = query.where(col(Unit.path).startswith(unit.path))
    return session.execute(query).all()


def _is_meant(heat: Heat, file: Any, today: date, classes: Facts) -> bool:
    known = {**classes, **(file.known or {})}
    return matches(heat.audience, from_answers(file.data), today, known=known).holds


# What is said --------------------------------------------------------------------------------------------------------


def _tell_workers(work: Work, warning: HeatWarning) -> None:
    unit_id = warning.unit.id if warning.unit is not None else None
    degrees, day = f"≥ {warning.level.degrees} °C", str(work.today)
    title = lines(degrees, warning.unit.name, day, between=" · ") if warning.unit is not None else f"{degrees} · {day}"
    announce(
        work,
        key=_key(work, unit_id or 0, warning.level.degrees),
        topic=Topic.SAFETY,
        title=title,
        message=Message(warning.level.advice),
        audience=Audience(heat=True, unit_id=unit_id),
        unit_id=unit_id,
    )


def _tell_officers(work: Work, warning: HeatWarning, campaign: Campaign) -> None:
    """Ask each officer to check on their households, as far as they are in the running campaign."""
    heat = say(N_("🌡 {area}: {degrees} °C today."), degrees=warning.degrees, area=_area(warning))
    head = say(N_("Please check on these households today:"))
    unit_id = warning.unit.id if warning.unit is not None else 0
    for officer_id, households in warning.to_check.items():
        once = f"heat:{campaign.key}:{unit_id}:{work.today}:{warning.level.degrees}:{officer_id}"
        tell_of_households(work, campaign, officer_id, households, head, above=heat, once=once)


def _area(warning: HeatWarning) -> Arg:
    return warning.unit.name if warning.unit is not None else Text(N_("The whole union"))
