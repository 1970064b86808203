"""An invitation is no identity: who followed it is named to administrators, and the office runs after their yes."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from sqlmodel import select

from domain.platform.access import RegistrationNeeded
from domain.units.steps import Role
from models.officers import Appointment, Invitation
from models.people import Person
from services.officers import confirming, invitations
from services.officers.confirming import ConfirmedAlready, NothingToConfirm, NotYourOwn, OfficesApart
from services.officers.invitations import InvitationUnknown, OwnInvitation
from tests.invitations import accepts, administrators, follows, invites, says_no, says_yes
from tests.services.cases.test_waiting import sent
from tests.union import ADMIN, APPROVER, AYGUL, CASHIER, LIN, STATION, STRANGER, ZONE, World

SECOND = LIN  # a second administrator
CALL_ON = "call on administrators for invitations"


def offices(world: World, person_id: int) -> list[str]:
    with world.work() as session:
        held = select(Appointment).where(Appointment.person_id == person_id)
        return [one.role for one in session.exec(held) if one.ended_at is None]


def asked(world: World, admin: int = ADMIN) -> list[str]:
    return [text for text in world.messages(admin) if "Is that who is meant?" in text]


def test_who_follows_a_link_is_named_and_is_no_officer_yet(world: World) -> None:
    case_id = world.opens()
    token = invites(world)
    with world.work() as session:
        assert token not in session.exec(select(Invitation)).one().token_hash
    follows(world, STRANGER, token)
    (said,) = asked(world)
    assert "马某人 of Unit 4, phone 138****8000" in said
    assert "reviewer at Unit 2" in said
    assert offices(world, STRANGER) == []
    assert STRANGER not in world.prompted(case_id)


def test_the_office_runs_after_the_yes_and_its_holder_is_told(world: World) -> None:
    case_id = world.opens()
    accepts(world, STRANGER, invites(world))
    assert offices(world, STRANGER) == ["reviewer"]
    assert STRANGER in world.prompted(case_id), "what waits is put before the new officer, too"
    assert any("You are now reviewer at Unit 2" in text for text in world.messages(STRANGER))


def test_somebody_else_followed(world: World) -> None:
    number = follows(world, STRANGER, invites(world))
    says_no(world, number)
    assert offices(world, STRANGER) == []
    assert "was meant for somebody else" in world.messages(STRANGER)[-1]
    for late in (says_yes, says_no):
        with pytest.raises(NothingToConfirm):
            late(world, number)


def test_nobody_takes_an_office_by_their_own_invitation(world: World) -> None:
    token = invites(world, Role.APPROVER, 1)
    with pytest.raises(OwnInvitation):
        follows(world, ADMIN, token)
    assert offices(world, ADMIN) == []
    accepts(world, STRANGER, token)  # the link stays good for whom it was meant


def test_nobody_confirms_themselves(world: World) -> None:
    administrators(world, ADMIN, SECOND)
    number = follows(world, SECOND, invites(world, Role.APPROVER, 1))
    with pytest.raises(NotYourOwn):
        says_yes(world, number, SECOND)
    assert asked(world, SECOND) == []
    assert says_yes(world, number), "of the other administrators there is only one"


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.APPROVER, Role.RECORDER, Role.CASHIER])
def test_an_office_that_decides_or_pays_is_confirmed_by_two(world: World, role: Role) -> None:
    administrators(world, ADMIN, SECOND)
    number = follows(world, STRANGER, invites(world, role, 2))
    assert asked(world, SECOND) == [], "first whoever invited"
    assert not says_yes(world, number)
    assert offices(world, STRANGER) == []
    assert "One administrator has said yes" in asked(world, SECOND)[-1]
    with pytest.raises(ConfirmedAlready):
        says_yes(world, number)
    assert says_yes(world, number, SECOND)
    assert offices(world, STRANGER) == [role.value]


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.AUDITOR])
def test_other_offices_need_one_yes(world: World, role: Role) -> None:
    administrators(world, ADMIN, SECOND)
    assert says_yes(world, follows(world, STRANGER, invites(world, role, 4)), SECOND)


@pytest.mark.parametrize(
    ("who", "role", "unit_id"),
    [(CASHIER, Role.APPROVER, 1), (APPROVER, Role.CASHIER, 1), (APPROVER, Role.AUDITOR, 1), (STATION, Role.AUDITOR, 1)],
)  # fmt: skip
def test_offices_that_would_be_one_pair_of_eyes_stay_apart(world: World, who: int, role: Role, unit_id: int) -> None:
    token, before = invites(world, role, unit_id), offices(world, who)
    with pytest.raises(OfficesApart):
        follows(world, who, token)
    assert offices(world, who) == before
    accepts(world, STRANGER, token)  # the link is not used up


def test_what_does_not_go_together_is_asked_again_at_the_yes(world: World) -> None:
    first = follows(world, STRANGER, invites(world, Role.CASHIER, 1))
    second = follows(world, STRANGER, invites(world, Role.APPROVER, 1)) if first else 0
    with world.work() as session:
        both = {one.role: one.id for one in confirming.waiting(world.at_work(session))}
    assert second in both.values()
    assert says_yes(world, both[Role.CASHIER])
    with pytest.raises(OfficesApart):
        says_yes(world, both[Role.APPROVER])
    assert offices(world, STRANGER) == ["cashier"]


def test_the_invitation_of_somebody_who_is_no_administrator_any_more_appoints_nobody(world: World) -> None:
    token = invites(world)
    administrators(world, SECOND)
    with pytest.raises(InvitationUnknown):
        follows(world, STRANGER, token)


def test_administrators_are_asked_again_and_then_it_ends(world: World) -> None:
    number = follows(world, STRANGER, invites(world))
    for days in (0, 1, 1, 1, 1, 3):
        sent(world)
        world.passes(days=days)
        world.keeps_up(CALL_ON)
        world.keeps_up(CALL_ON)
    assert len(asked(world)) == 3, "at once, after a day, after three"
    sent(world)
    world.passes(days=1)
    world.keeps_up(CALL_ON)
    assert "Nobody has confirmed by 27 July 2026" in world.messages(STRANGER)[-1]
    assert "nobody answered by 27 July 2026" in world.messages(ADMIN)[-1]
    with pytest.raises(NothingToConfirm):
        says_yes(world, number)


def test_two_administrators_answer_at_the_same_instant(world: World) -> None:
    administrators(world, ADMIN, SECOND)
    number, outcomes = follows(world, STRANGER, invites(world, Role.CASE_OFFICER, 4)), list[str]()

    def answers(admin: int) -> None:
        try:
            says_yes(world, number, admin)
            outcomes.append("yes")
        except NothingToConfirm:
            outcomes.append("late")

    threads = [threading.Thread(target=answers, args=(one,)) for one in (ADMIN, SECOND)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["late", "yes"]
    assert offices(world, STRANGER) == ["case_officer"]


def test_a_link_works_once(world: World) -> None:
    token = invites(world)
    follows(world, STRANGER, token)
    with pytest.raises(InvitationUnknown):
        follows(world, AYGUL, token)
    with pytest.raises(InvitationUnknown):
        follows(world, STRANGER, token)


def test_two_people_open_a_link_at_the_same_instant(world: World) -> None:
    token, outcomes = invites(world), []

    def follow(person_id: int) -> None:
        try:
            follows(world, person_id, token)
            outcomes.append("in")
        except InvitationUnknown:
            outcomes.append("out")

    threads = [threading.Thread(target=follow, args=(one,)) for one in (STRANGER, AYGUL)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in", "out"]


def test_the_second_administrator_has_the_whole_time(world: World) -> None:
    administrators(world, ADMIN, SECOND)
    number = follows(world, STRANGER, invites(world, Role.CASHIER))
    for _ in range(6):
        world.passes(days=1)
        world.keeps_up(CALL_ON)
    assert not says_yes(world, number)
    for _ in range(6):
        world.passes(days=1)
        world.keeps_up(CALL_ON)
    assert says_yes(world, number, SECOND)


def test_whoever_made_a_link_hears_that_nobody_followed_it(world: World) -> None:
    token = invites(world)
    before = len(world.messages(ADMIN))
    for days in range(9):
        world.keeps_up(CALL_ON)
        world.keeps_up(CALL_ON)
        assert len(world.messages(ADMIN)) == before + (days >= 3) + (days >= 8)
        if days == 3:
            assert "It works until 27 July 2026" in world.messages(ADMIN)[-1]
        sent(world)
        world.passes(days=1)
    assert "Nobody followed the invitation by 27 July 2026" in world.messages(ADMIN)[-1]
    assert world.presses(ADMIN) == ["aa:2"]
    with pytest.raises(InvitationUnknown):
        follows(world, STRANGER, token)


def test_a_link_that_somebody_followed_is_missed_by_nobody(world: World) -> None:
    accepts(world, STRANGER, invites(world))
    before = len(world.messages(ADMIN))
    world.passes(days=9)
    world.keeps_up(CALL_ON)
    assert len(world.messages(ADMIN)) == before


def test_a_link_expires_after_the_days_of_the_policy(world: World) -> None:
    token = invites(world)
    world.now = datetime(2026, 7, 28, 0, 0, tzinfo=ZONE)
    with pytest.raises(InvitationUnknown):
        follows(world, STRANGER, token)


def test_an_unknown_link_and_an_unregistered_person(world: World) -> None:
    with pytest.raises(InvitationUnknown):
        follows(world, STRANGER, "x" * 24)
    token = invites(world)
    with world.work() as session:
        session.get_one(Person, STRANGER).registered_at = None
    with pytest.raises(RegistrationNeeded):
        follows(world, STRANGER, token)


def test_an_invitation_tells_what_it_offers_and_is_not_used_up(world: World) -> None:
    token = invites(world)
    for _ in range(2):
        with world.work() as session:
            offered = invitations.invited_as(world.at_work(session), token)
        assert offered is not None
        assert (offered.role, offered.unit) == (Role.REVIEWER, "Unit 2")
    follows(world, LIN, token)
    with world.work() as session:
        assert invitations.invited_as(world.at_work(session), token) is None, "used"
        assert invitations.invited_as(world.at_work(session), "forged") is None


def test_an_expired_invitation_offers_nothing(world: World) -> None:
    token = invites(world)
    world.passes(days=8)
    with world.work() as session:
        assert invitations.invited_as(world.at_work(session), token) is None


def test_a_clock_that_jumped_ends_no_invitation_unforeseen(world: World) -> None:
    follows(world, STRANGER, invites(world))
    world.passes(days=400)
    for _ in range(2):
        world.keeps_up(CALL_ON)
    assert len(asked(world)) == 2
    assert not any("Nobody has confirmed" in text for text in world.messages(STRANGER))
    sent(world)
    world.passes(days=6)
    world.keeps_up(CALL_ON)
    assert not any("Nobody has confirmed" in text for text in world.messages(STRANGER))
    sent(world)
    world.passes(days=1)
    world.keeps_up(CALL_ON)
    assert "Nobody has confirmed" in world.messages(STRANGER)[-1]
