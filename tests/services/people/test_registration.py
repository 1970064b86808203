"""Consents, units by name, and one account for one resident id."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from domain.people.consent import ConsentKind
from models.people import Person
from models.units import Unit
from services.people import find_units, registration, tell_taken_in, units_instead
from services.people.registration import NeedsALook, UnitUnknown
from tests.services.aid.test_once import at_one_instant
from tests.union import ADMIN, AYGUL, LIN, POINT, World

ID = "990101197803120034"


def answers(**changes: Any) -> dict[str, Any]:
    return {
        "unit": {"id": 4, "label": "Unit 4"}, "name": "林示例", "phone": "13800138000", "resident_id": ID,
    } | changes  # fmt: skip


def test_registration_is_written_down(world: World) -> None:
    with world.work() as session:
        registration.register(world.at_work(session, LIN), answers())
    with world.work() as session:
        lin = session.get_one(Person, LIN)
        assert (lin.name, lin.unit_id, lin.resident_id) == ("林示例", 4, ID)


def test_an_id_belongs_to_one_account(world: World) -> None:
    with world.work() as session:
        registration.register(world.at_work(session, LIN), answers())
    with world.work() as session, pytest.raises(NeedsALook):
        registration.register(world.at_work(session, AYGUL), answers())


def test_of_two_who_register_one_id_at_one_instant_the_second_needs_a_look(world: World) -> None:
    def registers(who: int) -> Callable[[Session], object]:
        return lambda session: registration.register(world.at_work(session, who), answers())

    assert at_one_instant(world, registers(LIN), registers(AYGUL)) == ["done", "NeedsALook"]
    with world.work() as session:
        lin, aygul = session.get_one(Person, LIN), session.get_one(Person, AYGUL)
        assert (lin.resident_id == ID, aygul.resident_id == ID) == (True, False)


def test_the_same_person_may_register_again(world: World) -> None:
    for phone in ("13800138000", "13900139000"):
        with world.work() as session:
            registration.register(world.at_work(session, LIN), answers(phone=phone))
    with world.work() as session:
        assert session.get_one(Person, LIN).phone == "13900139000"


def test_a_closed_unit_cannot_be_chosen(world: World) -> None:
    with world.work() as session:
        session.get_one(Unit, 4).closed_at = world.now
    with world.work() as session, pytest.raises(UnitUnknown):
        registration.register(world.at_work(session, LIN), answers())


def test_units_are_found_by_every_word_of_the_name(world: World) -> None:
    with world.work() as session:
        found = registration.search_units(session, "4 unit")
        assert [unit.id for unit in found] == [4]
        assert registration.search_units(session, "%") == []
        assert len(registration.search_units(session, "unit")) == 5


def test_units_are_found_in_traditional_and_simplified_signs(world: World) -> None:
    with world.work() as session:
        session.get_one(Unit, 4).name, session.get_one(Unit, 5).name = "示例机械厂", "示例紡織廠"
    with world.work() as session:
        assert [unit.id for unit in registration.search_units(session, "機械廠")] == [4]
        assert [unit.id for unit in registration.search_units(session, "纺织")] == [5]


def test_consents_keep_their_history(world: World) -> None:
    with world.work() as session:
        lin = session.get_one(Person, LIN)
        lin.sensitive_consented_at = None
        for given in (True, True, False):
            registration.set_consent(world.at_work(session, LIN), ConsentKind.SENSITIVE, given)
        session.flush()
        assert [row.given for row in registration.consents_of(world.at_work(session, LIN))] == [True, False]
        assert lin.sensitive_consented_at is None


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("我在机械厂一车间上班", ["机械厂一车间"]),
        ("我是机械厂一车间的工人，家里有困难", ["机械厂一车间"]),
        ("机械厂的", ["机械厂一车间", "机械厂二车间"]),
        ("一车间", ["机械厂一车间"]),
        ("快递员，没有单位", []),
        ("厂", ["机械厂一车间", "机械厂二车间"]),
    ],
)
def test_a_unit_is_found_in_what_people_type(world: World, typed: str, names: list[str]) -> None:
    with world.work() as session:
        for number, name in ((4, "机械厂一车间"), (5, "机械厂二车间")):
            session.get_one(Unit, number).name = name
    with world.work() as session:
        assert sorted(unit.name for unit in find_units(session, typed)) == sorted(names)


@pytest.mark.parametrize(
    "typed",
    [
        "机械厂一车间", "機械廠一車間", "机械厂", "機械 車間", "Machine Works", "machine works SHOP", "machine 一车间",
        "我在機械廠一車間上班", "我在机械厂一车间上班", "I work at Machine Works Shop 1", "机械一厂", "機械一廠",
    ],
)  # fmt: skip
def test_a_unit_is_found_by_any_of_its_names_in_both_kinds_of_signs(world: World, typed: str) -> None:
    with world.work() as session:
        unit = session.get_one(Unit, 4)
        unit.name, unit.name_zh_hant, unit.name_en = "机械厂一车间", "機械一廠", "Machine Works Shop 1"
    with world.work() as session:
        assert [unit.id for unit in find_units(session, typed)] == [4]


@pytest.mark.parametrize("typed", ["我在機械廠一車間上班", "機械廠一車間的工人"])
def test_a_unit_in_simplified_signs_is_found_in_a_sentence_in_traditional_ones(world: World, typed: str) -> None:
    with world.work() as session:
        session.get_one(Unit, 4).name = "机械厂一车间"
    with world.work() as session:
        assert [unit.id for unit in find_units(session, typed)] == [4]


def test_whoever_has_no_unit_is_taken_in_by_the_street_or_the_next_level_and_an_officer_is_told(world: World) -> None:
    with world.work() as session:
        session.get_one(Unit, 5).name = "钢铁街道工会"
    with world.work() as session:
        assert [unit.id for unit in units_instead(session)] == [5, 2, 3, 1], "streets, stations, the centre"
        tell_taken_in(world.at_work(session, LIN), 4, "快递站")
        tell_taken_in(world.at_work(session, LIN), 4, "快递站")
    (told,) = [said for said in world.messages(POINT) if "快递站" in said]
    assert "林示例" in told
    assert "Unit 4" in told
    assert "13800138000" not in told
    assert world.messages(ADMIN) == []
