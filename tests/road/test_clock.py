"""A clock that goes wrong under a running bot: what goes by it rests, administrators are told, and it goes on again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Clock
from bot.run import scheduler
from bot.run.scheduler import Entry
from bot.run.watching import clock as watching
from services.platform.work import Work
from tests.road.stage import AnyWords, Road, echo

YEAR = timedelta(days=366)


def told(road: Road, words: str) -> int:
    """How many messages with these words the administrator has."""
    return sum(words in one.text for one in road.admin.messages)


async def test_a_clock_that_leaps_stops_what_goes_by_it_until_it_agrees_or_is_trusted(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    error, ran = timedelta(0), []

    def job(work: Work) -> None:
        ran.append(work.now)

    monkeypatch.setattr(watching, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(scheduler, "SCHEDULE", {"job": Entry("* * * * *", job)})
    monkeypatch.setattr(Clock, "wall", lambda _clock: datetime.now(UTC) + error)

    async def until(count: int) -> None:
        while len(ran) < count:  # noqa: ASYNC110 - no event tells of a run
            await asyncio.sleep(0.05)

    for player in (road.admin, road.ana):
        await player.sends("/start")
    async with road.running(AnyWords(echo)) as program:
        for player in (road.admin, road.ana):
            await player.sees("echo /start")
        await asyncio.wait_for(until(1), 10)
        error = YEAR
        await program.scheduler.run("job")
        assert len(ran) == 1, "not one tick by a wrong clock"
        await road.admin.sees("it seems to be wrong", "Telegram", within=10)
        await road.ana.sends("hello")
        await road.ana.sees("echo hello")
        error = timedelta(0)
        await road.admin.sees("The clock is trusted again")
        await asyncio.wait_for(until(2), 10)
        (planned,) = [one.next_run_time for one in program.scheduler._ticker.get_jobs() if one.id == "job"]
        assert planned < datetime.now(UTC) + timedelta(hours=1), "not in a year"
        error = YEAR
        assert await road.admin.until(lambda: told(road, "it seems to be wrong") == 2 or None, 10)
        await road.admin.presses("The clock is right")
        assert await road.admin.until(lambda: told(road, "The clock is trusted again") == 2 or None, 10)
        await asyncio.wait_for(until(3), 10)
    assert ran[1] - ran[0] < timedelta(hours=1)
    assert ran[2] - ran[0] > timedelta(days=365)
