"""A notice counts only once it stands in the room; a refused post waits, is told, and is tried again by a press."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlmodel import select

from domain.platform.buttons import TryAgain
from domain.procedure.refusals import NoticeNotNeeded
from models.notices import Notice
from models.platform.outbox import CLAIMED, FAILED, PARKED, SENT, WAITING, Outbox
from services import notices, procedure
from services.cases import worker_side
from services.platform.undelivered import NoLongerKept, OneOfMany, OnItsWay, SentMeanwhile
from tests.union import ADMIN, LIN, ROOM, ZONE, World

NO_RIGHT = "not enough rights to send text messages to the chat"


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 7, day, hour, tzinfo=ZONE)


def noticed(world: World) -> Notice:
    """A case comes to its notice on Monday, the 20th."""
    world.now = at(20)
    world.reviewed(world.opens())
    return notice_of(world)


def notice_of(world: World) -> Notice:
    with world.work() as session:
        return session.exec(select(Notice)).one()


def post_of(world: World) -> Outbox:
    with world.work() as session:
        return session.exec(select(Outbox).where(Outbox.chat_id == ROOM, Outbox.kind == "send")).one()


def refused(world: World) -> Notice:
    notice = noticed(world)
    world.room_gets(PARKED, NO_RIGHT)
    world.keeps_up("end public notices")
    return notice


def tries_again(world: World, row_id: int | None = None) -> None:
    with world.work() as session:
        procedure.try_again(world.at_work(session, ADMIN), row_id or post_of_in(session).id)


def post_of_in(session: object) -> Outbox:
    return session.exec(select(Outbox).where(Outbox.chat_id == ROOM, Outbox.kind == "send")).one()  # type: ignore[attr-defined, no-any-return]


def test_a_notice_that_the_room_refused_does_not_count(world: World) -> None:
    notice = refused(world)
    world.now = at(30)
    world.keeps_up("end public notices")
    assert world.case(notice.case_id).step == "notice"
    assert notice_of(world).stands_since is None
    with world.work() as session:
        assert notices.posted_ids(world.at_work(session)) == []


@pytest.mark.parametrize("state", [WAITING, CLAIMED])
def test_a_notice_still_on_its_way_does_not_count(world: World, state: str) -> None:
    notice = noticed(world)
    world.now = at(30)
    with world.work() as session:
        post_of_in(session).state = state
    with world.work() as session:
        procedure.end_notices(world.at_work(session))
    assert world.case(notice.case_id).step == "notice"
    assert world.messages(ADMIN) == [], "it waits by itself"


def test_the_administrators_are_told_once_which_and_why_and_can_try_again(world: World) -> None:
    refused(world)
    world.keeps_up("end public notices")
    (alarm,) = world.messages(ADMIN)
    for shown in ("2026-0001", "Unit 4", NO_RIGHT):
        assert shown in alarm
    for hidden in ("林", "deep hardship"):
        assert hidden not in alarm
    assert world.presses(ADMIN) == [TryAgain(post_of(world).id).encode()]


def test_whose_papers_are_missing_is_not_told_that_there_is_nothing_to_do(world: World) -> None:
    noticed(world)
    said = next(said for said in world.messages(LIN) if "Now comes the public notice" in said)
    assert "Still missing from you: Resident id card, " in said
    assert "need not do anything" not in said


def test_its_worker_reads_the_days_that_it_is_delayed_and_the_new_days(world: World) -> None:
    notice = refused(world)
    assert "It stands from " in next(said for said in world.messages(LIN) if "Now comes the public notice" in said)
    for _ in range(2):
        world.keeps_up("end public notices")
    assert ["could not be put up yet" in said for said in world.messages(LIN)].count(True) == 1
    tries_again(world)
    world.room_gets(at=world.now)
    world.keeps_up("end public notices")
    assert "its days run from" in world.messages(LIN)[-1]
    assert world.presses(LIN) == []
    assert notice_of(world).id == notice.id


def test_the_days_run_from_the_day_it_was_really_posted(world: World) -> None:
    notice = refused(world)
    world.now = at(23)
    tries_again(world)
    assert "24" in world.messages(ROOM)[0], "what is posted now bears the days of now"
    world.room_gets(at=world.now)
    world.keeps_up("end public notices")
    stands = notice_of(world)
    assert stands.stands_since is not None
    assert (stands.first_day, stands.last_day) == (date(2026, 7, 24), date(2026, 7, 30))
    world.keeps_up("end public notices")
    world.now = at(28)
    world.keeps_up("end public notices")
    assert world.case(notice.case_id).step == "notice"
    world.now = at(31, 0)
    world.keeps_up("end public notices")
    assert world.case(notice.case_id).step == "approval"


def test_a_post_that_arrived_days_later_is_corrected_in_the_room(world: World) -> None:
    notice = noticed(world)
    with world.work() as session:
        row = post_of_in(session)
        row.state, row.sent_at, row.message_id = SENT, at(22), 7
    world.now = at(28)
    world.keeps_up("end public notices")
    assert world.case(notice.case_id).step == "notice"
    assert notice_of(world).last_day == date(2026, 7, 29)
    (corrected,) = world.edited(ROOM)
    assert "29" in corrected
    assert told_of_days(world) == ["23 July 29 July"]
    world.now = at(30)
    world.keeps_up("end public notices")
    assert world.case(notice.case_id).step == "approval"


def told_of_days(world: World) -> list[str]:
    """Return the days that the worker was told of a notice that stands since another day than was written."""
    found = [re.search(r"run from (\d+ \w+) 2026 to (\d+ \w+) 2026", one) for one in world.messages(LIN)]
    return [" ".join(one.groups()) for one in found if one is not None]


def test_a_second_refusal_is_told_anew(world: World) -> None:
    refused(world)
    tries_again(world)
    world.room_gets(PARKED, "chat not found")
    world.keeps_up("end public notices")
    first, second = world.messages(ADMIN)
    assert "chat not found" in second
    assert "chat not found" not in first


def test_pressing_twice_or_too_late_does_no_harm(world: World) -> None:
    refused(world)
    tries_again(world)
    with pytest.raises(OnItsWay):
        tries_again(world)
    world.room_gets()
    with pytest.raises(SentMeanwhile):
        tries_again(world)
    assert len(world.messages(ROOM)) == 1
    with pytest.raises(NoLongerKept):
        tries_again(world, 4711)


def test_a_notice_of_a_case_that_was_taken_back_is_not_posted_any_more(world: World) -> None:
    notice = refused(world)
    with world.work() as session:
        worker_side.withdraw(world.at_work(session, LIN), notice.case_id)
    with pytest.raises(NoticeNotNeeded):
        tries_again(world)
    assert post_of(world).state == PARKED


def test_a_message_of_a_notice_to_many_is_left_to_its_report(world: World) -> None:
    refused(world)
    with world.work() as session:
        post_of_in(session).broadcast_id = 3
    with pytest.raises(OneOfMany):
        tries_again(world)


def test_when_the_room_is_given_up_the_notice_stands_under_notices_from_then_on(world: World) -> None:
    notice = refused(world)
    world.house, world.now = replace(world.house, notice_chat_id=None), at(22)
    world.keeps_up("end public notices")
    assert notice_of(world).last_day == date(2026, 7, 29)
    world.now = at(30)
    world.keeps_up("end public notices")
    assert world.case(notice.case_id).step == "approval"


@pytest.mark.parametrize("state", [WAITING, CLAIMED])
def test_a_notice_that_has_not_gone_out_is_called_off_with_its_case(world: World, state: str) -> None:
    """One that the sender has in hand already is taken down as soon as it is posted."""
    notice = noticed(world)
    with world.work() as session:
        post_of_in(session).state = state
    with world.work() as session:
        worker_side.withdraw(world.at_work(session, LIN), notice.case_id)
    assert post_of(world).state == (FAILED if state == WAITING else CLAIMED)
    assert len(world.edited(ROOM)) == (state == CLAIMED)
    with world.work() as session:
        assert procedure.refused_now(world.at_work(session)) == []


def test_a_post_that_somebody_deleted_counts_no_more_until_it_is_posted_again(world: World) -> None:
    notice = noticed(world)
    world.room_gets()
    world.keeps_up("end public notices")
    assert notice_of(world).stands_since is not None
    world.now = at(22)
    for _ in range(2):
        with world.work() as session:
            procedure.remind_of_refused(world.at_work(session))
    with world.work() as session:
        (probe,) = session.exec(select(Outbox).where(Outbox.chat_id == ROOM, Outbox.kind == "edit"))
        assert (probe.body or {})["must_stand"] is True
        probe.state, probe.error = PARKED, "Message to edit not found"
    with world.work() as session:
        procedure.end_notices(world.at_work(session))
        procedure.end_notices(world.at_work(session))
    assert notice_of(world).stands_since is None
    (alarm,) = world.messages(ADMIN)
    assert "deleted in the room" in alarm
    world.now = at(30)
    world.keeps_up("end public notices")
    assert world.case(notice.case_id).step == "notice", "the case waits"
    tries_again(world)
    world.room_gets(at=world.now)
    world.keeps_up("end public notices")
    assert notice_of(world).first_day == date(2026, 7, 31)
    assert told_of_days(world) == ["31 July 6 August"]
    world.keeps_up("end public notices")
    assert notice_of(world).stands_since is not None
