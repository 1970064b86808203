"""The notice room refuses a post: the administrators are told, and a press sends it again."""

from domain.platform.messages import Message
from domain.platform.text import say
from services.platform import outbox
from services.platform.work import Work
from tests.road.stage import ANA, GROUP, AnyWords, Road, echo, put

POSTS = "SELECT state FROM outbox WHERE chat_id = -1001 AND kind = 'send'"


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
