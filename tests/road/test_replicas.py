"""Several processes on one PostgreSQL behave like one: in order for each person, and nothing twice."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.run.database import make_engine
from bot.run.migrate import migrate
from tests.road.stage import ANA, BEN, AnyWords, at_the_simulator, echo
from tests.road.test_handling import HOOK, post, update

UPDATES = 60


@pytest.mark.slow
async def test_two_programs_share_the_work(tmp_path: Path, new_postgres_database: Callable[..., str]) -> None:
    url = new_postgres_database()
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
    async with at_the_simulator(tmp_path, url) as road, AsyncExitStack() as stack:
        await road.ana.sends("/start")
        await road.ben.sends("/start")
        programs = [await stack.enter_async_context(road.running(AnyWords(echo), **HOOK)) for _ in range(2)]
        for number in range(UPDATES):
            person = (ANA, BEN)[number % 2]
            both = [post(program, update(100 + number, f"w{number}", person)) for program in programs]
            assert await asyncio.gather(*both) == [200, 200]
        await road.until("SELECT count(*) FROM outbox WHERE state = 'sent'", lambda rows: rows[0][0] == UPDATES)
        await road.ana.refresh()
        await road.ben.refresh()
    for parity, player in enumerate((road.ana, road.ben)):
        said = [one.text for one in player.messages if one.by_bot]
        assert said == [f"echo w{number}" for number in range(parity, UPDATES, 2)]
