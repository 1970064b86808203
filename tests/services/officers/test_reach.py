"""An officer who has blocked the bot reads no prompt: others are asked too, and if there is nobody it is told."""

from __future__ import annotations

from sqlmodel import select

from models.notices import Notice
from models.officers import Appointment
from models.people import Person
from services.notices import objections
from services.payments import receipts
from tests.union import (
    ADMIN,
    APPROVER,
    APPROVER_TOO,
    AUDITOR,
    CASHIER,
    CENTRE_REVIEWER,
    LIN,
    POINT,
    STATION,
    STATION_TOO,
    STRANGER,
    World,
)

JOB = "ask others for officers who cannot be reached"


def blocks(world: World, *officers: int, back: bool = False) -> None:
    with world.work() as session:
        for officer in officers:
            session.get_one(Person, officer).blocked_at = None if back else world.now


def test_a_step_goes_to_the_next_level_when_nobody_of_its_own_can_be_reached(world: World) -> None:
    blocks(world, STATION, STATION_TOO)
    case_id = world.opens()
    assert world.prompted(case_id) == {STATION, STATION_TOO, CENTRE_REVIEWER}, "who comes back finds it under /pending"
    assert any("Case 2026-0001" in one for one in world.messages(CENTRE_REVIEWER))
    assert not any("may take the next step" in one for one in world.messages(ADMIN))


def test_one_who_can_be_reached_is_enough(world: World) -> None:
    blocks(world, STATION)
    assert world.prompted(world.opens()) == {STATION, STATION_TOO}


def test_a_prompt_that_was_put_before_goes_to_others_within_the_quarter_hour(world: World) -> None:
    case_id = world.opens()
    blocks(world, STATION)
    world.keeps_up(JOB)
    assert world.prompted(case_id) == {STATION, STATION_TOO}
    blocks(world, STATION_TOO)
    world.keeps_up(JOB)
    assert world.prompted(case_id) == {STATION, STATION_TOO, CENTRE_REVIEWER}
    world.visits(POINT, CENTRE_REVIEWER, case_id)
    world.decides(CENTRE_REVIEWER, case_id)
    assert world.prompted(case_id) == set()


def test_an_officer_who_is_back_may_still_take_it(world: World) -> None:
    case_id = world.opens()
    blocks(world, STATION, STATION_TOO)
    world.keeps_up(JOB)
    blocks(world, STATION, STATION_TOO, back=True)
    world.keeps_up(JOB)
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id)
    assert world.case(case_id).step == "notice"


def test_when_nobody_can_be_reached_the_administrators_are_told_once(world: World) -> None:
    case_id = world.opens()
    blocks(world, STATION, STATION_TOO, CENTRE_REVIEWER)
    world.keeps_up(JOB)
    world.keeps_up(JOB)
    (told,) = [one for one in world.messages(ADMIN) if "may take the next step" in one]
    assert "2026-0001" in told
    assert STATION in world.prompted(case_id)


def test_an_objection_goes_to_an_approver_who_can_be_reached(world: World) -> None:
    """Of the station there is an approver, too, who has blocked the bot since."""
    with world.work() as session:
        session.add(Appointment(person_id=AUDITOR, role="approver", unit_id=2, appointed_by=ADMIN, since=world.now))
    case_id = world.opens()
    world.reviewed(case_id)
    with world.work() as session:
        notice = session.exec(select(Notice)).one()
        objections.object_to_notice(world.at_work(session, STRANGER), notice.id, words="Look again.")
    assert world.prompted(case_id, "objection") == {AUDITOR}
    blocks(world, AUDITOR)
    world.keeps_up(JOB)
    assert world.prompted(case_id, "objection") == {AUDITOR, APPROVER, APPROVER_TOO}


def test_another_cashier_looks_for_money_when_the_one_who_paid_cannot_be_reached(world: World) -> None:
    with world.work() as session:
        session.add(Appointment(person_id=AUDITOR, role="cashier", unit_id=1, appointed_by=ADMIN, since=world.now))
    case_id = world.opens(programme="golden_autumn", amount=750_000, subject_print="student")
    world.approved(case_id)
    world.pays(case_id)
    with world.work() as session:
        receipts.dispute_receipt(world.at_work(session, LIN), case_id)
    assert world.prompted(case_id, "dispute") == {CASHIER}
    blocks(world, CASHIER)
    world.keeps_up(JOB)
    assert world.prompted(case_id, "dispute") == {CASHIER, AUDITOR}
