"""A helper: asked, allowed what was allowed, ended by either or by its day; nobody is found out by being named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import select

from domain.behalf.acting import BehalfOver, OftenNamed
from domain.platform.access import Action, NotForYou
from models.people import Behalf, Person
from models.platform.audit import Audit
from services import behalf, erasing
from tests.union import AYGUL, LIN, STRANGER, World

UNTIL = date(2026, 9, 30)


def number(world: World, person: int) -> str:
    with world.work() as session:
        return session.get_one(Person, person).resident_id or ""


def names(world: World, helper: str, *, may: tuple[str, ...] = ("ask", "cases"), until: date = UNTIL) -> None:
    with world.work() as session:
        answers = {"resident_id": helper, "may": list(may), "until": until.isoformat()}
        behalf.name_helper(world.at_work(session, LIN), answers)


def right(world: World) -> int:
    with world.work() as session:
        return session.exec(select(Behalf.id).order_by(Behalf.id.desc())).first() or 0  # type: ignore[attr-defined]


def agrees(world: World, who: int = AYGUL, *, yes: bool = True) -> None:
    given = right(world)
    with world.work() as session:
        behalf.answer_helper(world.at_work(session, who), given, agrees=yes)


def may(world: World, who: int = AYGUL) -> frozenset[Action]:
    given = right(world)
    with world.work() as session:
        return behalf.acting(world.at_work(session, who), given).may


def test_a_helper_may_what_was_allowed_once_they_agree(world: World) -> None:
    names(world, number(world, AYGUL))
    with pytest.raises(BehalfOver):
        may(world)
    with pytest.raises(NotForYou):
        agrees(world, STRANGER)
    agrees(world)
    assert {Action.REPORT, Action.SEE_OWN_CASE} <= may(world)
    assert not may(world) & {Action.SEE_OWN_FILE, Action.ERASE_ONESELF, Action.TALK, Action.REGISTER}
    with pytest.raises(NotForYou):
        may(world, STRANGER)


def test_it_ends_by_a_word_of_either_and_by_its_day_which_both_are_told(world: World) -> None:
    names(world, number(world, AYGUL))
    agrees(world)
    given = right(world)
    with world.work() as session:
        behalf.take_helper_back(world.at_work(session, LIN), given)
    assert any("You no longer help" in one for one in world.messages(AYGUL))
    with pytest.raises(BehalfOver):
        may(world)
    names(world, number(world, AYGUL), until=world.now.date())
    agrees(world)
    assert may(world)
    world.now += timedelta(days=1)
    with pytest.raises(BehalfOver):
        may(world)
    world.keeps_up("keep up with who acts for somebody")
    assert any("no longer helps you here" in one for one in world.messages(LIN))


def test_whoever_names_somebody_does_not_learn_whether_they_are_here(world: World) -> None:
    names(world, number(world, AYGUL))
    with world.work() as session:
        (asked,) = behalf.helpers(world.at_work(session, LIN))
        assert (asked.name, asked.has_agreed) == ("", False)
    names(world, "99010119700101888X")
    with world.work() as session:
        one, other = behalf.helpers(world.at_work(session, LIN))
        assert (one.name, one.may, one.until, one.has_agreed) == (other.name, other.may, other.until, other.has_agreed)
    with pytest.raises(NotForYou):
        agrees(world, LIN)
    with pytest.raises(BehalfOver):
        may(world, LIN)
    assert not world.messages(LIN)
    for _ in range(world.house.policies.current.limits.registrations_a_day - 2):
        names(world, "99010119700101999X")
    with pytest.raises(OftenNamed):
        names(world, "99010119700101999X")


def test_what_a_helper_does_stands_in_the_trail_as_theirs(world: World) -> None:
    names(world, number(world, AYGUL))
    agrees(world)
    given = right(world)
    with world.work() as session:
        work = world.at_work(session, AYGUL)
        theirs = behalf.on_behalf(work, behalf.acting(work, given))
        assert (theirs.person_id, theirs.by_id) == (LIN, AYGUL)
        behalf.end_own(work, given)
        assert session.exec(select(Audit).where(Audit.subject == f"person:{LIN}", Audit.person_id == AYGUL)).all()


@pytest.mark.parametrize("who", [LIN, AYGUL])
def test_who_is_erased_helps_nobody_and_is_helped_by_nobody(world: World, who: int) -> None:
    names(world, number(world, AYGUL))
    agrees(world)
    with world.work() as session:
        erasing.erase(world.at_work(session), who)
    with world.work() as session:
        assert not session.exec(select(Behalf)).all()
