"""A real bot on a real file system that is small and fills up, its log, too; then somebody makes room."""

import asyncio
import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.road.stage import ADMIN, KEY, POLICY, TOKEN, Road, at_the_simulator

ROOT = Path(__file__).parents[2]
SIZE = "24m"
ASK = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])"
HELD = 'mount -t tmpfs -o size="$1" small "$0" && echo mounted && exec cat'


class SmallDisk:
    """A file system that a process of its own holds: nobody need be root, and it goes when that process ends."""

    def __init__(self, holder: int, folder: Path) -> None:
        self._data = folder / "data"
        self._ballast = Path(f"/proc/{holder}/root{folder}/ballast")
        inside = ["nsenter", f"--target={holder}", "--user", "--mount", "--preserve-credentials"]
        self._python = [*inside, "sh", "-c", 'cd "$0" && exec "$@"', str(ROOT), sys.executable]

    def fill(self) -> None:
        """Write until there is no room for one more byte."""
        with self._ballast.open("wb", buffering=0) as file:
            for size in (2**20, 4096, 1):
                with ExitStack() as until_full:
                    until_full.push(lambda kind, *_: kind is OSError)
                    while file.write(b"." * size):
                        pass
        assert os.statvfs(self._ballast.parent).f_bavail == 0

    def empty(self) -> None:
        self._ballast.unlink()

    def ask(self, query: str) -> str:
        """Ask the bot's database there."""
        command = [*self._python, "-c", ASK, str(self._data / "sisong.sqlite3"), query]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    @contextmanager
    def bot(self, **settings: str) -> Iterator["subprocess.Popen[str]"]:
        """Run the bot there for as long as the block lasts; its log is on a full disk from the beginning."""
        own = {"DATA_DIR": str(self._data), "POLICY": str(POLICY), "DATABASE_URL": "", **settings}
        with (
            Path("/dev/full").open("w") as log,
            subprocess.Popen(
                [*self._python, "-m", "bot", "run"], env={**os.environ, **own},
                stdout=subprocess.PIPE, stderr=log, text=True,
            ) as process,
        ):  # fmt: skip
            try:
                yield process
            finally:
                process.terminate()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk of 24 MB, of which the bot needs a few."""
    if not shutil.which("unshare") or not shutil.which("nsenter"):
        pytest.skip("no unshare and nsenter here (util-linux)")
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", HELD, str(folder), SIZE]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, **pipes) as holder:  # type: ignore[call-overload]
        if holder.stdout.readline().strip() != "mounted":
            pytest.skip("this machine lets nobody mount a file system of their own")
        yield SmallDisk(holder.pid, folder)
        holder.stdin.close()


async def healthz(address: str) -> object:
    async with aiohttp.ClientSession() as session, session.get(f"http://{address}/healthz") as answer:
        return {key: value for key, value in (await answer.json()).items() if key != "policy"}


def settings_of(road: Road, address: str) -> dict[str, str]:
    return {
        "BOT_TOKEN": TOKEN, "BOT_API_URL": road.url, "DATA_KEY": base64.b64encode(KEY).decode(),
        "ADMIN_IDS": str(ADMIN), "LISTEN": address,
    }  # fmt: skip


@pytest.mark.slow
async def test_a_disk_that_fills_up_under_the_bot(small_disk: SmallDisk, tmp_path: Path, unused_tcp_port: int) -> None:
    """It tells the administrators, loses nothing, and works again by itself, whatever its log could not write."""
    address = f"127.0.0.1:{unused_tcp_port}"
    async with at_the_simulator(tmp_path, "") as road:
        with small_disk.bot(**settings_of(road, address)) as bot:
            assert "Sisong is running" in await asyncio.to_thread(bot.stdout.readline)  # type: ignore[union-attr]
            for player in (road.admin, road.ana):
                await player.sends("/start")
                await player.sees("Hello, I am your trade union's assistant")
            small_disk.fill()
            for number in range(6):
                await road.ana.sends(f"w{number}" + "." * 3000)
            await road.admin.sees("Alarm: the disk of this program is full", within=30)
            assert await healthz(address) == {"ok": False, "database": "full"}
            small_disk.empty()
            await road.admin.sees("The disk has room again", within=30)
            for _ in range(100):
                if (handled := small_disk.ask("SELECT count(*) FROM inbox WHERE state = 'done'")) == "8":
                    break
                await asyncio.sleep(0.2)
            assert handled == "8"
            assert await healthz(address) == {"ok": True}
            assert small_disk.ask("PRAGMA integrity_check") == "ok"


@pytest.mark.slow
async def test_a_disk_of_papers_that_fills_up_while_the_database_stands_elsewhere(
    small_disk: SmallDisk, tmp_path: Path, unused_tcp_port: int
) -> None:
    """Whoever writes is answered; the administrators and /healthz hear that papers cannot be kept."""
    address = f"127.0.0.1:{unused_tcp_port}"
    async with at_the_simulator(tmp_path, "") as road:
        own = settings_of(road, address) | {"DATABASE_URL": f"sqlite:///{tmp_path}/elsewhere.db"}
        with small_disk.bot(**own) as bot:
            assert "Sisong is running" in await asyncio.to_thread(bot.stdout.readline)  # type: ignore[union-attr]
            await road.admin.sends("/start")
            await road.admin.sees("Hello, I am your trade union's assistant")
            assert await healthz(address) == {"ok": True}
            small_disk.fill()
            await road.admin.sees("Alarm: papers cannot be kept", within=30)
            assert await healthz(address) == {"ok": False, "papers": "cannot be kept"}
            await road.ana.sends("/start")
            await road.ana.sees("Hello, I am your trade union's assistant")
            small_disk.empty()
            await road.admin.sees("Papers can be kept again", within=30)
            assert await healthz(address) == {"ok": True}
