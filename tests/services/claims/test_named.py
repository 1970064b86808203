"""Naming an officer as a relative picks nobody: the officer is asked, and only their yes takes the case from them."""

from __future__ import annotations

import pytest
from sqlmodel import select

from domain.changes.change import What
from domain.claims.settled import AnsweredAlready, Said
from domain.households.household import Member
from domain.people.consent import ConsentKind
from domain.platform.access import NotForYou
from domain.procedure.refusals import OwnHousehold, SayFirst
from domain.units.steps import Role
from models.households import NamedOfficer
from models.people import Person
from services import changes, claims, people
from services.cases import card
from services.cases import worker_side as cases
from services.changes import Wanted
from tests.invitations import accepts, invites
from tests.services.changes.test_changes import NOTED, file, joins  # noqa: F401
from tests.union import ADMIN, ANSWERS, AYGUL, LIN, POINT, STATION, STATION_TOO, STRANGER, World


def named(world: World, *officers: int, by: int = LIN) -> int:
    """A report that names officers as relatives."""
    with world.work() as session:
        ids = [session.get_one(Person, one).resident_id or "" for one in officers]
    return world.opens(
        by, members=tuple(Member("spouse", f"员{one}", resident_id=id_) for one, id_ in zip(officers, ids, strict=True))
    )


def says(world: World, officer: int, said: Said) -> None:
    with world.work() as session:
        one = session.exec(select(NamedOfficer).where(NamedOfficer.officer_id == officer)).all()[-1]
        claims.answer(world.at_work(session, officer), one.id, said)


def test_naming_the_reviewers_of_a_station_leaves_them_those_who_decide(world: World) -> None:
    case_id = named(world, STATION, STATION_TOO)
    assert world.prompted(case_id) == {STATION, STATION_TOO}
    assert world.prompted(case_id, "named") == {STATION, STATION_TOO}


def test_the_question_says_no_more_than_it_must(world: World) -> None:
    named(world, STATION)
    asked = world.messages(STATION)[0]
    assert asked.startswith(
        "林某某 of Unit 4 has named you as somebody who lives in their household (Husband or wife)."
    )
    assert "2026-0001" not in asked


def test_who_named_them_is_not_said_once_the_consent_is_withdrawn(world: World) -> None:
    named(world, STATION)
    with world.work() as session:
        people.withdraw(world.at_work(session, LIN), ConsentKind.SENSITIVE, ())
    assert world.edited(STATION)[-1].startswith("(consent withdrawn) of Unit 4 has named you")


def test_who_is_named_says_first_whether_it_is_so(world: World) -> None:
    case_id = named(world, STATION)
    for act in (lambda: world.visits(STATION, STATION_TOO, case_id), lambda: world.decides(STATION, case_id)):
        with pytest.raises(SayFirst):
            act()
    with world.work() as session, pytest.raises(SayFirst):
        card.look_at_case(world.at_work(session, STATION), case_id)


def test_only_a_yes_takes_the_case_from_them(world: World) -> None:
    case_id = named(world, STATION)
    says(world, STATION, Said.YES)
    assert world.prompted(case_id) == {STATION_TOO}
    with pytest.raises(OwnHousehold):
        world.decides(STATION, case_id)
    with pytest.raises(AnsweredAlready):
        says(world, STATION, Said.NO)


def test_a_no_leaves_it_with_them_and_is_shown_to_who_reviews(world: World) -> None:
    case_id = named(world, STATION)
    says(world, STATION, Said.NO)
    world.visits(POINT, STATION, case_id)
    assert "says that it is not so" in world.messages(STATION_TOO)[-1]
    world.decides(STATION, case_id)
    assert world.case(case_id).step == "notice"


def test_nobody_else_answers_and_an_unknown_question_is_answered_alike(world: World) -> None:
    named(world, STATION)
    with world.work() as session:
        one = session.exec(select(NamedOfficer)).one()
        for who, number in ((STATION_TOO, one.id), (LIN, one.id), (STATION, 999)):
            with pytest.raises(NotForYou):
                claims.answer(world.at_work(session, who), number, Said.YES)


def test_a_file_that_an_officer_lives_in_keeps_them_out_as_before(world: World) -> None:
    case_id = named(world, STATION)
    world.visits(POINT, STATION_TOO, case_id)
    world.decides(STATION_TOO, case_id)
    world.passes(days=8)
    world.keeps_up("end public notices")
    world.decides(21, case_id)
    world.enters(case_id)
    with world.work() as session, pytest.raises(OwnHousehold):
        card.look_at_case(world.at_work(session, STATION), case_id)


def test_who_is_named_no_longer_is_asked_no_longer(world: World) -> None:
    case_id = named(world, STATION)
    world.decides(STATION_TOO, case_id, "return")
    with world.work() as session:
        cases.resubmit(world.at_work(session, LIN), case_id, answers=dict(ANSWERS), household_class="deep", amount=0,
                       members=())  # fmt: skip
    assert world.prompted(case_id, "named") == set()


def test_who_gets_an_office_after_they_were_named_is_asked_then(world: World) -> None:
    case_id = named(world, STRANGER)
    assert world.prompted(case_id, "named") == set()
    accepts(world, STRANGER, invites(world, Role.REVIEWER, 2))
    assert world.prompted(case_id, "named") == {STRANGER}
    assert STRANGER in world.prompted(case_id)
    says(world, STRANGER, Said.YES)
    assert world.prompted(case_id) == {STATION, STATION_TOO}


def test_who_names_several_that_it_is_not_so_for_is_told_to_the_administrators(world: World) -> None:
    named(world, STATION, STATION_TOO, by=AYGUL)
    says(world, STATION, Said.NO)
    assert not [text for text in world.messages(ADMIN) if "has named" in text]
    says(world, STATION_TOO, Said.NO)
    assert [text for text in world.messages(ADMIN) if "has named 2 people" in text]


def test_a_change_that_names_the_case_officer_does_not_choose_who_confirms(world: World, file: int) -> None:  # noqa: F811
    with world.work() as session:
        number = session.get_one(Person, POINT).resident_id or ""
        change = changes.propose(world.at_work(session, LIN), Wanted(None, What.JOIN), {**NOTED, **joins(number)})
    with world.work() as session, pytest.raises(SayFirst):
        changes.confirm(world.at_work(session, POINT), change)
    says(world, POINT, Said.NO)
    with world.work() as session:
        changes.refuse(world.at_work(session, POINT), change, "I do not live there.")
