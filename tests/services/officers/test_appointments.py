"""Appointments, and what becomes of waiting prompts when an appointment ends."""

from __future__ import annotations

import pytest
from sqlmodel import select

from domain.platform.access import NotForYou
from domain.platform.text import Refusal
from domain.units.steps import Role
from models.notices import Notice
from models.officers import Appointment
from models.procedure import Visit
from services.notices import objections
from services.officers import appointments
from services.officers.appointments import AppointmentOver
from tests.invitations import accepts, invites
from tests.union import (
    ADMIN,
    APPROVER,
    APPROVER_TOO,
    AYGUL,
    CASHIER,
    CENTRE_REVIEWER,
    LIN,
    POINT,
    STATION,
    STATION_TOO,
    STRANGER,
    World,
)


def ends(world: World, person_id: int, role: str = "") -> None:
    with world.work() as session:
        query = select(Appointment).where(Appointment.person_id == person_id)
        held = next(one for one in session.exec(query) if not role or one.role == role)
        appointments.end(world.at_work(session), held.id, by=ADMIN)


def test_ending_an_appointment_routes_what_waits_to_others(world: World) -> None:
    case_id = world.opens()
    ends(world, STATION)
    assert world.prompted(case_id) == {STATION_TOO}
    assert "no longer waits for you" in world.edited(STATION)[-1]
    with pytest.raises(NotForYou):
        world.decides(STATION, case_id, "return")
    ends(world, STATION_TOO)
    assert world.prompted(case_id) == {CENTRE_REVIEWER}
    with pytest.raises(AppointmentOver):
        ends(world, STATION)


def test_an_officer_appointed_again_is_prompted_again(world: World) -> None:
    case_id = world.opens()
    ends(world, STATION)
    accepts(world, STATION, invites(world))
    assert STATION in world.prompted(case_id)
    assert len(world.messages(STATION)) == 4, "the prompt, the end, the new office, and the prompt again"


def test_the_last_officer_leaves_and_the_administrator_is_told(world: World) -> None:
    world.opens()
    for officer in (STATION, STATION_TOO, CENTRE_REVIEWER):
        ends(world, officer)
    assert any("may take the next step" in text for text in world.messages(ADMIN))


def test_an_unconfirmed_visit_with_an_officer_who_left_is_recorded_anew(world: World) -> None:
    case_id = world.opens()
    world.visits(POINT, STATION, case_id, confirm=False)
    ends(world, STATION)
    assert world.prompted(case_id, "visit") == {POINT}
    with world.work() as session:
        assert session.exec(select(Visit)).all() == []
    world.visits(POINT, STATION_TOO, case_id)
    world.decides(STATION_TOO, case_id)


def test_objections_and_disputes_go_to_the_next_officer(world: World) -> None:
    case_id = world.opens()
    world.reviewed(case_id)
    with world.work() as session:
        notice = session.exec(select(Notice)).one()
        objections.object_to_notice(world.at_work(session, STRANGER), notice.id, words="Look again.")
    ends(world, APPROVER)
    ends(world, APPROVER_TOO)
    accepts(world, AYGUL, invites(world, Role.APPROVER, 1))
    assert world.prompted(case_id, "objection") == {AYGUL}


def test_a_colleague_who_was_not_there_says_so(world: World) -> None:
    from services.procedure import visits

    case_id = world.opens()
    visit_id = world.visits(POINT, STATION, case_id, confirm=False)
    with pytest.raises(Refusal), world.work() as session:
        visits.confirm_visit(world.at_work(session, STATION_TOO), visit_id)
    with world.work() as session:
        visits.deny_visit(world.at_work(session, STATION), visit_id)
    assert "was not confirmed" in world.messages(POINT)[-2] + world.messages(POINT)[-1]
    assert world.prompted(case_id, "visit") == {POINT}
    assert world.prompted(case_id, "confirm") == set()


def test_a_worker_is_no_officer(world: World) -> None:
    case_id = world.opens()
    for person in (LIN, CASHIER):
        with pytest.raises(NotForYou):
            world.decides(person, case_id, "return")
