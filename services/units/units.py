"""The network of units: listed as a tree, added one by one, found by their posters."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.platform.alike import alike
from domain.platform.looks import plain
from domain.platform.text import N_, Refusal
from domain.units.steps import Level
from models.officers import Appointment
from models.units import Unit
from services.platform import audit
from services.platform.work import Work

__all__ = [
    "Line", "UnitView", "add", "get", "insert", "levels_under", "poster", "row_of", "tree", "unit_name",
]  # fmt: skip


class UnitExists(Refusal):
    """Two units under one roof have two names."""

    text = N_("There is already a unit called {name} there.")


class LevelNotBelow(Refusal):
    """A centre has stations, a station has points."""

    text = N_("A unit stands below one of a higher level: points below stations, stations below the centre.")


class UnitUnknown(Refusal):
    """The unit is gone."""

    text = N_("This unit no longer exists. /units shows those that do.")


class NameMissing(Refusal):
    """A unit has a name."""

    text = N_("Please give the unit a name of 2 to 80 characters.")


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit as everybody may read it; `path` names it and all above it."""

    id: int
    name: str
    level: Level
    path: str

    @property
    def levels_below(self) -> list[Level]:
        """The levels a unit under this one can have."""
        return [level for level in reversed(Level) if level.rank < self.level.rank]


@dataclass(frozen=True, slots=True)
class Line:
    """A unit of the tree with its depth, and how many officers it has."""

    unit: UnitView
    depth: int
    officers: int


def view_of(unit: Unit) -> UnitView:
    """Return a unit as everybody may read it."""
    return UnitView(unit.id, unit.name, Level(unit.level), unit.path)


def row_of(session: Session, unit_id: int) -> Unit:
    """Return the row of a unit that is not closed; raises UnitUnknown."""
    unit = session.get(Unit, unit_id)
    if unit is None or unit.closed_at is not None:
        raise UnitUnknown
    return unit


def get(session: Session, unit_id: int) -> UnitView:
    """Return a unit that is not closed; raises UnitUnknown."""
    return view_of(row_of(session, unit_id))


def unit_name(session: Session, unit_id: int) -> str:
    """Return a unit's name."""
    return session.get_one(Unit, unit_id).name


def tree(session: Session) -> list[Line]:
    """Return every open unit, each below its parent, in the order they were added."""
    units = list(session.exec(select(Unit).where(col(Unit.closed_at).is_(None)).order_by(col(Unit.id))))
    held = session.exec(select(Appointment.unit_id).where(col(Appointment.ended_at).is_(None))).all()
    below: dict[int | None, list[Unit]] = {}
    known = {unit.id for unit in units}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)

    def walk(parent: int | None, depth: int) -> Iterator[Line]:
        for unit in below.get(parent, []):
            yield Line(view_of(unit), depth, held.count(unit.id))
            yield from walk(unit.id, depth + 1)

    return list(walk(None, 0))


def add(work: Work, *, name: str, level: Level, parent_id: int | None, by: int, code: str | None = None) -> UnitView:
    """Add a unit; raises NameMissing, UnitExists, LevelNotBelow, UnitUnknown."""
    name = plain(name)
    if not 2 <= len(name) <= 80:
        raise NameMissing
    parent = row_of(work.session, parent_id) if parent_id else None
    if (parent is None) != (level is Level.CENTRE) or (parent and Level(parent.level).rank <= level.rank):
        raise LevelNotBelow
    beside = select(Unit.name).where(Unit.parent_id == (parent.id if parent else None), col(Unit.closed_at).is_(None))
    same = next((one for one in work.session.exec(beside) if alike(one) == alike(name)), None)
    if same is not None:
        raise UnitExists(name=same)
    unit = insert(work.session, name, level, parent, code)
    audit.note(work, by, N_("added a unit"), f"unit:{unit.id}")
    return view_of(unit)


def insert(session: Session, name: str, level: Level, parent: Unit | None, code: str | None) -> Unit:
    """Write a unit down that was found right."""
    unit = Unit(parent_id=parent.id if parent else None, name=name, level=level.value, code=code)
    session.add(unit)
    session.flush()
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    session.flush()
    return unit


def levels_under(session: Session, parent_id: int) -> list[Level]:
    """Return the levels a unit below this one can have; 0 stands for the top, where there are centres only."""
    parent = session.get(Unit, parent_id) if parent_id else None
    return view_of(parent).levels_below if parent is not None else [Level.CENTRE]


@dataclass(frozen=True, slots=True)
class Poster:
    """What a poster leads workers to: a unit, by its code."""

    unit: str
    code: str


def poster(session: Session, unit_id: int) -> Poster:
    """Return a unit's poster; a unit without a code gets one that nobody else has. Raises UnitUnknown."""
    unit = row_of(session, unit_id)
    if unit.code is None:
        number = unit.id
        taken = session.exec(select(Unit).where(Unit.code == f"U{number}")).first()
        unit.code = f"U{number}" if taken is None else f"U{number}-{number}"
        session.flush()
    return Poster(unit.name, unit.code)
