"""The notice room refuses a post: the administrators are told, and a press sends it again."""

import asyncio

from domain.platform.messages import Message
from domain.platform.text import say
from services.platform import outbox
from services.platform.work import Work
from tests.road.stage import ANA, GROUP, SUPERGROUP, AnyWords, Road, echo, put

POSTS = "SELECT state FROM outbox WHERE chat_id = -1001 AND kind = 'send'"

IN_NEW = "SELECT state FROM outbox WHERE chat_id = -1002 AND kind = 'send'"


async def met(road: Road) -> None:
    for player in (road.admin, road.ana):
        await player.sends("hello")
        await player.sees("echo hello")


async def said_in_room(road: Road) -> list[str]:
    return [one.text for one in await road.client.room_messages(GROUP)]


async def test_what_a_room_refused_is_told_with_what_it_is_and_goes_out_by_a_press(road: Road) -> None:
    async with road.running(AnyWords(echo)) as program:
        await met(road)
        await road.client.fault("403", method="sendMessage", chat_id=GROUP)
        with program.database.work() as session:
            work = Work(session, program.house(), program.clock.now())
            about = say("the public notice of case {number}, {unit}", number="2026-0001", unit="Station")
            outbox.put(work, GROUP, Message(say("a notice")), key="post:1", about=about)
        await road.admin.sees("the public notice of case 2026-0001, Station", "bot was blocked")
        assert [row.state for row in road.rows(POSTS)] == ["parked"]
        await road.admin.presses("Try again")
        await road.until(POSTS, lambda rows: [row.state for row in rows] == ["sent"])
        await road.admin.presses("Try again")
        await road.ana.sends("later")
        await road.ana.sees("echo later")
        assert await said_in_room(road) == ["a notice"]


async def test_any_parked_message_goes_out_by_a_press_once_the_reason_is_gone(road: Road) -> None:
    async with road.running(AnyWords(echo)) as program:
        await met(road)
        await road.client.fault("400", method="sendMessage", chat_id=ANA)
        put(program, ANA, "at last")
        await road.admin.sees("Alarm: message", "rdered by a test")
        await road.admin.presses("Try again")
        await road.ana.sees("at last")


async def test_a_group_that_became_a_supergroup_is_followed_and_told_once(road: Road) -> None:
    moved = {"chat_id": GROUP, "new_chat_id": SUPERGROUP, "times": 1000}
    async with road.running(AnyWords(echo)) as program:
        await met(road)
        put(program, GROUP, "before")
        await road.until("SELECT state FROM outbox WHERE chat_id = -1001", lambda rows: rows[0].state == "sent")
        await road.client.fault("migrated", **moved)
        put(program, GROUP, "first")
        await road.admin.sees("became a supergroup", str(SUPERGROUP))
        put(program, GROUP, "second")
        with program.database.work() as session:
            work = Work(session, program.house(), program.clock.now())
            outbox.put(work, GROUP, Message(say("third")), key="post:3")
        await road.until(IN_NEW, lambda rows: [row.state for row in rows] == ["sent"] * 3)
    async with road.running(AnyWords(echo)) as program:
        put(program, GROUP, "after a start")
        with program.database.work() as session:
            work = Work(session, program.house(), program.clock.now())
            outbox.edit(work, GROUP, Message(say("third, changed")), target_key="post:3")
        await road.until(IN_NEW, lambda rows: [row.state for row in rows] == ["sent"] * 4)
        await road.until("SELECT state FROM outbox WHERE kind = 'edit'", lambda rows: rows[0].state == "sent")
    in_new = [one.text for one in await road.client.room_messages(SUPERGROUP)]
    assert in_new == ["first", "second", "third, changed", "after a start"]
    assert await said_in_room(road) == ["before"]
    assert sum("became a supergroup" in one.text for one in road.admin.messages if one.by_bot) == 1


async def test_a_change_that_the_room_refused_says_that_it_still_stands_there(road: Road) -> None:
    async with road.running(AnyWords(echo)) as program:
        await met(road)
        with program.database.work() as session:
            work = Work(session, program.house(), program.clock.now())
            outbox.put(work, GROUP, Message(say("a notice")), key="post:5")
        await road.until(POSTS, lambda rows: [row.state for row in rows] == ["sent"])
        await road.client.fault("400", method="editMessageText", chat_id=GROUP)
        with program.database.work() as session:
            work = Work(session, program.house(), program.clock.now())
            about = say("the public notice of case {number}, {unit}", number="2026-0001", unit="Station")
            outbox.edit(work, GROUP, Message(say("it is over")), target_key="post:5", about=about)
        await road.admin.sees("could not be changed in the room", "case 2026-0001, Station", "delete the message there")
        await road.admin.presses("Try again")
        for _ in range(300):
            if await said_in_room(road) != ["it is over"]:
                await asyncio.sleep(0.05)
        assert await said_in_room(road) == ["it is over"]
