"""Units: the tree, adding one by one, and importing a table whole or not at all."""

from __future__ import annotations

import pytest
from sqlmodel import select

from domain.units.steps import Level
from models.units import Unit
from services.units import units
from services.units.units import LevelNotBelow, NameMissing, UnitExists, UnitsNotImported, UnitUnknown
from tests.union import ADMIN, World

GOOD: list[dict[str, str | None]] = [
    {"name": "Point of it", "code": "N-P", "level": "point", "parent_code": "N-S"},
    {"name": "New station", "code": "N-S", "level": "station", "parent_code": "N-C"},
    {"name": "New centre", "code": "N-C", "level": "centre", "parent_code": ""},
]


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
    with world.work() as session:
        assert units.import_units(world.at_work(session), GOOD) == 3
    with world.work() as session:
        point = session.exec(select(Unit).where(Unit.code == "N-P")).one()
        station = session.exec(select(Unit).where(Unit.code == "N-S")).one()
        assert point.parent_id == station.id
        assert point.path == f"{station.path}{point.id}/"
        renamed = [{**GOOD[0], "name": "Renamed"}, *GOOD[1:]]
        assert units.import_units(world.at_work(session), renamed) == 0
        assert session.exec(select(Unit).where(Unit.code == "N-P")).one().name == "Renamed"


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
    with pytest.raises(UnitsNotImported) as refused, world.work() as session:
        units.import_units(world.at_work(session), bad)
    lines = {str(problem.args["line"]) for problem in refused.value.problems}
    assert lines == {"5", "6", "7", "8", "9", "10"}
    assert len(refused.value.problems) == 7
    with world.work() as session:
        assert session.exec(select(Unit).where(Unit.code == "N-C")).first() is None


def test_an_empty_table_is_told(world: World) -> None:
    with pytest.raises(UnitsNotImported), world.work() as session:
        units.import_units(world.at_work(session), [])


@pytest.mark.parametrize("name", ["New station", "NEW  STATION", "Nеw station", "Ｎｅｗ station", "New\u2060 station"])
def test_a_table_may_not_hold_two_units_that_look_the_same_under_one_roof(world: World, name: str) -> None:
    twin: dict[str, str | None] = {"name": name, "code": "N-T", "level": "station", "parent_code": "N-C"}
    with pytest.raises(UnitsNotImported) as refused, world.work() as session:
        units.import_units(world.at_work(session), [*GOOD, twin])
    (problem,) = refused.value.problems
    assert problem.args["line"] == "5"
    with world.work() as session:
        assert units.import_units(world.at_work(session), GOOD) == 3
    with pytest.raises(UnitsNotImported), world.work() as session:
        units.import_units(world.at_work(session), [twin])
    with world.work() as session:  # under another roof, and for what is renamed itself, it is free
        elsewhere = {**twin, "level": "point", "parent_code": "N-S"}
        assert units.import_units(world.at_work(session), [elsewhere, {**GOOD[1], "name": name}]) == 1


def test_what_a_form_strips_a_table_strips_too(world: World) -> None:
    row: dict[str, str | None] = {"name": "\u202e三车间\u202c", "code": "T\u200b3", "level": "point"}
    row["parent_code"] = "N-S"
    with world.work() as session:
        units.import_units(world.at_work(session), [*GOOD, row])
        unit = session.exec(select(Unit).where(Unit.code == "T3")).one()
        assert unit.name == "三车间"
