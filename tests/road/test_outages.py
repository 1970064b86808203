"""A database that goes away and a disk that fills up: what was sent to the bot is answered when they are back."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.engine import make_url

from bot.run import desk
from bot.run.app import Program
from bot.run.database import make_engine
from bot.run.migrate import migrate
from bot.run.watching import health
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


async def healthz(program: Program) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session, session.get(f"{program.address}/healthz") as answer:
        return answer.status, without_policy(await answer.json())


def without_policy(answer: Any) -> Any:
    return {key: value for key, value in answer.items() if key != "policy"}


async def test_a_database_file_that_is_replaced_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written to a file that has lost its name is lost, however well it works."""
    monkeypatch.setattr(health, "LOOK_EVERY", 0.05)
    path = tmp_path / "kept.db"
    async with at_the_simulator(tmp_path, f"sqlite:///{path}") as road, road.running(AnyWords(echo)) as program:
        lost = asyncio.create_task(program.health.until_lost())
        await asyncio.sleep(0.3)
        assert not lost.done()
        assert (await healthz(program))[0] == 200
        path.rename(tmp_path / "moved.db")
        path.write_bytes((tmp_path / "moved.db").read_bytes())
        await asyncio.wait_for(lost, 5)
        assert await healthz(program) == (503, {"ok": False, "database": "replaced"})


@pytest.mark.slow
async def test_a_full_disk_under_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite says "database or disk is full" when it may take no more pages; then it may again."""
    monkeypatch.setattr(desk, "IDLE_SECONDS", 0.2)
    monkeypatch.setattr(health, "LOOK_EVERY", 0.1)
    url = f"sqlite:///{tmp_path / 'full.db'}"
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
    full = False
    async with at_the_simulator(tmp_path, url) as road, road.running(AnyWords(echo)) as program:

        @event.listens_for(program.database.engine, "begin")
        def limit(connection: Any) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {1 if full else 1_000_000}")

        for player in (road.admin, road.ana):
            await player.sends("hello")
            await player.sees("echo hello")
        full = True
        for words in WORDS:
            await road.ana.sends(words + "." * 3000)  # needs new pages
        await road.admin.sees("Alarm: the disk of this program is full")
        assert await healthz(program) == (503, {"ok": False, "database": "full"})
        await asyncio.sleep(1.5)
        assert road.rows("SELECT count(*) FROM inbox")[0][0] < 2 + len(WORDS), "the disk was not full"
        full = False
        await all_answered(road)
        await road.admin.sees("The disk has room again")
        assert await healthz(program) == (200, {"ok": True})
        told = [one.text for one in road.admin.messages if "disk of this program" in one.text]
        assert len(told) == 1, "at most once an hour"
        assert road.rows("PRAGMA integrity_check")[0][0] == "ok"
