"""Units: the tree, adding one by one, and importing a table whole or not at all."""

from __future__ import annotations

import pytest
from sqlmodel import select

from domain.platform.text import every_name
from domain.units.steps import Level
from models.units import Unit
from services.platform.tables.refusals import MOST_TOLD
from services.platform.tables.table import Row
from services.units import importing, units
from services.units.importing import UnitsNotImported
from services.units.units import LevelNotBelow, NameMissing, Names, UnitExists, UnitUnknown
from tests.tables import workbook
from tests.union import ADMIN, World

GOOD: list[dict[str, str | None]] = [
    {"name": "Point of it", "code": "N-P", "level": "point", "parent_code": "N-S"},
    {"name": "New station", "code": "N-S", "level": "station", "parent_code": "N-C"},
    {"name": "New centre", "code": "N-C", "level": "centre", "parent_code": ""},
]


def brings_in(world: World, rows: list[dict[str, str | None]]) -> int:
    """Bring in the lines of a table, the heading of which is in the first."""
    lines = [Row(number, {key: cell or "" for key, cell in row.items()}) for number, row in enumerate(rows, 2)]
    with world.work() as session:
        return importing.import_rows(world.at_work(session), lines)


def unit_of(world: World, code: str) -> Unit:
    with world.work() as session:
        return session.exec(select(Unit).where(Unit.code == code)).one()


def test_the_tree_lists_units_below_their_parents(world: World) -> None:
    with world.work() as session:
        shown = [(one.unit.id, one.depth) for one in units.tree(session)]
    assert shown == [(1, 0), (2, 1), (4, 2), (3, 1), (5, 2)]


def test_a_unit_is_added_below_another(world: World) -> None:
    with world.work() as session:
        unit = units.add(world.at_work(session), name=" 三车间 ", level=Level.POINT, parent_id=2, by=ADMIN)
        assert unit.name == "三车间"
        assert unit.path == f"/1/2/{unit.id}/"
        assert units.poster(session, unit.id).code == f"U{unit.id}"


@pytest.mark.parametrize(
    ("name", "level", "parent", "refusal"),
    [
        ("", Level.POINT, 2, NameMissing),
        ("Unit 4", Level.POINT, 2, UnitExists),
        ("U\u200bnit\ufe0f ４", Level.POINT, 2, UnitExists),  # a space without width, a selector, a wide digit
        ("Unіt 4", Level.POINT, 2, UnitExists),
        ("\u3164\u200b", Level.POINT, 2, NameMissing),
        ("Another", Level.STATION, 2, LevelNotBelow),
        ("Another", Level.CENTRE, 1, LevelNotBelow),
        ("Another", Level.POINT, None, LevelNotBelow),
        ("Another", Level.POINT, 99, UnitUnknown),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(
    world: World, name: str, level: Level, parent: int | None, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal), world.work() as session:
        units.add(world.at_work(session), name=name, level=level, parent_id=parent, by=ADMIN)


def test_two_kinds_of_signs_are_no_two_names(world: World) -> None:
    with world.work() as session:
        units.add(world.at_work(session), name="示例机械厂", level=Level.POINT, parent_id=2, by=ADMIN)
    with pytest.raises(UnitExists), world.work() as session:
        units.add(world.at_work(session), name="示例機械廠", level=Level.POINT, parent_id=2, by=ADMIN)


def test_a_table_is_imported_in_any_order_and_again_without_harm(world: World) -> None:
    assert brings_in(world, GOOD) == 3
    point, station = unit_of(world, "N-P"), unit_of(world, "N-S")
    assert point.parent_id == station.id
    assert point.path == f"{station.path}{point.id}/"
    assert brings_in(world, [{**GOOD[0], "name": "Renamed"}, *GOOD[1:]]) == 0
    assert unit_of(world, "N-P").name == "Renamed"


def test_every_problem_is_told_with_its_line_and_nothing_is_imported(world: World) -> None:
    bad: list[dict[str, str | None]] = [
        *GOOD,
        {"name": "", "code": "X 1", "level": "station", "parent_code": "N-C"},
        {"name": "Twice", "code": "N-S", "level": "station", "parent_code": "N-C"},
        {"name": "Lost", "code": "L", "level": "point", "parent_code": "nowhere"},
        {"name": "Odd", "code": "O", "level": "branch", "parent_code": "N-C"},
        {"name": "Upside", "code": "U", "level": "station", "parent_code": "N-P"},
        {"name": "Topless", "code": "T", "level": "point", "parent_code": None},
    ]
    with pytest.raises(UnitsNotImported) as refused:
        brings_in(world, bad)
    lines = {str(problem.args["line"]) for problem in refused.value.problems}
    assert lines == {"5", "6", "7", "8", "9", "10"}
    assert len(refused.value.problems) == 7
    with world.work() as session:
        assert session.exec(select(Unit).where(Unit.code == "N-C")).first() is None


def test_of_very_many_problems_the_first_are_told_and_how_many_more(world: World) -> None:
    with pytest.raises(UnitsNotImported) as refused:
        brings_in(world, [{"name": f"{number:081}", "code": f"C{number}", "level": "centre"} for number in range(40)])
    told = str(refused.value.args_given["problems"])
    assert told.count("longer than 80") == MOST_TOLD
    assert "'count': 15" in told


def test_an_empty_table_is_told(world: World) -> None:
    with pytest.raises(UnitsNotImported):
        brings_in(world, [])


def test_a_workbook_of_an_office_is_imported_as_it_is(world: World) -> None:
    content = workbook(
        ("示例市困难职工帮扶网络一览表",), (),
        ("序号", "层级", "上级单位编号", "单位 名称", "单位编号（唯一）", "备注"),
        (1, "帮扶中心", None, "示例市困难职工帮扶中心", 101, None),
        (2, "站", 101.0, "示例機械廠工會", "'102", "（市属）"), (),
        (3, "點", 102, "一车间", "１０３", None),
    )  # fmt: skip
    with world.work() as session:
        assert importing.import_units(world.at_work(session), content) == 3
    point = unit_of(world, "103")
    assert point.path.startswith(unit_of(world, "102").path)
    assert (point.name, point.level) == ("一车间", "point")


def test_what_excel_made_of_a_code_is_told_with_its_row_and_nothing_is_imported(world: World) -> None:
    content = workbook(
        ("一览表",), ("名称", "编号", "层级", "上级编号"), ("新中心", "C9", "中心", None),
        ("一站", 46082.0, "站", "C9"), ("二站", "1.38E+10", "站", "C9"), ("三站", "=A1", "站", "C9"),
    )  # fmt: skip
    with pytest.raises(UnitsNotImported) as refused, world.work() as session:
        importing.import_units(world.at_work(session), content)
    assert [one.args["line"] for one in refused.value.problems] == ["5", "6"]
    with world.work() as session:
        assert session.exec(select(Unit).where(Unit.code == "C9")).first() is None


@pytest.mark.parametrize("name", ["New station", "NEW  STATION", "Nеw station", "Ｎｅｗ station", "New\u2060 station"])
def test_a_table_may_not_hold_two_units_that_look_the_same_under_one_roof(world: World, name: str) -> None:
    twin: dict[str, str | None] = {"name": name, "code": "N-T", "level": "station", "parent_code": "N-C"}
    with pytest.raises(UnitsNotImported) as refused:
        brings_in(world, [*GOOD, twin])
    (problem,) = refused.value.problems
    assert problem.args["line"] == "5"
    assert brings_in(world, GOOD) == 3
    with pytest.raises(UnitsNotImported):
        brings_in(world, [twin])
    # under another roof, and for what is renamed itself, it is free
    elsewhere = {**twin, "level": "point", "parent_code": "N-S"}
    assert brings_in(world, [elsewhere, {**GOOD[1], "name": name}]) == 1


def test_a_table_may_not_hold_the_name_of_a_unit_that_the_screen_added(world: World) -> None:
    with world.work() as session:
        units.add(world.at_work(session), name="示例机械厂", level=Level.STATION, parent_id=1, by=ADMIN)
        session.get_one(Unit, 1).code = "TOP"
    with pytest.raises(UnitsNotImported):
        brings_in(world, [{"name": "示例機械廠 ", "code": "M", "level": "station", "parent_code": "TOP"}])


def test_what_a_form_strips_a_table_strips_too(world: World) -> None:
    heading = "name,code,level,parent_code\nNew centre,N-C,centre,\nNew station,N-S,station,N-C\n"
    with world.work() as session:
        content = f"{heading}\u202e三车间\u202c,T\u200b3,point,N-S\n".encode()
        assert importing.import_units(world.at_work(session), content) == 3
    assert unit_of(world, "T3").name == "三车间"


# Names in other languages --------------------------------------------------------------------------------------------


def test_a_unit_has_a_name_per_language_and_loses_it_again(world: World) -> None:
    names = Names(" 一车间 ", "一車間", "Shop\u200b 1")
    with world.work() as session:
        shown = units.rename(world.at_work(session), 4, names, by=ADMIN)
        assert every_name(shown.name) == ("一车间", "一車間", "Shop 1")
        assert units.names_of(session, 4) == {"name": "一车间", "name_zh_hant": "一車間", "name_en": "Shop 1"}
    with world.work() as session:
        assert every_name(units.rename(world.at_work(session), 4, Names("一车间"), by=ADMIN).name) == ("一车间",)


@pytest.mark.parametrize(
    "names", [Names("Unit 4"), Names("其他", "Unit 4"), Names("其他", None, "UNIT  4"), Names("其他", None, "机械廠")]
)
def test_no_name_of_a_unit_is_that_of_another_beside_it(world: World, names: Names) -> None:
    with world.work() as session:
        units.rename(world.at_work(session), 4, Names("Unit 4", None, "機械厂"), by=ADMIN)
        beside = units.add(world.at_work(session), name="旁边", level=Level.POINT, parent_id=2, by=ADMIN)
    with pytest.raises(UnitExists), world.work() as session:
        units.rename(world.at_work(session), beside.id, names, by=ADMIN)


@pytest.mark.parametrize("names", [Names("x"), Names("一车间", "x"), Names("一车间", None, "x" * 81)])
def test_a_name_has_its_length_in_each_language(world: World, names: Names) -> None:
    with pytest.raises(NameMissing), world.work() as session:
        units.rename(world.at_work(session), 4, names, by=ADMIN)


def test_a_table_brings_names_in_and_keeps_those_that_it_does_not_tell(world: World) -> None:
    heading = ("单位名称", "繁体名称", "English name", "单位编号", "层级", "上级单位编号")
    content = workbook(heading, ("示例机械厂", "示例機械廠", "Sample Works", "M", "中心", None))
    with world.work() as session:
        assert importing.import_units(world.at_work(session), content) == 1
    assert every_name(unit_of(world, "M").named) == ("示例机械厂", "示例機械廠", "Sample Works")
    assert brings_in(world, [{"name": "示例机械总厂", "code": "M", "level": "centre"}]) == 0
    assert every_name(unit_of(world, "M").named) == ("示例机械总厂", "示例機械廠", "Sample Works")
    with pytest.raises(UnitsNotImported):
        brings_in(world, [{"name": "SAMPLE works", "code": "N", "level": "centre"}])
