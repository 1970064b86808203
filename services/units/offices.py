"""Who holds which office, and which officers a step of a case concerns."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from domain.platform.access import Action, NotForYou, Office, Subject, offices_for
from domain.platform.text import Refusal
from domain.procedure.checks import check_may_decide
from domain.procedure.refusals import OwnHousehold, SayFirst
from domain.procedure.state import CaseState
from domain.units.steps import Decider, Level
from models.households import NamedOfficer
from models.officers import Appointment
from models.people import Person
from models.platform.known import known
from models.procedure import AidCase
from models.units import Unit
from services.platform.work import Work

TABLES = (Appointment, Unit, Person)

__all__ = [
    "Holder",
    "acting_office",
    "candidates",
    "covering",
    "is_asked",
    "nearest",
    "nearest_over",
    "office_over",
    "offices_of",
    "voters",
]


@dataclass(frozen=True)
class Holder:
    """A running appointment, with the person and the unit it is at; whoever blocked the bot cannot be reached."""

    appointment_id: int
    person_id: int
    role: str
    level: str
    unit_id: int
    unit_name: str
    name: str
    is_reachable: bool = True


def covering(session: Session, unit: Unit, roles: Iterable[str]) -> list[Holder]:
    """Return who holds one of these roles at the unit or above it, the nearest first."""
    above, wanted = [int(part) for part in unit.path.split("/") if part], frozenset(roles)
    query = (
        select(Appointment, Unit, Person)
        .join(Unit, col(Unit.id) == col(Appointment.unit_id))
        .join(Person, col(Person.id) == col(Appointment.person_id))
        .where(col(Appointment.unit_id).in_(above), col(Appointment.ended_at).is_(None), col(Unit.closed_at).is_(None))
        .where(col(Appointment.role).in_(wanted))
        .order_by(col(Appointment.id))
    )
    rows = known(session, ("covering", unit.path, wanted), TABLES, lambda: session.exec(query).all())
    holders = [
        Holder(held.id, held.person_id, held.role, at.level, at.id, at.named, who.name or "", who.blocked_at is None)
        for held, at, who in rows
    ]
    return sorted(holders, key=lambda holder: Level(holder.level).rank)


def offices_of(session: Session, person_id: int, roles: Iterable[str]) -> list[Office]:
    """Return the running offices of these roles that somebody holds, at units that are open."""
    rows = session.exec(
        select(Appointment, Unit)
        .join(Unit, col(Unit.id) == col(Appointment.unit_id))
        .where(Appointment.person_id == person_id, col(Appointment.role).in_(set(roles)))
        .where(col(Appointment.ended_at).is_(None), col(Unit.closed_at).is_(None))
    )
    return [Office(held.role, unit.id, unit.path, unit.level, unit.named) for held, unit in rows]


def _unit_of(session: Session, case: AidCase) -> Unit:
    return session.get_one(Unit, case.unit_id)


def candidates(session: Session, case: AidCase, state: CaseState, *, raised: int | None = None) -> list[Holder]:
    """Return the officers to be asked about the present step: those of the step's level who may decide it, else of the
    next level up that has any who can be reached; a step that was raised also goes to as many levels above."""
    able = _able(session, case, state, state.decider)
    return _of_levels(able, 1 + (case.raised if raised is None else raised))


def voters(session: Session, case: AidCase, state: CaseState) -> list[Holder]:
    """Return the members of the meeting that decides the present step, who may vote on it: those of its level, and of
    the levels above until there are enough; nobody of the household, nor who took another duty in the case."""
    able, most = _able(session, case, state, state.voters), 1
    while len(asked := _of_levels(able, most)) < (state.step.quorum if state.step else 0) and most <= len(Level):
        most += 1
    return asked


def _able(session: Session, case: AidCase, state: CaseState, decider: Decider | None) -> list[Holder]:
    """Return the officers of a role, at a level or above it, who may act on the present step."""
    holders = covering(session, _unit_of(session, case), [decider.role]) if decider else []
    return [holder for holder in holders if decider is not None and _may_decide(state, holder, decider)]


def nearest(session: Session, case: AidCase, roles: Iterable[str], *, without: Iterable[int] = ()) -> list[Holder]:
    """Return the holders of a role of the lowest level that has any for the case's unit whom the bot can reach."""
    return nearest_over(session, _unit_of(session, case), roles, without=without)


def nearest_over(session: Session, unit: Unit, roles: Iterable[str], *, without: Iterable[int] = ()) -> list[Holder]:
    """Return the same for a unit."""
    left_out, holders = set(without), covering(session, unit, roles)
    return _of_levels([holder for holder in holders if holder.person_id not in left_out], 1)


def _of_levels(holders: list[Holder], most: int) -> list[Holder]:
    """Choose the lowest levels that have somebody to reach, and with them whoever is below and may come back."""
    ranks = sorted({Level(one.level).rank for one in [one for one in holders if one.is_reachable] or holders})[:most]
    chosen = [holder for holder in holders if ranks and Level(holder.level).rank <= ranks[-1]]
    return list({holder.person_id: holder for holder in reversed(chosen)}.values())[::-1]


def _may_decide(state: CaseState, holder: Holder, decider: Decider) -> bool:
    if Level(holder.level).rank < decider.level.rank:
        return False
    try:
        check_may_decide(state, holder.person_id)
    except Refusal:
        return False
    return True


def acting_office(work: Work, action: Action, case: AidCase, state: CaseState, *, votes: bool = False) -> Office:
    """Return the office under which somebody may decide the present step, or vote on it; raises NotForYou."""
    decider = state.voters if votes else state.decider
    if votes and decider is None:
        raise NotForYou
    fitting = offices_for(work.actor, action, Subject(unit_path=_unit_of(work.session, case).path))
    if decider is None:
        return _first(fitting)
    high_enough = [office for office in fitting if Level(office.level).rank >= decider.level.rank]
    return _first(office for office in high_enough if office.role == decider.role)


def office_over(work: Work, action: Action, case: AidCase, household: frozenset[int], *, unsaid: bool) -> Office:
    """Return an office under which somebody may do this with the case, which is not of their own household; `unsaid`:
    they are named as one of it, and have not said yet whether it is so."""
    office = _first(offices_for(work.actor, action, Subject(unit_path=_unit_of(work.session, case).path)))
    if work.actor.person_id in household:
        raise OwnHousehold(number=case.number)
    if unsaid:
        raise SayFirst
    return office


def is_asked(session: Session, about: ColumnElement[bool], person_id: int) -> bool:
    """Say whether an officer who is named there has not said yet whether it is so."""
    unsaid = select(NamedOfficer.id).where(about, NamedOfficer.officer_id == person_id)
    return session.exec(unsaid.where(col(NamedOfficer.lives_there).is_(None))).first() is not None


def _first(offices: Iterable[Office]) -> Office:
    found = next(iter(offices), None)
    if found is None:
        raise NotForYou
    return found
