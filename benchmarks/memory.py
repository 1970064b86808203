"""Resident memory of the bot and its children after ten idle seconds."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from benchmarks.figure import Figure, at_most
from benchmarks.processes import BotProcess, memory_of, running_bot, running_simulator

IDLE_SECONDS = 10
AIM = 120.0  # MB


def measure() -> list[Figure]:
    """Let it idle, then look."""
    with tempfile.TemporaryDirectory() as folder, running_simulator() as simulator:
        with running_bot(BotProcess(Path(folder), simulator.url)) as bot:
            time.sleep(IDLE_SECONDS)
            assert bot.process is not None
            return [at_most("memory idle (MB)", memory_of(bot.process.pid), AIM, "{:.0f}")]
