"""Who has answered the re-check and who has not: unit by unit for leaders, and for a case officer their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case
from sqlalchemy import select as select_rows
from sqlmodel import col, func, or_, select

from domain.platform.access import Action, NotForYou, Subject, offices_for
from domain.platform.access import require as require_access
from domain.platform.text import N_, Arg, Refusal
from models.households import HouseholdFile
from models.people import Person
from models.rechecks.rounds import Recheck, RecheckRound
from models.units import Unit
from services.platform import consent
from services.platform.work import Work
from services.rechecks.record import ANSWERED

__all__ = ["Line", "Picture", "mine", "picture"]


class NoRound(Refusal):
    """None was ever opened."""

    text = N_("There has been no yearly re-check yet. The policy says on which day one opens.")


@dataclass(frozen=True, slots=True)
class Line:
    """A household that has not answered; `rests` says that its file does."""

    household_id: int
    number: str
    name: Arg
    rests: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The newest re-check below a unit: how many are asked and have answered, by unit below it, and who has not."""

    year: int
    until: date
    is_over: bool
    unit: Arg
    unit_id: int
    above_id: int
    asked: int
    answered: int
    units: Sequence[tuple[int, Arg, int, int]]
    missing: Sequence[Line]


def picture(work: Work, unit_id: int) -> Picture:
    """Return the newest round below a unit, 0: the highest that whoever acts covers. Raises NotForYou, NoRound."""
    one, unit = _newest(work), _unit(work, unit_id)
    here = col(Unit.path).startswith(unit.path)
    counts = _counts(work, one, here)
    below = select(Unit).where(Unit.parent_id == unit.id).order_by(col(Unit.id))
    units = [(each, _sum(counts, each.path)) for each in work.session.exec(below).all()]
    lines = [(each.id, each.named, *counted) for each, counted in units if counted[1]]
    answered, asked = _sum(counts, unit.path)
    above = work.session.get(Unit, unit.parent_id) if unit.parent_id else None
    may_go_up = above is not None and offices_for(work.actor, Action.SEE_SEASON, Subject(unit_path=above.path))
    return Picture(
        one.year, one.until, one.closed_at is not None, unit.named, unit.id,
        above.id if above is not None and may_go_up else 0, asked, answered, lines,
        _missing(work, one, col(Unit.id) == unit.id),
    )  # fmt: skip


def _newest(work: Work) -> RecheckRound:
    one = work.session.exec(select(RecheckRound).order_by(col(RecheckRound.id).desc()).limit(1)).first()
    if one is None:
        raise NoRound
    return one


def _unit(work: Work, unit_id: int) -> Unit:
    if unit_id:
        unit = work.session.get(Unit, unit_id)
        if unit is None or not offices_for(work.actor, Action.SEE_SEASON, Subject(unit_path=unit.path)):
            raise NotForYou
        return unit
    offices = offices_for(work.actor, Action.SEE_SEASON)
    if not offices:
        raise NotForYou
    highest = min(offices, key=lambda office: (len(office.path), office.unit_id))
    return work.session.get_one(Unit, highest.unit_id)


def _counts(work: Work, one: RecheckRound, here: ColumnElement[bool]) -> list[tuple[str, int, int]]:
    has = func.sum(case((col(Recheck.state) == ANSWERED, 1), else_=0))
    query = (
        select_rows(col(Unit.path), has, func.count())
        .join(HouseholdFile, col(HouseholdFile.unit_id) == col(Unit.id))
        .join(Recheck, col(Recheck.household_id) == col(HouseholdFile.id))
        .where(col(Recheck.round_id) == one.id, col(HouseholdFile.closed_at).is_(None), here)
    )
    return [(path, int(answered), asked) for path, answered, asked in work.session.execute(query.group_by(Unit.path))]


def _sum(counts: Sequence[tuple[str, int, int]], path: str) -> tuple[int, int]:
    below = [(answered, asked) for at, answered, asked in counts if at.startswith(path)]
    return sum(answered for answered, _ in below), sum(asked for _, asked in below)


def _missing(work: Work, one: RecheckRound, where: Any) -> list[Line]:
    query = (
        select_rows(col(HouseholdFile.id), col(HouseholdFile.number), col(Person.name), consent.holds(),
                    col(HouseholdFile.suspended_on))
        .join(Recheck, col(Recheck.household_id) == col(HouseholdFile.id))
        .join(Person, col(Person.id) == col(HouseholdFile.head_id))
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .where(col(Recheck.round_id) == one.id, col(HouseholdFile.closed_at).is_(None), where)
        .where(or_(col(Recheck.state) != ANSWERED, col(HouseholdFile.suspended_on).is_not(None)))
        .order_by(col(HouseholdFile.number))
    )  # fmt: skip
    return [
        Line(household_id, number, consent.shown(name, agrees), rests is not None)
        for household_id, number, name, agrees, rests in work.session.execute(query)
    ]


def mine(work: Work) -> list[Line]:
    """Return the households of the case officer who acts that have not answered; raises NotForYou, NoRound."""
    require_access(work.actor, Action.CHANGE_HOUSEHOLD)
    return _missing(work, _newest(work), col(HouseholdFile.case_officer_id) == work.person_id)
