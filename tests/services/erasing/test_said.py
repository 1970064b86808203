"""What somebody said in free words, danger or a request, when they are erased, by wish or by command."""

from __future__ import annotations

import pytest
from sqlmodel import select

from domain.erasing.refusals import DangerRuns
from domain.people.consent import ConsentKind
from domain.platform.access import NotForYou
from domain.policy.danger import Danger
from models.people import Erasure, Person
from models.platform.outbox import SENT, WAITING, Outbox
from models.requests.danger import DangerCall
from models.requests.threads import Request, RequestHolder, RequestWords
from services import erasing, people, requests
from services.platform import outbox
from tests.services.people.test_consent import withdraws
from tests.union import ADMIN, LIN, POINT, STATION, STATION_TOO, STRANGER, World

DANGER = "我不想活了"
WORDS = "Where is the canteen?"
GONE = "is erased. Nothing is to be done."


def cries(world: World, who: int, words: str = DANGER) -> int:
    with world.work() as session:
        requests.hear(world.at_work(session, who), Danger.LIFE, words, may_be_answer=False)
        return session.exec(select(DangerCall.id)).one()


def sends(world: World) -> None:
    with world.work() as session:
        for row in session.exec(select(Outbox).where(Outbox.state == WAITING)):
            row.state, row.sent_at, row.message_id = SENT, row.created_at, 1000 + row.id


def bodies(world: World) -> list[str]:
    with world.work() as session:
        return [repr(row.body) for row in session.exec(select(Outbox)) if row.body]


def test_who_cries_for_help_is_not_emptied_at_once_by_a_withdrawn_consent(world: World) -> None:
    call = cries(world, STRANGER)
    with world.work() as session:
        work = world.at_work(session, STRANGER)
        people.withdraw(work, ConsentKind.PROCESSING, ())
        assert not erasing.withdrew(work), "somebody has read of it and looks for them"
        assert session.get_one(Person, STRANGER).name
        requests.confirm(world.at_work(session, STATION), call)


def test_nobody_who_is_looked_for_is_erased_before_somebody_takes_care(world: World) -> None:
    call = cries(world, STRANGER)
    with world.work() as session:
        assert not erasing.ask(world.at_work(session, STRANGER))
    assert "somebody of the union has to see" in world.messages(STRANGER)[-1]
    with world.work() as session, pytest.raises(DangerRuns):
        erasing.erase(world.at_work(session), STRANGER)
    with world.work() as session:
        requests.confirm(world.at_work(session, STATION), call)
    with world.work() as session:
        erasing.erase(world.at_work(session), STRANGER)
        assert session.exec(select(Erasure.state)).all() == ["over"], "nothing stays"


def test_words_of_danger_of_somebody_without_a_name_go_from_all_messages(world: World) -> None:
    with world.work() as session:
        row = session.get_one(Person, STRANGER)
        row.name = row.phone = row.resident_id = row.registered_at = row.unit_id = None
    call = cries(world, STRANGER)
    cries(world, STRANGER, "真的")
    sends(world)
    with world.work() as session:
        work = world.at_work(session, ADMIN)
        outbox.edit(work, ADMIN, requests.confirm(work, call), message_id=7)
    assert len([one for one in bodies(world) if DANGER in one]) == 3
    with world.work() as session:
        erasing.erase(world.at_work(session), STRANGER)
    assert not [one for one in bodies(world) if DANGER in one]


def test_whoever_looks_for_somebody_has_the_phone_though_the_consent_is_withdrawn(world: World) -> None:
    cries(world, LIN)
    withdraws(world, ConsentKind.PROCESSING)
    assert "Phone: 138" in world.messages(STATION)[-1]
    assert DANGER in world.messages(STATION)[-1]


def test_what_officers_have_of_words_of_danger_says_that_it_is_over(world: World) -> None:
    call = cries(world, LIN)
    sends(world)
    with world.work() as session:
        requests.confirm(world.at_work(session, STATION), call)
    sends(world)
    with world.work() as session:
        erasing.erase(world.at_work(session), LIN)
    for officer in (STATION, STATION_TOO):
        assert GONE in world.edited(officer)[-1]
    with world.work() as session, pytest.raises(NotForYou):
        requests.confirm(world.at_work(session, STATION_TOO), call)


def test_requests_before_officers_are_over_when_their_worker_is_erased(world: World) -> None:
    with world.work() as session:
        work = world.at_work(session, LIN)
        requests.ask(work, WORDS)
        number = session.exec(select(Request.id)).one()
    with world.work() as session:
        requests.keep_answer(world.at_work(session, POINT), number, "In house 3.")
    sends(world)
    with world.work() as session:
        requests.hand_up(world.at_work(session, POINT), number)
    sends(world)
    with world.work() as session:
        erasing.erase(world.at_work(session), LIN)
        for table in (Request, RequestHolder, RequestWords):
            assert not session.exec(select(table)).all()
    for officer in (POINT, STATION, STATION_TOO):
        assert GONE in world.edited(officer)[-1]
    assert not [one for one in bodies(world) if WORDS in one or "In house 3." in one]


def test_words_that_were_not_sent_go_with_whoever_handed_nothing_in(world: World) -> None:
    with world.work() as session:
        work = world.at_work(session, STRANGER)
        requests.keep(work, WORDS)
        assert erasing.ask(work)
    with world.work() as session:
        assert not session.exec(select(RequestWords)).all()
        assert not session.exec(select(Request)).all()


def test_words_that_were_not_sent_go_with_a_withdrawn_consent(world: World) -> None:
    world.opens(LIN)
    with world.work() as session:
        requests.keep(world.at_work(session, LIN), WORDS)
    withdraws(world, ConsentKind.PROCESSING)
    with world.work() as session:
        assert not session.exec(select(RequestWords)).all()
        assert not session.exec(select(Request)).all()
