"""The warnings that wait before an officer, and how many there were by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case
from sqlmodel import col, func, or_, select

from domain.platform.access import LEADERS, Action, offices_for, require
from domain.warnings.words import Warned
from models.units import Unit
from models.warnings.early import EarlyWarning
from services.platform.work import Work
from services.warnings.telling import seen
from services.warnings.whom import is_shown

MOST = 200


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many warnings a unit had this year, how many of these wait, and how many were answered by each answer."""

    unit: str
    total: int
    waiting: int


def waiting_ones(work: Work) -> list[Warned]:
    """Return the warnings that wait before whoever acts, and of the units that they lead, the oldest first."""
    require(work.actor, Action.ANSWER_WARNING)
    led = [one.path for one in offices_for(work.actor, Action.ANSWER_WARNING) if one.role in LEADERS]
    query = select(EarlyWarning).join(Unit, col(Unit.id) == col(EarlyWarning.unit_id))
    query = query.where(col(EarlyWarning.call_on).is_not(None), EarlyWarning.person_id != work.person_id)
    rows = work.session.exec(query.where(_covered(work)).order_by(col(EarlyWarning.id)).limit(MOST)).all()
    paths = {row.unit_id: work.session.get_one(Unit, row.unit_id).path for row in rows}
    mine = [row for row in rows if work.person_id in row.asked or _under(paths[row.unit_id], led)]
    return [seen(work, row) for row in mine if is_shown(work.session, row)]


def _covered(work: Work) -> ColumnElement[bool]:
    paths = [one.path for one in offices_for(work.actor, Action.ANSWER_WARNING)]
    if work.person_id in work.admin_ids or not paths:
        return col(Unit.id).is_not(None) if work.person_id in work.admin_ids else col(Unit.id).is_(None)
    return or_(*(col(Unit.path).startswith(path) for path in paths))


def _under(path: str, led: Sequence[str]) -> bool:
    return any(path.startswith(one) for one in led)


def counts(work: Work) -> list[UnitCount]:
    """Return the counts of this year by unit, for the units that whoever acts leads; numbers only."""
    led = [one.path for one in offices_for(work.actor, Action.ANSWER_WARNING) if one.role in LEADERS]
    if not led:
        return []
    begun = datetime(work.today.year, 1, 1, tzinfo=work.house.zone)
    waits = func.sum(case((col(EarlyWarning.answer) == "", 1), else_=0))
    query = select(EarlyWarning.unit_id, func.count(), waits).join(Unit, col(Unit.id) == col(EarlyWarning.unit_id))
    below = or_(*(col(Unit.path).startswith(path) for path in led))
    rows = work.session.exec(query.where(below, EarlyWarning.found_at >= begun).group_by(col(EarlyWarning.unit_id)))
    found = [UnitCount(work.session.get_one(Unit, unit).named, total, int(open_)) for unit, total, open_ in rows]
    return sorted(found, key=lambda one: (-one.waiting, -one.total, one.unit))
