"""Resident memory of the bot and its children after ten idle seconds."""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks.figure import Figure, at_most
from benchmarks.programs.processes import BotProcess, memory_of, running_bot, running_simulator

IDLE_SECONDS = 10
AIM = 145.0  # MB; the libraries alone hold 86


def measure() -> list[Figure]:
    """Let it idle, then look."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        simulator = stack.enter_context(running_simulator())
        bot = stack.enter_context(running_bot(BotProcess(folder, simulator.url)))
        time.sleep(IDLE_SECONDS)
        assert bot.process is not None
        return [at_most("memory idle (MB)", memory_of(bot.process.pid), AIM, "{:.1f}")]
