"""What the machine does at this moment: the reply time of a bare echo of python-telegram-bot.

Aims in seconds are said for a machine whose echo takes `STANDARD` ms. They are scaled by the echo that is measured
right before and after, so that a slow minute neither fails them nor hides them.
"""

from __future__ import annotations

import statistics

from benchmarks.figure import Figure, told
from benchmarks.figures.speed import running_load
from benchmarks.programs.processes import FIRST_PERSON, running_echo, running_simulator

STANDARD = 1.8  # ms
WARM_UP, ECHOES = 10, 100


def echo() -> float:
    """Return the milliseconds of a bare echo, the median of a hundred."""
    with running_simulator(1) as simulator, running_echo(simulator.url, False), running_load() as load:
        load.order("one", "echo", simulator.url, [FIRST_PERSON], WARM_UP)
        times: list[float] = load.order("one", "echo", simulator.url, [FIRST_PERSON], ECHOES)
        return statistics.median(times)


def judged(figures: list[Figure], before: float, after: float) -> list[Figure]:
    """Scale what is a time by the echoes before and after it, and say these."""
    slowness = (before + after) / 2 / STANDARD
    scaled = [figure.scaled(slowness) if figure.scaled else figure for figure in figures]
    return [*scaled, told("  the bare echo before and after (ms)", f"{before:.2f}, {after:.2f}")]
