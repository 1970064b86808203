"""Administrators say yes one after the other, and what may change between the one and the other."""

from __future__ import annotations

import threading

import pytest

from domain.people.consent import ConsentKind
from domain.units.steps import Role
from services import erasing
from services.officers import confirming, unanswered
from services.officers.confirming import FollowerWithdrew, NothingToConfirm, OfficesApart
from services.officers.invitations import InvitationUnknown
from services.people import registration
from tests.invitations import administrators, follows, invites, says_yes
from tests.services.officers.test_invitations import SECOND, offices
from tests.union import ADMIN, AYGUL, STRANGER, World


def test_two_offices_that_do_not_go_together_are_confirmed_at_the_same_instant(world: World) -> None:
    administrators(world, ADMIN, SECOND)
    for role in (Role.CASHIER, Role.APPROVER):
        follows(world, STRANGER, invites(world, role, 1))
    with world.work() as session:
        both = [one.id for one in confirming.waiting(world.at_work(session))]
    assert not any(says_yes(world, number) for number in both)
    outcomes, together = list[str](), threading.Barrier(2)

    def answers(number: int) -> None:
        together.wait()
        try:
            says_yes(world, number, SECOND)
            outcomes.append("yes")
        except OfficesApart:
            outcomes.append("apart")

    threads = [threading.Thread(target=answers, args=(one,)) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["apart", "yes"]
    assert len(offices(world, STRANGER)) == 1


def test_the_yes_of_somebody_who_is_no_administrator_any_more_is_none(world: World) -> None:
    administrators(world, ADMIN, SECOND)
    number = follows(world, STRANGER, invites(world, Role.APPROVER, 1))
    assert not says_yes(world, number)
    administrators(world, SECOND, AYGUL)
    assert not says_yes(world, number, SECOND)
    assert offices(world, STRANGER) == []
    assert says_yes(world, number, AYGUL)


def test_whoever_said_yes_and_is_the_only_administrator_now_can_say_so_again(world: World) -> None:
    administrators(world, ADMIN, SECOND)
    number = follows(world, STRANGER, invites(world, Role.APPROVER, 1))
    assert not says_yes(world, number)
    administrators(world, ADMIN)
    assert says_yes(world, number), "nobody else is there to be waited for"


@pytest.mark.parametrize("yeses", [0, 1])
def test_whoever_is_erased_gets_no_office_and_the_link_stays_used(world: World, yeses: int) -> None:
    administrators(world, ADMIN, SECOND)
    token = invites(world, Role.APPROVER, 1)
    number = follows(world, STRANGER, token)
    for _ in range(yeses):
        says_yes(world, number)
    with world.work() as session:
        erasing.erase(world.at_work(session), STRANGER)
    with pytest.raises(NothingToConfirm):
        says_yes(world, number, SECOND)
    assert offices(world, STRANGER) == []
    with pytest.raises(InvitationUnknown):
        follows(world, AYGUL, token)


# Whoever followed agrees no longer -----------------------------------------------------------------------------------


def sets(world: World, kind: ConsentKind, given: bool) -> None:
    with world.work() as session:
        registration.set_consent(world.at_work(session, STRANGER), kind, given)


def asked(world: World, number: int) -> str:
    with world.work() as session:
        return repr(confirming.asked(world.at_work(session, ADMIN), number))


def test_who_followed_is_not_named_without_consent_and_asked_about_anew_with_it(world: World) -> None:
    number = follows(world, STRANGER, invites(world, Role.REVIEWER))
    assert "马某人" in world.messages(ADMIN)[-1]
    sets(world, ConsentKind.PROCESSING, False)
    assert "has withdrawn the consent" in world.edited(ADMIN)[-1]
    assert "马某人" not in asked(world, number) + world.edited(ADMIN)[-1]
    with world.work() as session:
        assert "马某人" not in repr(confirming.waiting(world.at_work(session, ADMIN)))
    with pytest.raises(FollowerWithdrew):
        says_yes(world, number)
    world.passes(minutes=1)
    before = len(world.messages(ADMIN))
    sets(world, ConsentKind.PROCESSING, True)
    assert "马某人" in world.messages(ADMIN)[-1], "it is asked anew, in a new message"
    assert len(world.messages(ADMIN)) == before + 1
    assert says_yes(world, number)


def test_the_consent_to_what_is_sensitive_hides_nobody_who_is_to_hold_an_office(world: World) -> None:
    number = follows(world, STRANGER, invites(world, Role.REVIEWER))
    before = len(world.messages(ADMIN))
    world.passes(minutes=1)
    for given in (False, True):
        sets(world, ConsentKind.SENSITIVE, given)
        assert "马某人" in asked(world, number)
    assert (len(world.messages(ADMIN)), world.edited(ADMIN)) == (before, [])


def test_the_reminders_of_who_agrees_no_longer_name_nobody(world: World) -> None:
    follows(world, STRANGER, invites(world, Role.REVIEWER))
    sets(world, ConsentKind.PROCESSING, False)
    before = len(world.messages(ADMIN))
    for _ in range(40):
        world.passes(days=1)
        with world.work() as session:
            unanswered.call_on_administrators(world.at_work(session))
    told = world.messages(ADMIN)[before:]
    assert told
    assert not any("马某人" in one for one in told)
