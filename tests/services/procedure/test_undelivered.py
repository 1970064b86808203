"""What Telegram refused: listed without personal data, tried again as it is now, and reminded of day by day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from sqlmodel import col, select

from domain.platform.buttons import TryAgain
from domain.platform.messages import Message
from domain.platform.text import Local, lines, pack, say
from models.people import Person
from models.platform.inbox import Inbox
from models.platform.outbox import BLOCKED, FAILED, PARKED, SENT, WAITING, Outbox
from models.procedure import Prompt
from services import procedure
from services.people import people
from services.platform import inbox, outbox, parked, undelivered
from services.platform.parked import TakenUpMeanwhile
from services.platform.undelivered import OnItsWay
from services.procedure.notice import remind_of_refused
from services.procedure.prompts import AskedNoLonger
from tests.union import ADMIN, LIN, POINT, ROOM, STATION, STATION_TOO, ZONE, World, told

JOB = "remind of notices that were refused"


def refuses(world: World, chat_id: int, state: str = PARKED, error: str = "chat not found", **where: str) -> None:
    """Telegram refuses all that waits for a chat."""
    with world.work() as session:
        for row in session.exec(select(Outbox).where(Outbox.chat_id == chat_id, Outbox.state == WAITING)):
            if row.kind == where.get("kind", row.kind):
                row.state, row.error, row.attempts = state, error, row.attempts + 1


def listed(world: World) -> list[tuple[str, str, str]]:
    with world.work() as session:
        work = world.at_work(session, ADMIN)
        seen = parked.messages_seen(work, procedure.refused_now(work))
        return [(told(pack(one.what)), told(pack(one.whom)), one.reason) for one in seen]


def again(world: World, row_id: int) -> None:
    with world.work() as session:
        procedure.try_again(world.at_work(session, ADMIN), row_id)


def rows(world: World, chat_id: int, kind: str = "send") -> list[Outbox]:
    with world.work() as session:
        query = select(Outbox).where(Outbox.chat_id == chat_id, Outbox.kind == kind).order_by(col(Outbox.id))
        return list(session.exec(query))


def test_the_list_says_what_to_whom_and_why_but_nothing_of_the_people(world: World) -> None:
    world.opens()
    refuses(world, LIN)
    refuses(world, STATION)
    seen = listed(world)
    assert ("Case 2026-0001 · Hardship file", "员某某, Unit 4", "chat not found") in seen
    assert "林示例" not in str(seen)
    assert "deep" not in str(seen)


def test_who_agrees_no_longer_is_not_even_named_by_a_masked_name(world: World) -> None:
    world.opens()
    refuses(world, STATION)
    with world.work() as session:
        session.get_one(Person, STATION).consented_at = None
    assert {whom for _, whom, _ in listed(world)} == {"(consent withdrawn)"}


def test_sums_days_and_words_of_people_are_left_out(world: World) -> None:
    with world.work() as session:
        said = lines("raw words", say("{name} has {sum}, case {number}", name="林示例", sum="800", number="2026-0001"))
        outbox.put(world.at_work(session), LIN, Message(said))
        outbox.put(world.at_work(session), LIN, Message(Local({"en": "Of the policy"})))
        outbox.put(world.at_work(session), LIN, Message(lines("only raw words")))
    refuses(world, LIN)
    assert [what for what, _, _ in listed(world)] == ["… has …, case 2026-0001", "Of the policy", "a message"]


def test_rooms_and_strangers_have_no_name(world: World) -> None:
    with world.work() as session:
        for chat in (ROOM, -7, 4711):
            outbox.put(world.at_work(session), chat, Message(say("hello")))
    for chat in (ROOM, -7, 4711):
        refuses(world, chat)
    assert [whom for _, whom, _ in listed(world)] == ["the notice room", "room -7", "somebody who is not registered"]


def test_answers_to_presses_reminders_and_notices_to_many_are_not_listed(world: World) -> None:
    with world.work() as session:
        work = world.at_work(session)
        outbox.answer_press(work, LIN, "7", say("hello"), alert=True)
        outbox.put(work, LIN, Message(say("again soon")), priority=outbox.REMINDER)
    refuses(world, LIN, FAILED, BLOCKED, kind="send")
    refuses(world, LIN, kind="answer")
    with world.work() as session:
        outbox.put(world.at_work(session), LIN, Message(say("to many")))
    with world.work() as session:
        last = session.exec(select(Outbox).order_by(col(Outbox.id).desc())).first()
        assert last is not None
        last.state, last.broadcast_id = PARKED, 3
    assert listed(world) == []


def test_what_failed_while_somebody_had_blocked_the_bot_is_listed_once_they_are_back(world: World) -> None:
    with world.work() as session:
        outbox.put(world.at_work(session), LIN, Message(say("hello")))
        session.get_one(Person, LIN).blocked_at = world.now
    refuses(world, LIN, FAILED, BLOCKED)
    assert listed(world) == []
    with world.work() as session:
        session.get_one(Person, LIN).blocked_at = None
    assert listed(world) == [("hello", "林某某, Unit 4", BLOCKED)]


def test_a_prompt_goes_out_as_it_is_now_and_not_at_all_once_it_is_decided(world: World) -> None:
    case_id = world.opens()
    world.visits(POINT, STATION, case_id)
    refuses(world, STATION)
    refuses(world, STATION_TOO)
    prompt = [row for row in rows(world, STATION) if (row.key or "").startswith("prompt:1:1:")][-1]
    again(world, prompt.id)
    with world.work() as session:
        fresh = session.get_one(Outbox, prompt.id)
        assert fresh.state == WAITING
        assert "The home visit is on record" in told(fresh.body["message"]["text"])
    other = [row for row in rows(world, STATION_TOO) if (row.key or "").startswith("prompt:1:1:")][-1]
    world.decides(STATION, case_id)
    assert all(reason == "chat not found" for _, _, reason in listed(world))
    with pytest.raises(AskedNoLonger):
        again(world, other.id)
    with world.work() as session:
        assert other.id not in procedure.refused_now(world.at_work(session, ADMIN))
        assert session.exec(select(Prompt).where(Prompt.key == other.key)).one().closed_at is not None


def test_a_change_in_the_room_says_what_holds_now_however_late_it_is_tried_again(world: World) -> None:
    case_id = world.opens()
    world.reviewed(case_id)
    with world.work() as session:
        row = session.exec(select(Outbox).where(Outbox.chat_id == ROOM)).one()
        row.state, row.sent_at, row.message_id = SENT, datetime(2026, 7, 22, 9, tzinfo=ZONE), 7
    with world.work() as session:
        procedure.end_notices(world.at_work(session))
    refuses(world, ROOM)
    (change,) = rows(world, ROOM, "edit")
    world.now = datetime(2026, 7, 30, 0, 1, tzinfo=ZONE)
    with world.work() as session:
        procedure.end_notices(world.at_work(session))
    assert world.case(case_id).step == "approval"
    again(world, change.id)
    with world.work() as session:
        assert "taken down" in told(session.get_one(Outbox, change.id).body["message"]["text"])


def test_all_at_once_leaves_out_what_is_no_longer_needed(world: World) -> None:
    case_id = world.opens()
    refuses(world, STATION)
    refuses(world, LIN)
    with world.work() as session:
        outbox.put(world.at_work(session), LIN, Message(say("hello")))
        outbox.put(world.at_work(session), STATION, Message(say("hello")))
    refuses(world, LIN)
    refuses(world, STATION)
    world.visits(POINT, STATION_TOO, case_id)
    world.decides(STATION_TOO, case_id)
    with world.work() as session:
        listed_now = len(procedure.refused_now(world.at_work(session, ADMIN)))
        assert procedure.try_all_again(world.at_work(session, ADMIN)) == listed_now == 2
    assert listed(world) == []


def refused_notice(world: World) -> int:
    case_id = world.opens()
    world.reviewed(case_id)
    world.room_gets(PARKED, "chat not found")
    world.keeps_up("end public notices")
    return case_id


def test_the_administrators_are_reminded_every_day_until_the_notice_stands(world: World) -> None:
    refused_notice(world)
    world.keeps_up(JOB)
    assert len(world.messages(ADMIN)) == 1, "the alarm of the day itself is enough"
    for day in (21, 22):
        world.now = datetime(2026, 7, day, 9, tzinfo=ZONE)
        world.keeps_up(JOB)
        world.keeps_up(JOB)
        last = world.messages(ADMIN)[-1]
        assert "20 July 2026" in last
        assert "public notice of case 2026-0001" in last
        assert "chat not found" in last
        assert world.presses(ADMIN) == [TryAgain(rows(world, ROOM)[0].id).encode()]
    assert len(world.messages(ADMIN)) == 3
    again(world, rows(world, ROOM)[0].id)
    world.room_gets()
    world.keeps_up("end public notices")
    world.now = datetime(2026, 7, 23, 9, tzinfo=ZONE)
    world.keeps_up(JOB)
    assert len(world.messages(ADMIN)) == 3


def test_a_notice_that_was_refused_again_today_is_not_told_of_twice(world: World) -> None:
    refused_notice(world)
    world.now = datetime(2026, 7, 21, 9, tzinfo=ZONE)
    again(world, rows(world, ROOM)[0].id)
    world.room_gets(PARKED, "no rights")
    world.keeps_up("end public notices")
    with world.work() as session:
        remind_of_refused(world.at_work(session))
    assert len(world.messages(ADMIN)) == 2


def test_an_update_that_was_given_up_waits_again_once(world: World) -> None:
    with world.work() as session:
        inbox.store(session, [{"update_id": 7, "message": {"from": {"id": LIN}}}], now=world.now)
    with world.work() as session:
        assert parked.updates_given_up(world.at_work(session)) == []
        row = session.get_one(Inbox, 7)
        row.state, row.attempts, row.error = "parked", 4, "RuntimeError"
    with world.work() as session:
        work = world.at_work(session)
        (seen,) = parked.updates_seen(work, parked.updates_given_up(work))
        assert (told(pack(seen.whom)), seen.reason) == ("林某某, Unit 4", "RuntimeError")
        parked.handle_again(work, 7)
        with pytest.raises(TakenUpMeanwhile):
            parked.handle_again(work, 7)
        with pytest.raises(TakenUpMeanwhile):
            parked.handle_again(work, 8)
    with world.work() as session:
        assert session.get_one(Inbox, 7).state == WAITING


def test_who_is_back_is_offered_what_was_told_in_vain_and_nothing_else(world: World) -> None:
    world.opens()
    with world.work() as session:
        work = world.at_work(session)
        for person in (LIN, STATION):
            outbox.put(work, person, Message(say("told in vain")))
            outbox.put(work, person, Message(say("an answer")), priority=outbox.INTERACTIVE)
            outbox.put(work, person, Message(say("comes again")), priority=outbox.REMINDER)
            session.get_one(Person, person).blocked_at = world.now
    for person in (LIN, STATION):
        refuses(world, person, FAILED, BLOCKED)
        with world.work() as session:
            people.meet(world.at_work(session), person, language_code="en")
        assert "1 message for you did not get through" in world.messages(person)[-1]
        with world.work() as session:
            work = world.at_work(session, person)
            assert (undelivered.send_missed(work), undelivered.send_missed(work)) == (1, 0)
        waiting = [told(one.body["message"]["text"]) for one in rows(world, person) if one.state == WAITING]
        assert waiting[0].startswith("told in vain")
        assert len(waiting) == 2


def test_who_missed_nothing_is_offered_nothing(world: World) -> None:
    with world.work() as session:
        session.get_one(Person, LIN).blocked_at = world.now
    with world.work() as session:
        people.meet(world.at_work(session), LIN, language_code="en")
    assert world.messages(LIN) == []


def test_two_administrators_who_press_at_one_instant_send_it_once(world: World) -> None:
    with world.work() as session:
        outbox.put(world.at_work(session), LIN, Message(say("hello")))
    refuses(world, LIN)
    (row,) = rows(world, LIN)
    together = Barrier(2, timeout=10)

    def presses() -> bool:
        together.wait()
        try:
            again(world, row.id)
        except OnItsWay:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        pressed = [done.result(timeout=30) for done in [threads.submit(presses) for _ in range(2)]]
    assert sorted(pressed) == [False, True]
    assert [one.state for one in rows(world, LIN)] == [WAITING]
