"""The webhook: who may post, when Telegram is told that an update arrived, and what the health check says."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.run.database import Database
from tests.road.stage import AnyWords, Road, echo
from tests.road.test_handling import HOOK, post, update


async def health(program: Any) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session, session.get(f"{program.address}/healthz") as answer:
        return answer.status, await answer.json()


async def test_who_lacks_the_secret_is_turned_away(road: Road) -> None:
    async with road.running(AnyWords(echo), **HOOK) as program:
        assert await post(program, update(1, "x"), secret="") == 403
        assert await post(program, update(1, "x"), secret="an-other-secret-here") == 403
        assert await post(program, update(1, "x"), secret="ключ") == 403
    assert road.rows("SELECT update_id FROM inbox") == []


@pytest.mark.parametrize("body", [[], "words", {}, {"update_id": "1"}, None])
async def test_what_is_no_update_is_refused(road: Road, body: Any) -> None:
    async with road.running(AnyWords(echo), **HOOK) as program:
        assert await post(program, body) == 400


async def test_an_update_is_stored_before_telegram_is_told(road: Road) -> None:
    async with road.running(AnyWords(echo), **HOOK) as program:
        assert await post(program, update(1, "x")) == 200
        assert [row.update_id for row in road.rows("SELECT update_id FROM inbox")] == [1]
        program.desk.stop()
        assert await post(program, update(2, "y")) == 503


async def test_while_the_database_is_away_telegram_keeps_its_updates(road: Road) -> None:
    async with road.running(AnyWords(echo), **HOOK) as program:
        status, said = await health(program)
        assert (status, said["ok"]) == (200, True)
        engine = program.database.engine
        program.database.engine = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing").engine
        assert await post(program, update(1, "x")) == 503
        assert await health(program) == (503, {"ok": False, "database": "away"})
        program.database.engine = engine
        await road.ana.sends("/start")
        assert await post(program, update(2, "y")) == 200
        await road.ana.sees("echo y")
    assert [row.update_id for row in road.rows("SELECT update_id FROM inbox ORDER BY 1")] == [2]


async def test_telegram_posts_what_the_simulator_has(road: Road) -> None:
    from benchmarks.programs.processes import free_port

    port = free_port()
    address = {"webhook_url": f"http://127.0.0.1:{port}", "listen": f"127.0.0.1:{port}"}
    async with road.running(AnyWords(echo), **{**HOOK, **address}):
        await asyncio.gather(*(road.ana.sends(f"a{number}") for number in range(5)))
        await road.ben.sends("b")
        await road.ben.sees("echo b")
        await road.until("SELECT count(*) FROM outbox WHERE state = 'sent'", lambda rows: rows[0][0] == 6)
