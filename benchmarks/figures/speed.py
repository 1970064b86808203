"""How fast a step through a form is, beside a bare echo of python-telegram-bot in the same run.

A step is real: an answer typed, understood, kept durably, and the next question in the chat. The bot and both echoes
(updates one after another, which is the default, and side by side) each have an external simulator of the same kind;
they are measured in turns, so that whatever else the machine does falls on all of them.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.crowd.load import MEMBERS
from benchmarks.crowd.script import first_answers
from benchmarks.figure import Figure, at_least, at_most, told
from benchmarks.programs.kept import looking_into, put_registered, put_units, report_of
from benchmarks.programs.processes import FIRST_PERSON, ROOT, BotProcess, running_bot, running_echo, running_simulator

PEOPLE = 200  # who act at once
SLOWER, MORE = 1.5, 1.5  # aims, in bare echoes: the reply time to one person, the steps a second of all
ALONE_ROUNDS, ALONE_STEPS = 8, 40  # each round another person
WARM_UP = 5  # steps of each person before the clock runs
ROUNDS, STEPS = 2, 20
ALONE = range(FIRST_PERSON + PEOPLE, FIRST_PERSON + PEOPLE + ALONE_ROUNDS)
TOGETHER = range(FIRST_PERSON, FIRST_PERSON + PEOPLE)
KINDS = ("form", "echo", "echo side by side")

Times = dict[str, list[float]]


def measure() -> list[Figure]:
    """Measure one person, then two hundred."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        urls = {kind: stack.enter_context(running_simulator(PEOPLE + ALONE_ROUNDS)).url for kind in KINDS}
        bot = _filled(BotProcess(Path(folder), urls["form"]))
        stack.enter_context(running_bot(bot))
        stack.enter_context(running_echo(urls["echo"], False))
        stack.enter_context(running_echo(urls["echo side by side"], True))
        with running_load() as load:
            alone = _alone(load, urls)
            together = _together(load, urls)
        _check(bot)
    return [*_reply_times(alone), *_throughputs(together)]


def _filled(bot: BotProcess) -> BotProcess:
    bot.run_command("migrate")
    put_units(bot.database)
    put_registered(bot.database, [*TOGETHER, *ALONE])
    return bot


def _alone(load: Load, urls: dict[str, str]) -> Times:
    """Return the milliseconds of every step of a single person."""
    times: Times = {kind: [] for kind in KINDS}
    load.order("begin", "form", urls["form"], ALONE)
    for person in ALONE:
        for kind, url in urls.items():
            load.order("one", kind, url, [person], WARM_UP)
            times[kind] += load.order("one", kind, url, [person], ALONE_STEPS)
    return times


def _together(load: Load, urls: dict[str, str]) -> Times:
    """Return the seconds of every round of everybody at once."""
    times: Times = {kind: [] for kind in KINDS}
    load.order("begin", "form", urls["form"], TOGETHER)
    for kind, url in urls.items():
        load.order("many", kind, url, TOGETHER, WARM_UP)
    for _ in range(ROUNDS):
        for kind, url in urls.items():
            times[kind].append(load.order("many", kind, url, TOGETHER, STEPS))
    return times


def _reply_times(times: Times) -> list[Figure]:
    form, echo, other = (statistics.median(times[kind]) for kind in KINDS)
    return [
        told(f"reply time of a form step, one person (ms, median of {len(times['form'])})", f"{form:.2f}"),
        told("reply time of a bare echo: default, side by side (ms)", f"{echo:.2f}, {other:.2f}"),
        at_most("reply time of a form step : the bare echo", form / echo, SLOWER),
        told("reply time of a form step : the echo side by side", f"{form / other:.2f}"),
    ]


def _throughputs(times: Times) -> list[Figure]:
    form, echo, other = (PEOPLE * STEPS * len(times[kind]) / sum(times[kind]) for kind in KINDS)
    return [
        told(f"form steps a second, {PEOPLE} people", f"{form:.0f}"),
        told("bare echoes a second: default, side by side", f"{echo:.0f}, {other:.0f}"),
        at_least("form steps a second : the bare echo", form / echo, MORE),
        told("form steps a second : the echo side by side", f"{form / other:.2f}"),
    ]


def _check(bot: BotProcess) -> None:
    """Make sure that every step measured is in the database."""
    today = datetime.now(UTC).date()
    steps = dict.fromkeys(TOGETHER, WARM_UP + ROUNDS * STEPS) | dict.fromkeys(ALONE, WARM_UP + ALONE_STEPS)
    with looking_into(bot.database) as session:
        for person, count in steps.items():
            wanted = first_answers(person, members=MEMBERS, most=count, today=today).answers
            kept = report_of(session, person).get("answers")
            if kept != wanted:
                raise AssertionError(f"person {person}: {kept} instead of {wanted}")


class Load:
    """The load generator, seen from here."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def order(self, do: str, kind: str, url: str, people: Any, steps: int = 0) -> Any:
        """Give an order and wait until it is carried out."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"do": do, "kind": kind.split()[0], "url": url, "people": list(people), "steps": steps}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the load generator ended while doing {do} {kind}")
        return json.loads(line)


@contextmanager
def running_load() -> Iterator[Load]:
    """Run the load generator."""
    words = [sys.executable, "-m", "benchmarks.crowd.load"]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Load(process)
        finally:
            process.kill()
