"""What was given at registration is changed the same way, and household, cases and case officer follow the unit."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from domain.changes.change import What
from domain.platform.access import NotForYou
from domain.platform.text import Refusal
from models.households import HouseholdFile, HouseholdMember
from models.people import Person
from models.platform.seal import vault
from models.procedure import Paper
from models.units import Unit
from services.changes import Wanted, confirm, photos, propose, things_of
from tests.services.changes.test_changes import NOTED, confirms, file, lives_there  # noqa: F401
from tests.union import AYGUL, LIN, OTHER_STATION, POINT, STATION, STATION_TOO, World


def changes_of(world: World, field: str, value: Any, *, by: int, household: int | None = None) -> int:
    with world.work() as session:
        wanted = Wanted(household, What.PERSON, field)
        return propose(world.at_work(session, by), wanted, {**NOTED, field: value})


def unit(world: World, unit_id: int) -> dict[str, Any]:
    with world.work() as session:
        return {"id": unit_id, "label": session.get_one(Unit, unit_id).name}


def person(world: World, who: int) -> Person:
    with world.work() as session:
        return session.get_one(Person, who)


def test_a_phone_number_changes_with_old_and_new_masked(world: World, file: int) -> None:  # noqa: F811
    with world.work() as session:
        session.get_one(Person, LIN).phone = "13800138001"
    change = changes_of(world, "phone", "13900139009", by=LIN)
    asked = world.messages(POINT)[-1]
    assert "registration of" in asked
    assert "138****8001 → 139****9009" in asked
    assert "class" not in asked
    before = person(world, LIN).phone
    confirms(world, change, by=POINT)
    assert (before, person(world, LIN).phone) == ("13800138001", "13900139009")
    assert "What you gave at registration was changed" in world.messages(LIN)[-1]


def test_a_name_changes_where_the_household_lists_it(world: World, file: int) -> None:  # noqa: F811
    confirms(world, changes_of(world, "name", "林新名", by=POINT, household=file), by=STATION)
    assert person(world, LIN).name == "林新名"
    with world.work() as session:
        own = select(HouseholdMember).where(HouseholdMember.resident_id_print == person_print(session))
        assert {one.name for one in session.exec(own)} == {"林新名"}


def person_print(session: Any) -> str | None:
    return session.get_one(Person, LIN).resident_id_print  # type: ignore[no-any-return]


def test_household_officer_and_what_nobody_reviewed_follow_the_unit(world: World, file: int) -> None:  # noqa: F811
    grant = world.opens(LIN, "golden_autumn", 300_000, household_id=file, subject_print=vault().fingerprint("x"))
    change = changes_of(world, "unit", unit(world, 5), by=LIN)
    confirms(world, change, by=POINT)
    with world.work() as session:
        found = session.get_one(HouseholdFile, file)
        assert (found.unit_id, session.get_one(Person, LIN).unit_id) == (5, 5)
        assert found.case_officer_id != POINT
    assert world.case(grant).unit_id == 5
    assert OTHER_STATION in world.prompted(grant)
    assert STATION not in world.prompted(grant)
    assert any("belongs to" in one for one in world.messages(LIN))


def test_a_worker_without_a_file_is_confirmed_by_the_station(world: World) -> None:
    report = world.opens(LIN)
    change = changes_of(world, "unit", unit(world, 5), by=LIN)
    assert any("Change " in one for one in world.messages(STATION))
    for who in (POINT, OTHER_STATION, LIN, AYGUL):
        with world.work() as session, pytest.raises(NotForYou):
            confirm(world.at_work(session, who), change)
    with world.work() as session:
        assert len(photos(world.at_work(session, STATION), change)) == 1
        assert session.exec(select(Paper).where(Paper.about == f"change:{change}")).one().household_id is None
    confirms(world, change, by=STATION)
    assert person(world, LIN).unit_id == 5
    assert world.case(report).unit_id == 5
    assert OTHER_STATION in world.prompted(report)


def test_of_a_member_only_their_own_unit_changes(world: World, file: int) -> None:  # noqa: F811
    lives_there(world, file)
    confirms(world, changes_of(world, "unit", unit(world, 2), by=AYGUL), by=POINT)
    with world.work() as session:
        assert (session.get_one(HouseholdFile, file).unit_id, session.get_one(Person, AYGUL).unit_id) == (4, 2)
    assert person(world, LIN).unit_id == 4


def test_a_unit_that_is_closed_by_then_is_not_moved_to(world: World, file: int) -> None:  # noqa: F811
    change = changes_of(world, "unit", unit(world, 5), by=LIN)
    with world.work() as session:
        session.get_one(Unit, 5).closed_at = world.now
    with pytest.raises(Refusal):
        confirms(world, change, by=POINT)
    assert person(world, LIN).unit_id == 4


def test_what_can_be_changed_of_the_registration(world: World, file: int) -> None:  # noqa: F811
    with world.work() as session:
        own = things_of(world.at_work(session, LIN), None)
        theirs = things_of(world.at_work(session, POINT), file)
        nobody = things_of(world.at_work(session, AYGUL), None)
    for found in (own, theirs, nobody):
        assert [field for field, _ in found.registration] == ["unit", "name", "phone"]
    assert not nobody.questions
    assert not nobody.may_join
    assert [len(one.questions) > 0 for one in own.members] == [True, True]


def test_another_officer_of_the_household_confirms_what_its_officer_proposed(world: World, file: int) -> None:  # noqa: F811
    change = changes_of(world, "phone", "13900139009", by=POINT, household=file)
    with world.work() as session, pytest.raises(Refusal):
        confirm(world.at_work(session, POINT), change)
    confirms(world, change, by=STATION_TOO)
    assert person(world, LIN).phone == "13900139009"
