"""Invitations, appointments, and what becomes of waiting prompts when an appointment ends."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from domain.platform.access import NotForYou, RegistrationNeeded
from domain.platform.text import Refusal
from domain.units.steps import Role
from models.notices import Notice
from models.officers import Appointment, Invitation
from models.people import Person
from models.procedure import Visit
from services.notices import objections
from services.officers import appointments
from services.officers.appointments import AppointmentOver, InvitationExpired, InvitationUnknown, InvitationUsed
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


def invites(world: World, role: Role = Role.REVIEWER, unit_id: int = 2) -> str:
    """An administrator makes a link; return its token."""
    with world.work() as session:
        link = appointments.invite(world.at_work(session), unit_id=unit_id, role=role, by=ADMIN)
    assert link.startswith("https://t.me/sisong_bot?start=a_")
    payload = link.partition("start=")[2]
    assert len(payload) <= 64, "Telegram takes 64 characters in a deep link"
    return payload.removeprefix("a_")


def accepts(world: World, person_id: int, token: str) -> None:
    with world.work() as session:
        appointments.accept(world.at_work(session, person_id), token)


def ends(world: World, person_id: int, role: str = "") -> None:
    with world.work() as session:
        query = select(Appointment).where(Appointment.person_id == person_id)
        held = next(one for one in session.exec(query) if not role or one.role == role)
        appointments.end(world.at_work(session), held.id, by=ADMIN)


def test_a_link_makes_an_officer_and_tells_the_administrator(world: World) -> None:
    case_id = world.opens()
    token = invites(world)
    with world.work() as session:
        assert token not in session.exec(select(Invitation)).one().token_hash
    accepts(world, STRANGER, token)
    assert "马某人 accepted: reviewer at Unit 2." in world.messages(ADMIN)
    assert STRANGER in world.prompted(case_id), "what waits is put before the new officer, too"


def test_a_link_works_once(world: World) -> None:
    token = invites(world)
    accepts(world, STRANGER, token)
    with pytest.raises(InvitationUsed):
        accepts(world, AYGUL, token)
    with pytest.raises(InvitationUsed):
        accepts(world, STRANGER, token)


def test_two_people_open_a_link_at_the_same_instant(world: World) -> None:
    token, outcomes = invites(world), []

    def follow(person_id: int) -> None:
        try:
            accepts(world, person_id, token)
            outcomes.append("in")
        except InvitationUsed:
            outcomes.append("out")

    threads = [threading.Thread(target=follow, args=(one,)) for one in (STRANGER, AYGUL)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in", "out"]


def test_a_link_expires_after_seven_days(world: World) -> None:
    token = invites(world)
    world.now += timedelta(days=7)
    with pytest.raises(InvitationExpired):
        accepts(world, STRANGER, token)


def test_an_unknown_link_and_an_unregistered_person(world: World) -> None:
    with pytest.raises(InvitationUnknown):
        accepts(world, STRANGER, "x" * 24)
    token = invites(world)
    with world.work() as session:
        session.get_one(Person, STRANGER).registered_at = None
    with pytest.raises(RegistrationNeeded):
        accepts(world, STRANGER, token)


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
    assert len(world.messages(STATION)) == 3, "the prompt, the end, and the prompt again"


def test_the_last_officer_leaves_and_the_administrator_is_told(world: World) -> None:
    world.opens()
    for officer in (STATION, STATION_TOO, CENTRE_REVIEWER):
        ends(world, officer)
    assert any("Nobody may take the next step" in text for text in world.messages(ADMIN))


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
        notice, person = session.exec(select(Notice)).one(), session.get_one(Person, STRANGER)
        objections.object_to_notice(world.at_work(session), notice.id, person=person, words="Look again.")
    ends(world, APPROVER)
    ends(world, APPROVER_TOO)
    accepts(world, AYGUL, invites(world, Role.APPROVER, 1))
    assert world.prompted(case_id, "objection") == {AYGUL}


def test_a_colleague_who_was_not_there_says_so(world: World) -> None:
    from services.procedure import visits

    case_id = world.opens()
    visit_id = world.visits(POINT, STATION, case_id, confirm=False)
    with pytest.raises(Refusal), world.work() as session:
        visits.confirm(world.at_work(session, STATION_TOO), visit_id)
    with world.work() as session:
        visits.deny(world.at_work(session, STATION), visit_id)
    assert "was not confirmed" in world.messages(POINT)[-2] + world.messages(POINT)[-1]
    assert world.prompted(case_id, "visit") == {POINT}
    assert world.prompted(case_id, "confirm") == set()


def test_a_worker_is_no_officer(world: World) -> None:
    case_id = world.opens()
    for person in (LIN, CASHIER):
        with pytest.raises(NotForYou):
            world.decides(person, case_id, "return")


def test_an_invitation_tells_what_it_offers_and_is_not_used_up(world: World) -> None:
    token = invites(world)
    for _ in range(2):
        with world.work() as session:
            offered = appointments.invited_as(world.at_work(session), token)
        assert offered is not None
        assert (offered.role, offered.unit) == (Role.REVIEWER, "Unit 2")
    accepts(world, LIN, token)
    with world.work() as session:
        assert appointments.invited_as(world.at_work(session), token) is None, "used"
        assert appointments.invited_as(world.at_work(session), "forged") is None


def test_an_expired_invitation_offers_nothing(world: World) -> None:
    token = invites(world)
    world.passes(days=7)
    with world.work() as session:
        assert appointments.invited_as(world.at_work(session), token) is None
