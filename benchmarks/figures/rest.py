"""What a bot costs that nobody writes to: its share of a core and its statements a minute, at rest."""

from __future__ import annotations

import asyncio
import base64
import multiprocessing
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import event

from benchmarks.crowd.script import POLICY
from benchmarks.figure import Figure, in_time, told
from benchmarks.programs.processes import KEY, TOKEN, running_simulator
from bot.run.app import Program
from bot.run.database import Database
from bot.run.migrate import migrate
from bot.settings import Settings
from tests.postgres import running_postgres

SETTLED, WATCHED = 6.0, 30.0  # seconds until all that follows a start is done, and of nothing
SHARE = 1.0  # percent of a core of the standard machine: what is done at rest is a time of the processor, too


def measure() -> list[Figure]:
    """Let it rest with the simulator inside, with Telegram outside, and on PostgreSQL."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        outside = {"bot_token": TOKEN, "bot_api_url": stack.enter_context(running_simulator()).url}
        url = stack.enter_context(running_postgres())
        database = Database(url)
        migrate(database.engine)
        database.close()
        return [
            *_figures("with its simulator", {"data_dir": folder / "inside"}),
            *_figures("SQLite", {"data_dir": folder / "outside"} | outside),
            *_figures("PostgreSQL", {"data_dir": folder / "postgres", "database_url": url} | outside),
        ]


def _figures(where: str, given: Mapping[str, Any]) -> list[Figure]:
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        share, statements = pool.apply(_rested, (dict(given),))
    return [
        in_time(f"at rest, {where} (% of a core)", share, SHARE),
        told(f"at rest, {where} (statements a minute)", f"{statements:.0f}"),
    ]


def _rested(given: dict[str, Any]) -> tuple[float, float]:
    """Run the program in this process; return its share of a core in percent, and its statements a minute."""
    more = {"policy": POLICY, "listen": "127.0.0.1:0", "data_key": base64.b64encode(KEY).decode()}
    program = Program(Settings(_env_file=None, **more, **given))  # type: ignore[call-arg,arg-type]
    return asyncio.run(_watch(program))


async def _watch(program: Program) -> tuple[float, float]:
    asked = 0

    def note(*_statement: object) -> None:
        nonlocal asked
        asked += 1

    async with program.running():
        await asyncio.sleep(SETTLED)
        event.listen(program.database.engine, "before_cursor_execute", note)
        begun, busy = time.monotonic(), time.process_time()
        await asyncio.sleep(WATCHED)
        seconds = time.monotonic() - begun
        return 100 * (time.process_time() - busy) / seconds, 60 * asked / seconds
