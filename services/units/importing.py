"""Units brought in by a table: whole, or not at all."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache

from sqlmodel import Session, col, select

from domain.platform.alike import alike
from domain.platform.text import N_, Arg, Text, say
from domain.units.steps import Level
from models.units import Unit
from services.platform import audit
from services.platform.tables.refusals import NotTaken
from services.platform.tables.table import Column, Row, read
from services.platform.work import Work
from services.units.units import Names, UnitExists, insert, names_in

__all__ = ["UnitsNotImported", "import_rows", "import_units"]

CODE = re.compile(r"[A-Za-z0-9_-]{1,32}")
COLUMNS = (
    Column(
        "name", say(N_("unit name")), ("unit", "unit name", "名称", "单位", "单位名称", "单位全称", "工会", "工会名称")
    ),
    Column("code", say(N_("unit code")), ("unit code", "编号", "编码", "代码", "单位编号", "单位编码", "单位代码")),
    Column("level", say(N_("level")), ("unit level", "层级", "级别", "单位层级", "单位级别")),
    Column(
        "parent_code",
        say(N_("code of the unit above")),
        ("parent", "above", "上级", "上级编号", "上级编码", "上级代码", "上级单位编号", "上级单位编码", "上级单位代码"),
    ),
    Column("name_zh_Hant", say(N_("traditional Chinese name")), ("繁体名称", "繁体", "名称繁体"), is_needed=False),
    Column("name_en", say(N_("English name")), ("英文名称", "英文", "英文名", "名称英文"), is_needed=False),
)
_LEVELS = {
    Level.CENTRE: "centre center 中心 帮扶中心 服务中心 总站",
    Level.STATION: "station 站 帮扶站 工作站 服务站 分站",
    Level.POINT: "point 点 帮扶点 服务点 联系点",
}


@cache
def _levels() -> Mapping[str, Level]:
    """Return the levels by every word for them, as words are compared; only who imports needs the table of signs."""
    return {alike(word): level for level, words in _LEVELS.items() for word in words.split()}


class UnitsNotImported(NotTaken):
    """The table has problems; nothing was imported."""

    text = N_("Nothing was imported. Please correct the table:\n{problems}")


@dataclass(frozen=True)
class Entry:
    """One line of the table; `level` is that of the network where it is known."""

    row: Row
    names: Names
    code: str
    level: str
    parent_code: str

    def names_for(self, unit: Unit) -> Names:
        """Return what a unit that is there is called from now on: a name that the table does not tell stays."""
        old, new = asdict(names_in(unit)), asdict(self.names)
        return Names(**{key: new[key] or old[key] for key in new})


def import_units(work: Work, content: bytes) -> int:
    """Bring in the units of a file; return how many are new. Raises what `read` and `import_rows` do."""
    return import_rows(work, read(content, COLUMNS))


def import_rows(work: Work, rows: Sequence[Row]) -> int:
    """Bring in the lines of a table; return how many units are new.

    A unit whose code is there already keeps its place and takes the new name. Raises UnitsNotImported with every
    problem; nothing is imported then.
    """
    entries = [_entry(row) for row in rows]
    known = {unit.code: unit for unit in work.session.exec(select(Unit).where(col(Unit.code).is_not(None)))}
    problems = (*_problems(entries, known), *_same_names(work.session, entries, known))
    if problems:
        raise UnitsNotImported(tuple(sorted(problems, key=lambda one: int(str(one.args.get("line", 0))))))
    new = 0
    for entry in sorted(entries, key=lambda one: -Level(one.level).rank):
        there = known.get(entry.code)
        if there is not None:
            entry.names_for(there).give(there)
            continue
        known[entry.code] = insert(
            work.session, entry.names, Level(entry.level), known.get(entry.parent_code), entry.code
        )
        new += 1
    audit.note(work, None, N_("imported units"), "units", detail=str(new))
    return new


def _entry(row: Row) -> Entry:
    words = row.words
    level = _levels().get(alike(words.get("level", "")), words.get("level", ""))
    names = Names(words.get("name", ""), words.get("name_zh_Hant") or None, words.get("name_en") or None)
    return Entry(row, names, words.get("code", ""), level, words.get("parent_code", ""))


def _problems(entries: list[Entry], known: Mapping[str | None, Unit]) -> Iterator[Text]:
    levels = {str(code): unit.level for code, unit in known.items()} | {entry.code: entry.level for entry in entries}
    first_line: dict[str, int] = {}
    if not entries:
        yield say(N_("The table has no lines."))
    for entry in entries:
        if entry.row.problems:
            yield from map(entry.row.told, entry.row.problems)
        else:
            yield from (entry.row.told(Text(*wrong)) for wrong in _wrong(entry, levels, known, first_line))
        first_line.setdefault(entry.code, entry.row.number)


def _same_names(session: Session, entries: list[Entry], known: Mapping[str | None, Unit]) -> Iterator[Text]:
    """Under one roof no two units look the same in any language, neither in the table nor with those there."""
    renamed = {known[entry.code].id for entry in entries if entry.code in known}
    beside: dict[tuple[int | str | None, str], tuple[str | None, str]] = {
        (unit.parent_id, name): (unit.code, unit.name)
        for unit in session.exec(select(Unit).where(col(Unit.closed_at).is_(None)))
        if unit.id not in renamed
        for name in names_in(unit).alike
    }
    for entry in entries:
        if entry.row.problems:
            continue
        there, above = known.get(entry.code), known.get(entry.parent_code)
        roof = there.parent_id if there else above.id if above else entry.parent_code or None
        names = (entry.names_for(there) if there else entry.names).alike
        held = [beside.setdefault((roof, name), (entry.code, entry.names.name)) for name in sorted(names)]
        other = next((name for code, name in held if code != entry.code), None)
        if other is not None:
            yield entry.row.told(UnitExists(name=other).said)


def _wrong(
    entry: Entry, levels: Mapping[str, str], known: Mapping[str | None, Unit], first_line: Mapping[str, int]
) -> Iterator[tuple[str, Mapping[str, Arg]]]:
    if not all(2 <= len(name) <= 80 for name in asdict(entry.names).values() if name is not None):
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
            yield N_("a centre stands at the top, so its unit above must be empty"), {}
    elif not entry.parent_code:
        yield N_("the code of the unit above is missing: below which unit does it stand?"), {}
    elif parent is None:
        yield N_("there is no unit with the code {code}"), {"code": entry.parent_code}
    elif parent in set(Level) and Level(parent).rank <= level.rank:
        yield N_("the unit {code} is not of a higher level"), {"code": entry.parent_code}
