"""A database that goes away and a disk that fills up: what was sent to the bot is answered when they are back."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.engine import make_url

from bot.run import desk
from bot.run.database import make_engine
from bot.run.migrate import migrate
from tests.postgres import Server, plain
from tests.road.stage import AnyWords, Road, at_the_simulator, echo

WORDS = [f"w{number}" for number in range(6)]


async def all_answered(road: Road) -> None:
    await road.ana.sees(f"echo {WORDS[-1]}", within=20)
    said = [one.text.rstrip(".") for one in road.ana.messages if one.by_bot]
    assert list(dict.fromkeys(said)) == ["echo hello", *(f"echo {words}" for words in WORDS)]


@pytest.mark.slow
async def test_a_postgresql_that_went_away_and_came_back(
    tmp_path: Path, postgres: Server, new_postgres_database: Callable[..., str]
) -> None:
    """All connections are cut and new ones refused for a while, as when the server restarts."""
    url = new_postgres_database()
    name = make_url(url).database

    def order(*statements: str) -> None:
        with psycopg.connect(plain(postgres.url), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
    async with at_the_simulator(tmp_path, url) as road, road.running(AnyWords(echo)):
        await road.ana.sends("hello")
        await road.ana.sees("echo hello")
        order(
            f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false',
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",  # noqa: S608 - ours
        )
        for words in WORDS:
            await road.ana.sends(words)
        await asyncio.sleep(2)
        order(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        await all_answered(road)


@pytest.mark.slow
async def test_a_full_disk_under_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite says "database or disk is full" when it may take no more pages; then it may again."""
    monkeypatch.setattr(desk, "IDLE_SECONDS", 0.2)
    url = f"sqlite:///{tmp_path / 'full.db'}"
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
    full = False
    async with at_the_simulator(tmp_path, url) as road, road.running(AnyWords(echo)) as program:

        @event.listens_for(program.database.engine, "begin")
        def limit(connection: Any) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {1 if full else 1_000_000}")

        await road.ana.sends("hello")
        await road.ana.sees("echo hello")
        full = True
        for words in WORDS:
            await road.ana.sends(words + "." * 3000)  # needs new pages
        await asyncio.sleep(2)
        assert road.rows("SELECT count(*) FROM inbox")[0][0] < 1 + len(WORDS), "the disk was not full"
        full = False
        await all_answered(road)
        assert road.rows("PRAGMA integrity_check")[0][0] == "ok"
