"""From the outbox to Telegram: refusals, pauses, answers that do not come, people who block the bot."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import OperationalError

from delivery.marking import Write
from domain.platform.text import say
from handlers.platform.turn import Turn
from services.platform.outbox import BROADCAST
from tests.road.stage import ADMIN, ANA, BEN, OTHER_ADMIN, AnyWords, Road, echo, put

MAYBE = "You may have this message already"
UNSENT = "SELECT state, error FROM outbox WHERE state <> 'sent'"


async def met(road: Road) -> None:
    """Let Ana and Ben be known to the bot."""
    for player in (road.ana, road.ben):
        await player.sends("hello")
        await player.sees("echo hello")


def count(road: Road, words: str) -> int:
    return sum(words in one.text for one in road.ana.messages if one.by_bot)


@pytest.mark.parametrize("scope", ["chat", "all"])
async def test_a_429_is_waited_out(road: Road, scope: str) -> None:
    async with road.running(AnyWords(echo)):
        await met(road)
        await road.client.fault("429", method="sendMessage", chat_id=ANA, retry_after=1, scope=scope)
        await road.ana.sends("one")
        await road.ben.sends("two")
        await road.ben.sees("echo two")
        await road.ana.sees("echo one")
        refused = [call for call in await road.client.calls("sendMessage") if "error" in call]
        assert 1 <= len(refused) <= 3
    assert count(road, "echo one") == 1


async def test_server_errors_are_tried_again_in_order(road: Road) -> None:
    async with road.running(AnyWords(echo)):
        await met(road)
        await road.client.fault("500", method="sendMessage", chat_id=ANA, times=3)
        await road.ana.sends("one")
        await road.ana.sends("two")
        await road.ana.sees("echo two")
    assert [one.text for one in road.ana.messages if one.by_bot] == ["echo hello", "echo one", "echo two"]


@pytest.mark.usefixtures("short_time_outs")
@pytest.mark.parametrize(("fault", "copies"), [("timeout", 1), ("deliver_then_drop", 2)])
async def test_an_answer_in_doubt_is_repeated_once_and_says_so(road: Road, fault: str, copies: int) -> None:
    async with road.running(AnyWords(echo)):
        await met(road)
        await road.client.fault(fault, method="sendMessage", chat_id=ANA)
        await road.ana.sends("one")
        await road.ana.sees(MAYBE, "echo one")
        await road.ana.sends("two")
        await road.ana.sees("echo two")
    assert count(road, "echo one") == copies
    assert count(road, MAYBE) == 1


@pytest.mark.usefixtures("short_time_outs")
@pytest.mark.parametrize("fault", ["timeout", "deliver_then_drop"])
async def test_a_broadcast_in_doubt_is_held(road: Road, fault: str) -> None:
    async with road.running(AnyWords(echo)) as program:
        await met(road)
        await road.client.fault(fault, method="sendMessage", chat_id=ANA)
        put(program, ANA, "to everybody", priority=BROADCAST)
        await road.until(UNSENT, lambda rows: [tuple(row) for row in rows] == [("in_doubt", "in_doubt")])
        await road.ana.sends("two")
        await road.ana.sees("echo two")
    assert count(road, MAYBE) == 0
    assert count(road, "to everybody") <= 1


async def test_who_blocked_the_bot_gets_nothing_until_they_write_again(road: Road) -> None:
    async with road.running(AnyWords(echo)) as program:
        await met(road)
        await road.ana.blocks()
        put(program, ANA, "unheard")
        await road.until(UNSENT, lambda rows: [tuple(row) for row in rows] == [("failed", "blocked")])
        assert road.rows("SELECT blocked_at FROM person WHERE id = :id", id=ANA)[0].blocked_at is not None
        put(program, ANA, "not even tried")
        await road.until(UNSENT, lambda rows: len(rows) == 2)
        assert len([call for call in await road.client.calls("sendMessage") if "error" in call]) <= 1
        await road.ana.unblocks()
        await road.ana.sends("back again")
        await road.ana.sees("echo back again")
        put(program, ANA, "heard")
        await road.ana.sees("heard")


async def test_what_telegram_refuses_is_parked_with_one_alarm(road: Road) -> None:
    async with road.running(AnyWords(echo)):
        await met(road)
        await road.admin.sends("hello")
        await road.admin.sees("echo hello")
        await road.client.fault("400", method="sendMessage", chat_id=ANA)
        await road.ana.sends("one")
        await road.admin.sees("Alarm: message", "rdered by a test")
        await road.ana.sends("two")
        await road.ana.sees("echo two")
        tried = [call for call in await road.client.calls("sendMessage") if "echo one" in str(call["params"])]
        assert len(tried) == 1
    assert [row.state for row in road.rows(UNSENT)] == ["parked"]


async def test_alarms_that_telegram_refuses_raise_no_further_alarms(road: Road) -> None:
    """Administrators who never wrote to the bot cannot be reached, and must not alarm one another for ever."""
    async with road.running(AnyWords(echo), admin_ids=f"{ADMIN},{OTHER_ADMIN}"):
        await met(road)
        for admin in (ADMIN, OTHER_ADMIN):
            await road.client.fault("400", method="sendMessage", chat_id=admin, times=1000)
        await road.client.fault("400", method="sendMessage", chat_id=ANA)
        await road.ana.sends("one")
        await road.until(UNSENT, lambda rows: len(rows) >= 3 and all(row.state == "parked" for row in rows))
        await road.ben.sends("later")
        await road.ben.sees("echo later")
        await road.ben.sees_nothing_of("nothing", during=1.0)
    assert len(road.rows(UNSENT)) <= 5
    assert BEN not in (ADMIN, OTHER_ADMIN)


async def test_a_quick_talker_is_never_refused(road: Road) -> None:
    """The first three answers come at once, the others one a second, in order, and Telegram never says 429."""
    async with road.running(AnyWords(echo), sends_per_second=30):
        await met(road)
        await asyncio.sleep(2)
        await road.client.limits(True)
        began = time.monotonic()
        for number in range(5):
            await road.ana.sends(f"word {number}")
        await road.ana.sees("echo word 2")
        burst = time.monotonic() - began
        await road.ben.sends("two")
        await road.ben.sees("echo two")
        await road.ana.sees("echo word 4")
        whole = time.monotonic() - began
        calls = await road.client.calls("sendMessage")
        assert [call for call in calls if "error" in call] == []
    assert whole > 1.5, "two of the five wait, a second each"
    assert burst < whole / 2, "three come at once"
    order = [str(call["params"]) for call in calls]
    assert next(place for place, sent in enumerate(order) if "two" in sent) < len(order) - 1, "nobody else waits"
    assert [one.text for one in road.ana.messages if "word" in one.text and one.by_bot] == [
        f"echo word {number}" for number in range(5)
    ]


async def test_the_next_message_of_an_answer_waits_until_the_first_is_marked(road: Road) -> None:
    """While the database is away the rest of an answer waits, and comes once, without a word of doubt."""

    def three(turn: Turn) -> None:
        for words in ("first", "second", "third"):
            turn.say(say("{words}", words=words))

    async with road.running(AnyWords(three)) as program:
        write = program.sender._marking.writing
        failed: list[int] = []

        @contextmanager
        def broken() -> Iterator[Write]:
            with write() as one:
                if len(failed) < 2 and program.sender._marking.is_due():
                    failed.append(1)
                    raise OperationalError("COMMIT", {}, Exception("away"))
                yield one

        program.sender._marking.writing = broken  # type: ignore[method-assign]
        await road.ana.sends("hello")
        await road.ana.sees("third")
        assert failed
    assert [one.text for one in road.ana.messages if one.by_bot] == ["first", "second", "third"]
    assert count(road, MAYBE) == 0
