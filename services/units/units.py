"""The network of units: listed as a tree, added one by one, found by their posters."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

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
    "Line", "Names", "UnitView", "add", "get", "insert", "levels_under", "names_in", "names_of", "poster", "rename",
    "row_of", "tree", "unit_name",
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
    return UnitView(unit.id, unit.named, Level(unit.level), unit.path)


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
    return session.get_one(Unit, unit_id).named


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
    name = _checked(name)
    parent = row_of(work.session, parent_id) if parent_id else None
    if (parent is None) != (level is Level.CENTRE) or (parent and Level(parent.level).rank <= level.rank):
        raise LevelNotBelow
    _check_alone(work.session, parent.id if parent else None, Names(name))
    unit = insert(work.session, Names(name), level, parent, code)
    audit.note(work, by, N_("added a unit"), f"unit:{unit.id}")
    return view_of(unit)


@dataclass(frozen=True, slots=True)
class Names:
    """What a unit is called, and what it is called in other languages, where it has a name of its own there."""

    name: str
    name_zh_hant: str | None = None
    name_en: str | None = None

    @property
    def alike(self) -> frozenset[str]:
        """All of them as they are compared."""
        return frozenset(alike(one) for one in (self.name, self.name_zh_hant, self.name_en) if one)

    def give(self, unit: Unit) -> None:
        """Let the unit be called so."""
        unit.name, unit.name_zh_hant, unit.name_en = self.name, self.name_zh_hant, self.name_en


def names_in(unit: Unit) -> Names:
    """Return what a unit is called."""
    return Names(unit.name, unit.name_zh_hant, unit.name_en)


def names_of(session: Session, unit_id: int) -> dict[str, str]:
    """Return the names of a unit that is not closed, as answers of a form; raises UnitUnknown."""
    return {key: name for key, name in asdict(names_in(row_of(session, unit_id))).items() if name}


def rename(work: Work, unit_id: int, names: Names, *, by: int) -> UnitView:
    """Give a unit other names; raises NameMissing, UnitExists, UnitUnknown."""
    unit = row_of(work.session, unit_id)
    hant, english = (_checked(one) if one else None for one in (names.name_zh_hant, names.name_en))
    wanted = Names(_checked(names.name), hant, english)
    _check_alone(work.session, unit.parent_id, wanted, but=unit.id)
    wanted.give(unit)
    work.session.flush()
    audit.note(work, by, N_("changed the names of a unit"), f"unit:{unit.id}")
    return view_of(unit)


def _checked(name: str) -> str:
    name = plain(name)
    if not 2 <= len(name) <= 80:
        raise NameMissing
    return name


def _check_alone(session: Session, parent_id: int | None, names: Names, *, but: int | None = None) -> None:
    """Refuse a name that another unit under the same roof has in some language."""
    beside = select(Unit).where(Unit.parent_id == parent_id, col(Unit.closed_at).is_(None), Unit.id != but)
    same = next((one for one in session.exec(beside) if names_in(one).alike & names.alike), None)
    if same is not None:
        raise UnitExists(name=same.named)


def insert(session: Session, names: Names, level: Level, parent: Unit | None, code: str | None) -> Unit:
    """Write a unit down that was found right."""
    unit = Unit(parent_id=parent.id if parent else None, name=names.name, level=level.value, code=code)
    names.give(unit)
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
    return Poster(unit.named, unit.code)
