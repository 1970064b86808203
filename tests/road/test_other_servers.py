"""What answers in Telegram's place and is no Bot API server, or an odd one: a sentence, and nobody waits for it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.run.app import Program
from bot.run.intake import poll
from bot.settings import Settings, WrongSettings
from delivery.transport import Transport
from tests.road.stage import POLICY, TOKEN

ME = {"id": 7000001, "is_bot": True, "first_name": "Bot", "username": "some_bot"}


@asynccontextmanager
async def answering(answer: Callable[[str], Any]) -> AsyncIterator[str]:
    """Serve what a function makes of a method; a text goes out as it is."""

    async def handle(request: web.Request) -> web.Response:
        said = answer(request.path.rpartition("/")[2])
        return web.Response(text=said if isinstance(said, str) else json.dumps({"ok": True, "result": said}))

    runner = web.AppRunner(_app(handle))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _app(handle: Callable[[web.Request], Awaitable[web.Response]]) -> web.Application:
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", handle)
    return app


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in ME.items() if key != name}


@pytest.mark.parametrize(
    "me", [without("first_name"), without("id"), without("username"), [], None, "<html>It works!</html>"],
    ids=["no first name", "no id", "no username", "a list", "nothing", "a page"],
)  # fmt: skip
async def test_a_server_that_does_not_say_who_the_bot_is_ends_it_with_a_sentence(tmp_path: Path, me: Any) -> None:
    async with answering(lambda method: me if method == "getMe" else True) as url:
        settings = Settings(_env_file=None, bot_token=TOKEN, bot_api_url=url, data_key=b"k" * 32, policy=POLICY,
                            data_dir=tmp_path, listen="127.0.0.1:0")  # type: ignore[call-arg]  # fmt: skip
        with pytest.raises(WrongSettings, match="BOT_API_URL: what stands there does not answer"):
            async with Program(settings).running():
                pass


async def test_an_update_without_a_number_holds_up_nobody() -> None:
    taken: list[dict[str, Any]] = []

    class Enough(BaseException):
        """The test has seen what it wanted."""

    async def take_in(updates: list[dict[str, Any]]) -> None:
        taken.extend(updates)
        raise Enough

    async with answering(lambda _method: [{"message": {}}, "words", {"update_id": 5}]) as url:
        transport = Transport(f"{url}/bot{TOKEN}")
        await transport.initialize()
        with pytest.raises(Enough):
            await poll(transport, take_in)
        await transport.shutdown()
    assert taken == [{"update_id": 5}]
