"""The network of units: listed as a tree, added one by one or imported from a table, found by their posters."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.platform.alike import alike
from domain.platform.looks import plain
from domain.platform.text import N_, Arg, Refusal, Text, lines, say
from domain.units.steps import Level
from models.officers import Appointment
from models.units import Unit
from services.platform import audit
from services.platform.work import Work

__all__ = [
    "Line", "UnitView", "UnitsNotImported", "add", "get", "import_units", "levels_under", "poster", "row_of",
    "tree", "unit_name",
]  # fmt: skip

CODE = re.compile(r"[A-Za-z0-9_-]{1,32}")
COLUMNS = ("name", "code", "level", "parent_code")


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


class UnitsNotImported(Refusal):
    """The table has problems; nothing was imported. `problems` are the sentences, each with its line number."""

    text = N_("Nothing was imported. Please correct the table:\n{problems}")

    def __init__(self, problems: tuple[Text, ...]) -> None:
        super().__init__(problems=lines(*problems))
        self.problems = problems


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
    unit = _insert(work.session, name, level, parent, code)
    audit.note(work, by, N_("added a unit"), f"unit:{unit.id}")
    return view_of(unit)


def _insert(session: Session, name: str, level: Level, parent: Unit | None, code: str | None) -> Unit:
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


def import_units(work: Work, rows: Iterable[Mapping[str, str | None]]) -> int:
    """Import a table of units (columns name, code, level, parent_code; line 1 is the heading); return how many are new.

    A unit whose code is there already keeps its place and takes the new name. Raises UnitsNotImported with every
    problem; nothing is imported then.
    """
    entries = [_entry(number, row) for number, row in enumerate(rows, 2)]
    known = {unit.code: unit for unit in work.session.exec(select(Unit).where(col(Unit.code).is_not(None)))}
    problems = (*_problems(entries, known), *_same_names(work.session, entries, known))
    if problems:
        raise UnitsNotImported(problems)
    new = 0
    for entry in sorted(entries, key=lambda one: -Level(one.level).rank):
        if entry.code in known:
            known[entry.code].name = entry.name
            continue
        known[entry.code] = _insert(
            work.session, entry.name, Level(entry.level), known.get(entry.parent_code), entry.code
        )
        new += 1
    audit.note(work, None, N_("imported units"), "units", detail=str(new))
    return new


@dataclass(frozen=True)
class Entry:
    """One line of the table."""

    line: int
    name: str
    code: str
    level: str
    parent_code: str


def _entry(line: int, row: Mapping[str, str | None]) -> Entry:
    return Entry(line, *(plain(row.get(column) or "") for column in COLUMNS))


def _problems(entries: list[Entry], known: Mapping[str | None, Unit]) -> Iterator[Text]:
    levels = {str(code): unit.level for code, unit in known.items()} | {entry.code: entry.level for entry in entries}
    first_line: dict[str, int] = {}
    if not entries:
        yield say(N_("The table has no lines."))
    for entry in entries:
        for source, args in _wrong(entry, levels, known, first_line):
            yield say(N_("Line {line}: {problem}"), line=str(entry.line), problem=Text(source, args))
        first_line.setdefault(entry.code, entry.line)


def _same_names(session: Session, entries: list[Entry], known: Mapping[str | None, Unit]) -> Iterator[Text]:
    """Under one roof no two units look the same, neither in the table nor with those that are there."""
    renamed = {known[entry.code].id for entry in entries if entry.code in known}
    beside: dict[tuple[int | str | None, str], tuple[str | None, str]] = {
        (unit.parent_id, alike(unit.name)): (unit.code, unit.name)
        for unit in session.exec(select(Unit).where(col(Unit.closed_at).is_(None)))
        if unit.id not in renamed
    }
    for entry in entries:
        there, above = known.get(entry.code), known.get(entry.parent_code)
        roof = there.parent_id if there else above.id if above else entry.parent_code or None
        code, name = beside.setdefault((roof, alike(entry.name)), (entry.code, entry.name))
        if code != entry.code:
            yield say(N_("Line {line}: {problem}"), line=str(entry.line), problem=UnitExists(name=name).said)


def _wrong(
    entry: Entry, levels: Mapping[str, str], known: Mapping[str | None, Unit], first_line: Mapping[str, int]
) -> Iterator[tuple[str, Mapping[str, Arg]]]:
    if not 2 <= len(entry.name) <= 80:
        yield N_("the name is missing, or longer than 80 characters"), {}
    if not CODE.fullmatch(entry.code):
        yield N_("the code must have 1 to 32 letters, digits, - or _"), {}
    elif entry.code in first_line:
        yield N_("the code {code} is already in line {first}"), {
            "code": entry.code, "first": str(first_line[entry.code])}  # fmt: skip
    if entry.level not in set(Level):
        yield N_("the level must be centre, station or point, not “{level}”"), {"level": entry.level}
    else:
        yield from _wrong_place(entry, levels)
        there = known.get(entry.code)
        if there is not None and there.level != entry.level:
            yield N_("the unit {code} is there already with another level"), {"code": entry.code}


def _wrong_place(entry: Entry, levels: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, Arg]]]:
    level, parent = Level(entry.level), levels.get(entry.parent_code)
    if level is Level.CENTRE:
        if entry.parent_code:
            yield N_("a centre stands at the top, so parent_code must be empty"), {}
    elif not entry.parent_code:
        yield N_("parent_code is missing: below which unit does it stand?"), {}
    elif parent is None:
        yield N_("there is no unit with the code {code}"), {"code": entry.parent_code}
    elif parent in set(Level) and Level(parent).rank <= level.rank:
        yield N_("the unit {code} is not of a higher level"), {"code": entry.parent_code}
