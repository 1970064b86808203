"""Updates reach the bot in order, and none is lost, by polling and by webhook."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import Conflict

from simulator import Simulator, SimulatorClient
from tests.simulator.conftest import TOKEN


async def updates(url: str, **params: Any) -> list[dict[str, Any]]:
    async with httpx.AsyncClient(timeout=20) as http:
        answer = (await http.post(f"{url}/bot{TOKEN}/getUpdates", json=params)).json()
    assert answer["ok"], answer
    return list(answer["result"])


async def test_polling_repeats_until_confirmed(url: str, client: SimulatorClient) -> None:
    for text in ("一", "二", "三"):
        await client.player(1001).sends(text)
    first = await updates(url, limit=2)
    assert [update["message"]["text"] for update in first] == ["一", "二"]
    assert await updates(url, limit=2) == first
    rest = await updates(url, offset=first[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["三"]
    assert await updates(url, offset=-1) == rest
    assert await updates(url, offset=rest[-1]["update_id"] + 1) == []


async def test_a_poll_waits_and_a_second_one_ends_it(url: str, client: SimulatorClient, bot: Bot) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.1)
    newer = asyncio.create_task(updates(url, timeout=10))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await older
    await client.player(1001).sends("好")
    assert (await newer)[0]["message"]["text"] == "好"


async def test_allowed_updates_are_kept_to(url: str, client: SimulatorClient) -> None:
    await updates(url, allowed_updates=["callback_query"])
    await client.player(1001).sends("不要")
    await client.player(1001).press_data("x", 1)
    assert [list(update) for update in await updates(url)] == [["update_id", "callback_query"]]


async def test_old_presses_are_dropped(url: str, client: SimulatorClient, simulator: Simulator) -> None:
    await client.player(1001).press_data("old", 1)
    await client.player(1001).sends("留下")
    real = simulator.world.updates.wall
    simulator.world.updates.wall = lambda: real() + 151
    assert [update["message"]["text"] for update in await updates(url)] == ["留下"]


async def test_every_kind_of_message(bot: Bot, client: SimulatorClient) -> None:
    player = client.player(1001)
    first = await player.sends("/start abc")
    await player.shares_contact("+8613800000000")
    await player.sends_sticker()
    await player.sends_voice()
    await player.forwards("转来的")
    await player.edits(first, "改了")
    await player.uploads(("a.png", b"x", "image/png"), ("b.png", b"y", "image/png"), as_photo=True, caption="两张")
    await player.blocks()
    got = await bot.get_updates(timeout=1)
    messages = [update.message for update in got if update.message]
    assert messages[0].entities[0].type == "bot_command"
    assert messages[1].contact
    assert messages[1].contact.user_id == 1001
    assert messages[2].sticker
    assert messages[3].voice
    assert messages[4].forward_origin
    assert got[5].edited_message
    assert got[5].edited_message.edit_date
    assert messages[5].media_group_id == messages[6].media_group_id
    assert messages[5].caption == "两张"
    assert messages[5].photo[-1].file_size == 1
    assert got[-1].my_chat_member
    assert got[-1].my_chat_member.new_chat_member.status == "kicked"


class Hook:
    """A webhook that notes what it gets and answers as told."""

    def __init__(self) -> None:
        self.taken: dict[int, list[str]] = defaultdict(list)
        self.secrets: set[str | None] = set()
        self.busy: set[int] = set()
        self.most_at_once = 0
        self.status: Callable[[str], int] = lambda text: 200

    async def take(self, request: Request) -> Response:
        message = (await request.json())["message"]
        person, text = message["from"]["id"], message["text"]
        assert person not in self.busy
        self.busy.add(person)
        self.most_at_once = max(self.most_at_once, len(self.busy))
        self.secrets.add(request.headers.get("x-telegram-bot-api-secret-token"))
        await asyncio.sleep(0.01)
        self.busy.discard(person)
        status = self.status(text)
        if status == 200:
            self.taken[person].append(text)
        return Response(status_code=status)


@asynccontextmanager
async def served(hook: Hook, port: int = 0) -> AsyncIterator[str]:
    """The webhook on loopback."""
    app = Starlette(routes=[Route("/hook", hook.take, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", access_log=False, lifespan="off"))
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn offers no event to wait for.
        await asyncio.sleep(0.01)
    number = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{number}/hook"
    finally:
        server.should_exit = True
        await task


async def eventually(true: Callable[[], bool], within: float = 5.0) -> None:
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110 - any condition can be waited for this way.
            await asyncio.sleep(0.02)


async def test_a_webhook_gets_each_person_in_order(bot: Bot, client: SimulatorClient) -> None:
    hook = Hook()
    async with served(hook) as address:
        await bot.set_webhook(address, secret_token="geheim")
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        for number in range(8):
            await asyncio.gather(*(client.player(person).sends(str(number)) for person in (1001, 1002, 1003)))
        await eventually(lambda: sum(map(len, hook.taken.values())) == 24)
        assert all(texts == [str(number) for number in range(8)] for texts in hook.taken.values())
        assert hook.most_at_once > 1
        assert hook.secrets == {"geheim"}
        await bot.delete_webhook()
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_a_failing_webhook_is_tried_again(bot: Bot, client: SimulatorClient) -> None:
    hook = Hook()
    failures = iter([503, 500])
    hook.status = lambda text: next(failures, 200) if text == "一" else 200
    async with served(hook) as address:
        await bot.set_webhook(address)
        await client.player(1001).sends("一")
        await client.player(1001).sends("二")
        await eventually(lambda: hook.taken[1001] == ["一", "二"])
        assert "503" in str((await bot.get_webhook_info()).last_error_message) or hook.taken[1001]
        await bot.delete_webhook()


async def test_nothing_is_lost_while_the_webhook_is_down(bot: Bot, client: SimulatorClient) -> None:
    hook = Hook()
    async with served(hook) as address:
        port = int(address.rsplit(":", 1)[1].partition("/")[0])
        await bot.set_webhook(address)
        await client.player(1001).sends("先")
        await eventually(lambda: hook.taken[1001] == ["先"])
    await client.player(1001).sends("后")
    await asyncio.sleep(0.3)
    assert (await bot.get_webhook_info()).last_error_message
    async with served(hook, port):
        await eventually(lambda: hook.taken[1001] == ["先", "后"])
        await bot.delete_webhook()
