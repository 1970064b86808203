"""The simulator as a process of its own: started, killed without warning, started again."""

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from telegram import Bot

from simulator import SimulatorClient
from tests.simulator.conftest import TOKEN

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def running(port: int, journal: Path, stop: signal.Signals) -> AsyncIterator[str]:
    """The process, answering; stopped by the signal at the end."""
    arguments = ["--port", str(port), "--token", TOKEN, "--people", "5", "--journal", str(journal)]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", *arguments, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        await _answering(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(stop)
        await asyncio.wait_for(process.wait(), 10)


async def _answering(port: int) -> None:
    async with asyncio.timeout(10):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                await writer.wait_closed()
                return


async def test_the_world_survives_kill_9(tmp_path: Path) -> None:
    port, journal = free_port(), tmp_path / "world.sqlite"
    async with running(port, journal, signal.SIGKILL) as url, SimulatorClient(url) as client:
        for number in range(20):
            await client.player(1001 + number % 5).sends(f"消息 {number}")
        await asyncio.sleep(0.3)  # the journal commits twenty times a second
    async with running(port, journal, signal.SIGTERM) as url, SimulatorClient(url) as client:
        async with Bot(TOKEN, f"{url}/bot") as bot:
            texts = [update.message.text for update in await bot.get_updates() if update.message]
        assert texts == [f"消息 {number}" for number in range(20)]
        player = client.player(1005)
        await player.refresh()
        assert [message.text for message in player.messages] == [f"消息 {number}" for number in range(4, 20, 5)]


async def test_a_poll_does_not_hold_up_the_end(tmp_path: Path) -> None:
    async with running(free_port(), tmp_path / "world.sqlite", signal.SIGTERM) as url, Bot(TOKEN, f"{url}/bot") as bot:
        waiting = asyncio.create_task(bot.get_updates(timeout=30))
        await asyncio.sleep(0.3)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
