"""A register is read and judged outside of any transaction; what was found is kept in pieces, each whole."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from pydantic_core import from_json, to_json
from sqlmodel import Session, col, select

from domain.forms import Facts
from domain.platform.access import Action, offices_for
from domain.platform.alike import same_name
from domain.platform.text import N_, Sayable, Text, every_name, lines, pack, say, unpack
from domain.registers.judging import Judged, Level, Rules, judge
from domain.registers.lines import Groups, Line
from domain.registers.words import Words
from models.registers.imports import RegisterImport
from models.units import Unit
from services.people import actor_of
from services.platform.tables.table import Table
from services.platform.work import Work
from services.registers.trying.columns import open_table, places
from services.registers.trying.doubles import OnFile, Twice, refusals_now

A_PIECE = 50  # households


@dataclass(frozen=True)
class ToRead:
    """What is needed to read a register: its file, its headings by column (none: they are to be found), the rules."""

    import_id: int
    content: bytes
    columns: Mapping[str, str]
    rules: Rules


@dataclass
class Found:
    """What a register holds: its households as they are kept (packed), and how many of each sort."""

    households: list[bytes] = field(default_factory=list)
    report: list[list[Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def pieces(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield the pieces in order, with their number."""
        for number, at in enumerate(range(0, len(self.households), A_PIECE)):
            yield number, [from_json(one) for one in self.households[at : at + A_PIECE]]


def to_read(work: Work, row: RegisterImport) -> ToRead:
    """Return what is needed to read a register."""
    policy = work.house.policies.current
    rules = Rules(Facts(work.today), Words(policy), _Units(work, row.person_id).named)
    return ToRead(row.id, base64.b64decode(row.content or ""), row.columns, rules)


class _Units:
    """The units by what a table calls them: a name in any language, or the code."""

    def __init__(self, work: Work, person_id: int | None) -> None:
        self._ids: dict[str, set[int]] = {}
        self._open: set[int] = set()
        paths = _paths(work, person_id)
        for unit in work.session.exec(select(Unit).where(col(Unit.closed_at).is_(None))):
            for word in (*every_name(unit.named), unit.code or ""):
                if word:
                    self._ids.setdefault(same_name(word), set()).add(unit.id)
            if paths is None or unit.path.startswith(paths):
                self._open.add(unit.id)

    def named(self, words: str) -> int | Sayable:
        """Return the id of the unit that is meant, or why none is."""
        found = self._ids.get(same_name(words), set())
        if len(found) > 1:
            return say(N_("several units are called {name}; please give the code"), name=words)
        if not found:
            return say(N_("there is no unit {name}; please write it as under /units"), name=words)
        unit = next(iter(found))
        if unit not in self._open:
            return say(N_("the unit {name} is not below yours"), name=words)
        return unit


def _paths(work: Work, person_id: int | None) -> tuple[str, ...] | None:
    """Return below which units somebody may bring households in; None: everywhere."""
    if person_id is None or person_id in work.admin_ids:
        return None
    actor = actor_of(work.session, person_id, admin_ids=work.house.admin_ids)
    return tuple(office.path for office in offices_for(actor, Action.IMPORT_REGISTER))


# The table -----------------------------------------------------------------------------------------------------------


def judge_all(session: Session, wanted: ToRead, done: Callable[[int], None] = lambda _: None) -> Found:
    """Read and judge a whole register; `session` only reads. `done` hears of every household. Raises what
    `tables.read` does."""
    groups = _grouped(open_table(wanted.content), wanted.columns)
    twice, judged = Twice(), list[bytes]()
    rows = 0
    for group in groups:
        one = judge(group, wanted.rules)
        rows += len(group)
        twice.see(one)
        judged.append(_packed(one))
        done(len(judged))
    return _told(session, judged, twice, rows)


def _grouped(table: Table, columns: Mapping[str, str]) -> Iterator[list[Line]]:
    """Yield the lines of each household, which may stand anywhere in the table; by the first of them."""
    table.places = places(table.heading, columns)
    groups, every = Groups(), list[tuple[str, bytes]]()
    for row in table.lines():
        line = Line(row.number, {key: words for key, words in row.words.items() if words}, row.problems)
        problems = [pack(one) for one in line.problems]
        every.append((groups.place(line), to_json((line.number, line.words, problems))))
    together: dict[str, list[bytes]] = {}
    for name, kept in every:
        together.setdefault(groups.found(name), []).append(kept)
    every.clear()
    for name in list(together):
        yield [_line(kept) for kept in together.pop(name)]


def _line(kept: bytes) -> Line:
    number, words, problems = from_json(kept)
    return Line(number, words, tuple(cast(Text, unpack(one)) for one in problems))


def _told(session: Session, judged: list[bytes], twice: Twice, rows: int) -> Found:
    """Compare all with one another and with what is on file."""
    found, on_file = Found(counts={one.value: 0 for one in Level} | {"rows": rows}), OnFile(session)
    for at in range(0, len(judged), A_PIECE):
        some = [unpacked(from_json(kept)) for kept in judged[at : at + A_PIECE]]
        refused = refusals_now(session, some)
        for one in some:
            twice.tell(one)
            on_file.tell(one)
            if (why := refused.get(one.lines[0])) is not None:
                one.refusals.append(why)
            found.counts[one.level.value] += 1
            found.report.append(_reported(one))
            found.households.append(_packed(one))
    return found


def _reported(one: Judged) -> list[Any]:
    numbers = ", ".join(map(str, one.lines))
    why = lines(*one.refusals, *one.doubts, between="; ")
    return [numbers, one.level.value, *one.shown, pack(why) if one.refusals or one.doubts else None]


# How a household is kept in its piece ---------------------------------------------------------------------------------


def _packed(one: Judged) -> bytes:
    kept = {
        "lines": one.lines, "shown": one.shown, "name": one.name, "number": one.resident_id, "phone": one.phone,
        "unit": one.unit_id, "class": one.household_class, "class_on": one.class_on, "national": one.national_number,
        "data": one.data, "doubts": _texts(one.doubts), "refusals": _texts(one.refusals),
    }  # fmt: skip
    return to_json(kept)


def _texts(some: Iterable[Sayable]) -> list[Any]:
    return [pack(one) for one in some]


def unpacked(kept: Mapping[str, Any]) -> Judged:
    """Return a household as it was judged."""
    day = kept["class_on"]
    return Judged(
        lines=tuple(kept["lines"]), shown=tuple(kept["shown"]), name=kept["name"], resident_id=kept["number"],
        phone=kept["phone"], unit_id=kept["unit"], household_class=kept["class"],
        class_on=date.fromisoformat(day) if day else None, national_number=kept["national"], data=kept["data"],
        doubts=[cast(Sayable, unpack(one)) for one in kept["doubts"]],
        refusals=[cast(Sayable, unpack(one)) for one in kept["refusals"]],
    )  # fmt: skip
