"""From the command `python -m bot run` to the first getUpdates at an external simulator."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.figure import Figure, in_time
from benchmarks.programs.processes import BotProcess, running_simulator

RUNS = 5
AIM = 1.5  # seconds on a machine of the standard echo


def measure() -> list[Figure]:
    """Start on a database that is up to date, and on none at all."""
    fresh = [_fresh() for _ in range(RUNS)]
    with tempfile.TemporaryDirectory() as folder:
        _start(Path(folder))  # migrates
        migrated = [_start(Path(folder)) for _ in range(RUNS)]
    return [
        in_time("cold start to the first poll, database up to date (s)", statistics.median(migrated), AIM),
        in_time("cold start to the first poll, no database yet (s)", statistics.median(fresh), AIM),
    ]


def _fresh() -> float:
    with tempfile.TemporaryDirectory() as folder:
        return _start(Path(folder))


def _start(folder: Path) -> float:
    with running_simulator(watched=True) as simulator:
        bot = BotProcess(folder, simulator.url)
        began = time.monotonic()
        bot.start()
        try:
            return simulator.first_poll() - began
        finally:
            bot.kill()
