"""A notice on its real way: through the running program to the simulator, with refusals, pauses and people who left."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.run.app import Program
from domain.broadcasts.audience import Audience
from domain.platform.messages import Attachment, Message
from domain.platform.text import Local
from models.people import Person
from services import broadcasts
from services.broadcasts.report import report
from services.platform.work import Work
from tests.papers import JPEG
from tests.road.stage import ADMIN, ANA, BEN, OTHER_ADMIN, AnyWords, Road, echo

WORDS = "Free eye tests on Friday"
STATE = "SELECT state, queued, delivered, blocked, failed, in_doubt FROM broadcast"
PEOPLE = (ANA, BEN, ADMIN, OTHER_ADMIN)


async def all_met(road: Road, program: Program) -> None:
    """Let everybody have a chat with the bot, and be registered; it is noon."""
    program.clock.shift = timedelta(hours=(4 - program.clock.now().hour) % 24)
    for number in PEOPLE:
        player = road.client.player(number)
        await player.sends("hello")
        await player.sees("echo hello")
    with program.database.work() as session:
        for number in PEOPLE:
            person = session.get_one(Person, number)
            person.registered_at = person.consented_at = program.clock.now()


def announces(program: Program, message: Message | None = None, **more: Any) -> None:
    """Send a notice to everybody."""
    with program.database.work() as session:
        given: dict[str, Any] = {"key": "notice:1", "topic": "seasonal", "title": "Eyes", "audience": Audience()}
        told = message or Message(Local({"en": WORDS}))
        broadcasts.announce(Work(session, program.house(), program.clock.now()), message=told, **given | more)


async def ends(road: Road, **wanted: int) -> None:
    """Wait for the end and look at the counts, which are those of the rows."""
    (row,) = await road.until(STATE, lambda rows: bool(rows) and rows[0].state == "finished")
    none = {"delivered": 0, "blocked": 0, "failed": 0, "in_doubt": 0}
    assert {name: getattr(row, name) for name in none} == none | wanted
    assert row.queued == sum(wanted.values())
    await all_read(road)


async def all_read(road: Road) -> None:
    for number in PEOPLE:
        await road.client.player(number).refresh()


def heard(road: Road, number: int) -> int:
    return sum(WORDS in one.text for one in road.client.player(number).messages if one.by_bot)


async def test_everybody_gets_it_once(road: Road) -> None:
    async with road.running(AnyWords(echo)) as program:
        await all_met(road, program)
        announces(program)
        announces(program)
        await ends(road, delivered=4)
    assert [heard(road, number) for number in PEOPLE] == [1, 1, 1, 1]


async def test_a_429_a_reader_who_left_and_one_whom_telegram_refuses(road: Road) -> None:
    async with road.running(AnyWords(echo)) as program:
        await all_met(road, program)
        await road.client.fault("403", method="sendMessage", chat_id=BEN)
        await road.client.fault("429", method="sendMessage", chat_id=ANA, retry_after=1, scope="chat")
        await road.client.fault("400", method="sendMessage", chat_id=OTHER_ADMIN)
        announces(program)
        await road.admin.sees("Alarm: Telegram refused notice")
        await ends(road, delivered=2, blocked=1, failed=1)
        refused = [call for call in await road.client.calls("sendMessage") if "Too Many" in str(call.get("error"))]
        assert len(refused) == 1, "the pause that Telegram asked for was kept"
        with program.database.work() as session:
            reasons = report(session, 1).reasons
        assert reasons["blocked"] == 1
        assert any("rdered by a test" in reason for reason in reasons)
    assert [heard(road, number) for number in (ANA, BEN, ADMIN)] == [1, 0, 1]


@pytest.mark.usefixtures("short_time_outs")
@pytest.mark.parametrize("fault", ["timeout", "deliver_then_drop"])
async def test_what_is_in_doubt_is_held_and_counted(road: Road, fault: str) -> None:
    async with road.running(AnyWords(echo)) as program:
        await all_met(road, program)
        await road.client.fault(fault, method="sendMessage", chat_id=ANA)
        announces(program)
        await ends(road, delivered=3, in_doubt=1)
    assert heard(road, ANA) == (1 if fault == "deliver_then_drop" else 0)


async def test_what_telegram_refuses_everybody_gives_one_alarm(road: Road) -> None:
    async with road.running(AnyWords(echo)) as program:
        await all_met(road, program)
        for number in PEOPLE:
            await road.client.fault("400", method="sendMessage", chat_id=number)
        announces(program)
        await ends(road, failed=4)
        await road.admin.sees("Alarm: Telegram refused notice")
        alarms = [one for one in road.admin.messages if one.by_bot and "refused notice" in one.text]
        assert len(alarms) == 1


async def test_a_notice_planned_by_the_version_before_goes_out_with_our_clean_copy_sent_to_telegram_once(
    road: Road,
) -> None:
    """That version kept Telegram's name of what the officer sent: place and device of the phone went to everybody."""
    async with road.running(AnyWords(echo)) as program:
        await all_met(road, program)
        await road.ana.uploads(("Ana Li at home.jpg", JPEG, "image/jpeg"))
        await road.ana.refresh()
        sent = next(one.file_id for one in road.ana.messages if one.file_id)
        announces(program, Message(Local({"en": WORDS}), attachment=Attachment(sent)))
        await ends(road, delivered=4)
        got = [one for number in PEOPLE for one in road.client.player(number).messages if one.contains(WORDS)]
        content = await road.ana.downloads(got[0])
    assert b"Secretphone" in JPEG
    assert b"Secretphone" not in content
    assert len(got) == 4
    assert len({one.file_id for one in got} - {sent}) == 1, "the first upload is named to all others"
    assert not [one for one in got if "Ana" in one.file_name]


async def test_a_planned_notice_whose_file_cannot_be_had_does_not_go_out(road: Road) -> None:
    async with road.running(AnyWords(echo)) as program:
        await all_met(road, program)
        announces(program, Message(Local({"en": WORDS}), attachment=Attachment("no-such-file", is_photo=True)))
        await road.admin.sees("The file of your notice cannot be used: Telegram does not hand it out")
        await road.until(STATE, lambda rows: rows[0].state == "ready")
        await all_read(road)
    assert [heard(road, number) for number in PEOPLE] == [0, 0, 0, 0]


async def test_the_time_machine_waits_until_a_notice_is_out(road: Road) -> None:
    async with road.running(AnyWords(echo)) as program:
        await all_met(road, program)
        announces(program)
        await program.broadcaster.settle()
        assert [row.state for row in road.rows(STATE)] == ["finished"]
        await all_read(road)
        assert heard(road, ANA) == 1
        program.clock.shift += timedelta(hours=10)
        announces(program, key="notice:2")
        await program.broadcaster.settle()
        assert [row.state for row in road.rows(f"{STATE} ORDER BY id")] == ["finished", "scheduled"], "it is night"
