"""What a run costs: the ten dearest files are told, and a test that needs too much fails the run unless it says so.

Seconds are said for a machine whose bare echo takes 1.8 ms (docs/PERFORMANCE.md). Whatever comes near the limit is
measured against a piece of work done right after it, so that a slow machine, or a slow minute, fails nothing.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections import defaultdict
from collections.abc import Generator
from dataclasses import dataclass

import pytest

MOST = 5.0  # CPU seconds that a test may need without the mark `slow`, with the programs that it started and ended
CLOSE = 3.0  # told, so that it can be seen to before it fails
DEAREST = 10
PIECE = 0.018  # CPU seconds of the piece of work on the machine for which the others are said

_began = pytest.StashKey[float]()
_is_last = pytest.StashKey[bool]()


@dataclass
class Cost:
    """Seconds that a test or a file needed: of the processor, and of the clock on the wall."""

    cpu: float = 0.0
    wall: float = 0.0
    slowness: float = 1.0  # of the machine just then; only measured for what comes near the limit
    is_slow: bool = False

    @property
    def said(self) -> float:
        """The CPU seconds on the machine for which the limit is said."""
        return self.cpu / self.slowness


_tests: dict[str, Cost] = defaultdict(Cost)


def _spent(*, with_children: bool = True) -> float:
    times = os.times()
    children = times.children_user + times.children_system if with_children else 0.0
    return times.user + times.system + children


def piece_of_work() -> float:
    """Do what tests do much of, objects and JSON, and return the CPU seconds that it took."""
    began = time.process_time()
    things = [Cost(number, number) for number in range(2000)]
    for _ in range(5):
        things = [Cost(thing.cpu + 1, thing.wall) for thing in things]
        json.loads(
            json.dumps([{"cpu": thing.cpu, "name": str(thing.wall), "all": [thing.cpu] * 5} for thing in things])
        )
    return time.process_time() - began


def slowness() -> float:
    """Return how many times as long as on that machine things take now; at least 1."""
    return max(1.0, statistics.median(piece_of_work() for _ in range(3)) / PIECE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """Look at the clock of this process before a test is set up.

    With the last test of a process all servers end that the whole run used, so only its own time is counted.
    """
    item.stash[_is_last] = nextitem is None
    item.stash[_began] = _spent(with_children=nextitem is not None)
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Write down what a test needed once it is torn down; the report brings it from the worker to the one who tells."""
    report = yield
    if call.when == "teardown":
        spent = _spent(with_children=not item.stash[_is_last]) - item.stash[_began]
        report.user_properties.append(("cpu", round(spent, 3)))
        if spent > CLOSE:
            report.user_properties.append(("slowness", round(slowness(), 2)))
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up what the reports say."""
    cost = _tests[report.nodeid]
    cost.wall += report.duration
    cost.cpu += _measured(report, "cpu", 0.0)
    cost.slowness = max(cost.slowness, _measured(report, "slowness", 1.0))
    cost.is_slow = "slow" in report.keywords


def _measured(report: pytest.TestReport, what: str, otherwise: float) -> float:
    return next((float(str(value)) for name, value in report.user_properties if name == what), otherwise)


def too_dear(most: float = MOST) -> list[str]:
    """Name the tests that needed too much, the dearest first."""
    found = {name: cost.said for name, cost in _tests.items() if cost.said > most and not cost.is_slow}
    return [f"{name}: {found[name]:.1f}" for name in sorted(found, key=lambda name: -found[name])]


def _files() -> list[tuple[str, Cost]]:
    """Return the files, the dearest first."""
    files: dict[str, Cost] = defaultdict(Cost)
    for name, cost in _tests.items():
        file = files[name.split("::")[0]]
        file.cpu += cost.cpu
        file.wall += cost.wall
    return sorted(files.items(), key=lambda one: -one[1].cpu)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a run fail in which a test needed too much."""
    if too_dear() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the dearest files, and why such a run failed."""
    files = _files()
    if len(files) > DEAREST:
        terminalreporter.write_sep("=", f"the {DEAREST} dearest of {len(files)} files")
        terminalreporter.write_line("  CPU s  wall s")
        for name, cost in files[:DEAREST]:
            terminalreporter.write_line(f"{cost.cpu:7.1f} {cost.wall:7.1f}  {name}")
        for name in too_dear(CLOSE):
            terminalreporter.write_line(
                f"close to {MOST:g} CPU seconds (of a usual machine) without the mark `slow`: {name}"
            )
    if names := too_dear():
        terminalreporter.write_line(
            f"Without the mark `slow` a test may need {MOST:g} CPU seconds (of a usual machine), but:", red=True
        )
        for name in names:
            terminalreporter.write_line(f"  {name}", red=True)
