"""An officer changes something for the worker of a case: who has no file yet, or whose grant goes to the student."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from delivery.rendering import render_plain
from domain.changes.change import AlreadyProposed, FileMovedOn, NothingChanged, OwnProposal, What
from domain.payments.money import Cause, MoneyState
from domain.platform.text import Refusal
from models.households import HouseholdFile, HouseholdMember, NamedOfficer
from models.payments import MoneyRow
from models.people import Person
from services import households
from services.cases import look_at_case, look_at_trail
from services.changes import Wanted, propose, things_of
from services.changes.proposing import NotThere
from services.payments import returns
from tests.services.cases.test_waiting import sent
from tests.services.changes.test_changes import NOTED, as_worker, confirms
from tests.services.changes.test_registration_changes import person
from tests.union import (
    ANSWERS,
    APPROVER,
    AUDITOR,
    CASHIER,
    LIN,
    OTHER_STATION,
    POINT,
    STATION,
    STATION_TOO,
    ZONE,
    World,
)

OLD, NEW = "6222020000000000005", "6222020000000000013"
STUDENT = {**ANSWERS, "payee": "student", "student_card": OLD, "student_name": "林小例"}


@pytest.fixture
def report(world: World) -> int:
    """A report under way; its worker has no file yet."""
    as_worker(world)
    return world.opens()


@pytest.fixture
def grant(world: World) -> int:
    """A grant that is paid to the student's own card, of a household with a file."""
    as_worker(world)
    with world.work() as session:
        file = HouseholdFile(number="HF-1", national_number="N-1", head_id=LIN, unit_id=4, household_class="deep",
                             data=dict(ANSWERS), opened_at=world.now, case_officer_id=POINT)  # fmt: skip
        session.add(file)
        session.flush()
        file_id = file.id
    return world.opens(
        programme="golden_autumn", amount=750_000, answers=STUDENT, household_id=file_id, subject_print="student"
    )


def proposes(world: World, case_id: int, what: What, field: str, value: Any, *, by: int) -> int:
    with world.work() as session:
        wanted = Wanted(None, what, field, case_id=case_id)
        return propose(world.at_work(session, by), wanted, {**NOTED, field: value})


def new_card(world: World, case_id: int, *, by: int = POINT) -> int:
    return proposes(world, case_id, What.CARD, "student_card", NEW, by=by)


def offered(world: World, case_id: int, by: int) -> list[str]:
    with world.work() as session:
        found = things_of(world.at_work(session, by), case_id=case_id)
        return [field for field, _ in (*found.questions, *found.registration)]


def test_a_worker_without_a_file_is_called_what_an_officer_proposed_and_a_second_one_confirmed(
    world: World, report: int
) -> None:
    assert offered(world, report, STATION) == ["unit", "name", "phone"]
    change = proposes(world, report, What.PERSON, "phone", "13900139009", by=STATION)
    assert "138****8000 → 139****9009" in world.messages(STATION_TOO)[-1]
    with pytest.raises(OwnProposal):
        confirms(world, change, by=STATION)
    assert person(world, LIN).phone == "13800138000"
    confirms(world, change, by=STATION_TOO)
    assert person(world, LIN).phone == "13900139009"
    assert "What you gave at registration was changed" in world.messages(LIN)[-1]


@pytest.mark.parametrize("officer", [OTHER_STATION, CASHIER, POINT, LIN])
def test_who_does_not_lead_near_the_worker_changes_nothing(world: World, report: int, officer: int) -> None:
    with pytest.raises(Refusal):
        offered(world, report, officer)
    with pytest.raises(Refusal):
        proposes(world, report, What.PERSON, "phone", "13900139009", by=officer)


def test_an_officer_who_lives_in_the_reported_household_neither_proposes_nor_confirms(
    world: World, report: int
) -> None:
    with world.work() as session:
        print_ = session.get_one(Person, STATION).resident_id_print
        session.add(HouseholdMember(case_id=report, resident_id_print=print_ or "", resident_id="x", name="x",
                                    relation="spouse"))  # fmt: skip
        session.add(NamedOfficer(case_id=report, officer_id=STATION, named_by=LIN, once="x", asked_at=world.now,
                                 lives_there=True))  # fmt: skip
    with pytest.raises(households.OwnFile):
        offered(world, report, STATION)
    change = proposes(world, report, What.PERSON, "phone", "13900139009", by=STATION_TOO)
    with pytest.raises(households.OwnFile):
        confirms(world, change, by=STATION)
    confirms(world, change, by=APPROVER)


def test_only_registration_and_card_are_changed_from_a_case(world: World, grant: int) -> None:
    assert offered(world, grant, POINT) == ["student_card", "unit", "name", "phone"]
    with pytest.raises(NotThere):
        proposes(world, grant, What.ANSWER, "self_monthly_income", 1, by=POINT)
    with pytest.raises(NothingChanged):
        proposes(world, grant, What.CARD, "student_card", OLD, by=POINT)
    new_card(world, grant)
    with pytest.raises(AlreadyProposed):
        new_card(world, grant)


def test_a_students_new_card_is_the_one_that_is_paid_to_a_day_later(world: World, grant: int) -> None:
    world.approved(grant)
    change = new_card(world, grant)
    asked = world.messages(STATION)[-1]
    assert "For: 林小例" in asked
    assert "**** 0005 → **** 0013" in asked
    assert NEW not in asked
    confirms(world, change, by=STATION)
    assert world.case(grant).answers["student_card"] == NEW
    told = world.messages(LIN)
    assert "The card that the money of case" in told[-1]
    assert "not before" in told[-2]
    assert "nothing is paid to it before" in world.edited(CASHIER)[-1]
    with pytest.raises(Refusal):
        world.pays(grant)
    world.passes(hours=24)
    with world.work() as session:
        look_at_case(world.at_work(session, CASHIER), grant)
    world.pays(grant)
    with world.work() as session:
        row = session.exec(select(MoneyRow)).one()
        assert (row.card, row.payee, row.state) == (NEW, "林小例", MoneyState.PAID)


def test_a_card_that_was_put_on_file_since_is_proposed_when_the_money_comes_back(world: World, grant: int) -> None:
    world.approved(grant)
    world.pays(grant)
    confirms(world, new_card(world, grant), by=STATION)
    with world.work() as session:
        on = world.now.astimezone(ZONE).date()
        returns.record_return(
            world.at_work(session, CASHIER), grant, returned_on=on, reference="R-1", cause=Cause.CLOSED
        )
    with world.work() as session:
        rows = {row.state: row.card for row in session.exec(select(MoneyRow))}
    assert rows == {MoneyState.RETURNED: OLD, MoneyState.PROPOSED: NEW}


def test_money_that_waits_for_a_card_goes_to_the_students_new_one_once_a_second_officer_of_the_money_says_so(
    world: World, grant: int
) -> None:
    world.approved(grant)
    world.pays(grant)
    with world.work() as session:
        on = world.now.astimezone(ZONE).date()
        returns.record_return(
            world.at_work(session, CASHIER), grant, returned_on=on, reference="R-1", cause=Cause.CLOSED
        )
    for _ in range(20):
        world.passes(days=1)
        world.keeps_up("remind of money that came back")
        sent(world)
    visit, *_ = [one for one in world.messages(POINT) if "does not go to the worker's card" in one]
    assert f"/case {world.case(grant).number}" in visit
    confirms(world, new_card(world, grant), by=STATION)
    with world.work() as session:
        rows = {row.state: row.card for row in session.exec(select(MoneyRow))}
    assert rows == {MoneyState.RETURNED: OLD, MoneyState.PROPOSED: NEW}


def test_a_card_of_a_case_that_is_over_is_not_changed(world: World, grant: int) -> None:
    change = new_card(world, grant)
    world.decides(STATION, grant, "refuse")
    with pytest.raises(FileMovedOn):
        confirms(world, change, by=STATION)
    with pytest.raises(NotThere):
        proposes(world, grant, What.CARD, "student_card", NEW, by=STATION)


def test_the_card_of_a_grant_that_goes_to_the_worker_is_that_of_the_file(world: World, report: int) -> None:
    with pytest.raises(NotThere):
        proposes(world, report, What.CARD, "student_card", NEW, by=STATION)


def test_a_trail_is_found_by_the_number_of_the_household_with_its_changes(world: World, grant: int) -> None:
    confirms(world, new_card(world, grant), by=STATION)
    shown = trail(world, "hf-1")
    assert "Trail of household HF-1" in shown
    for what in ("proposed a change", "confirmed a change", "looked at the trail"):
        assert what in shown
    assert f"/trail shows them by number: {world.case(grant).number}" in shown
    assert "confirmed a change" in trail(world, world.case(grant).number)
    for number, officer in (("HF-1", OTHER_STATION), ("HF-9", AUDITOR), ("HF-1", STATION)):
        with pytest.raises(Refusal):
            trail(world, number, by=officer)


def test_the_trail_of_a_worker_without_a_file_has_the_changes_of_the_registration(world: World, report: int) -> None:
    confirms(world, proposes(world, report, What.PERSON, "phone", "13900139009", by=STATION), by=STATION_TOO)
    shown = trail(world, world.case(report).number)
    assert "confirmed a change · 1 · registration" in shown


def trail(world: World, number: str, *, by: int = AUDITOR) -> str:
    with world.work() as session:
        return render_plain(look_at_trail(world.at_work(session, by), number), "en", timezone=ZONE, limit=4000)
