"""To which units an officer may send notices, and for which of their offices they do it."""

from sqlalchemy import ColumnElement, or_, true
from sqlmodel import Session, col, select

from domain.platform.access import Action, Actor, NotForYou, Subject, offices_for
from domain.platform.alike import alike, holds_words
from models.units import Unit
from services.platform.work import Work
from services.units import UnitView, view_of

__all__ = ["search_units", "sender_of", "unit_name", "units_covered"]


def units_covered(work: Work, *, most: int) -> list[UnitView]:
    """Return the open units an officer may send notices to, each below its parent; at most so many."""
    query = select(Unit).where(*_covered_by(work.actor)).order_by(col(Unit.path)).limit(most)
    return [view_of(unit) for unit in work.session.exec(query)]


def search_units(work: Work, query: str, *, most: int = 8) -> list[UnitView]:
    """Return those of them whose name holds every word of the query in simplified or traditional signs, the shortest
    names first."""
    words = alike(query).split()
    covered = select(Unit).where(*_covered_by(work.actor)).order_by(col(Unit.name))
    found = [unit for unit in work.session.exec(covered) if holds_words(unit.named, words)]
    return [view_of(unit) for unit in sorted(found, key=lambda unit: len(unit.name))[:most]]


def _covered_by(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    paths = {office.path for office in offices_for(actor, Action.SEND_BROADCAST)}
    theirs = or_(*(col(Unit.path).startswith(path) for path in paths)) if paths else ~true()
    return theirs, col(Unit.closed_at).is_(None)


def sender_of(work: Work, unit_id: int) -> int:
    """Return the unit whose notice it is when an officer writes to the workers of a unit: that of the nearest office.

    Raises NotForYou.
    """
    unit = work.session.get(Unit, unit_id)
    offices = offices_for(work.actor, Action.SEND_BROADCAST, Subject(unit_path=unit.path)) if unit is not None else ()
    if not offices:
        raise NotForYou
    return max(offices, key=lambda office: len(office.path)).unit_id


def unit_name(session: Session, unit_id: int | None) -> str | None:
    """Return the name of a unit, None for none."""
    unit = session.get(Unit, unit_id) if unit_id is not None else None
    return unit.named if unit is not None else None
