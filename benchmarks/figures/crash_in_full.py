"""Fifty people, more than a thousand messages and presses, `kill -9` at twenty random moments, four installations."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from benchmarks.figure import Figure, told
from benchmarks.figures.crash import Plan, Verdict, play
from tests.postgres import Server, running_postgres

PEOPLE, ANSWERS, KILLS = 50, 14, 20  # with /start, consents and registration: 50 × 24 acts


def measure() -> list[Figure]:
    """Crash it by polling and by webhook, on SQLite and on PostgreSQL."""
    figures: list[Figure] = []
    with running_postgres() as url:
        for webhook in (False, True):
            for server in (None, Server(url)):
                figures += _crashed(webhook, server)
    return figures


def _crashed(webhook: bool, server: Server | None) -> list[Figure]:
    seed = random.SystemRandom().randrange(1_000_000)
    name = f"{'webhook' if webhook else 'polling'}, {'PostgreSQL' if server else 'SQLite'}"
    print(f"  crash: {name}, seed {seed} …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        database = server.new_database() if server else ""
        plan = Plan(PEOPLE, ANSWERS, KILLS, seed, webhook, True, Path(folder), database)
        verdict = play(plan)
    for problem in (*verdict.lost, *verdict.twice, *verdict.out_of_order):
        print(f"    {problem}", file=sys.stderr)
    return _figures(name, seed, verdict)


def _figures(name: str, seed: int, verdict: Verdict) -> list[Figure]:
    found = f"{len(verdict.lost)} / {len(verdict.twice)} / {len(verdict.out_of_order)}"
    what = f"crash, {name}: {verdict.acts} acts, {verdict.kills} kills; lost / twice / out of order"
    doubt = f"{verdict.said_maybe_repeated} sent again and said so, {verdict.came_twice} of them had arrived before"
    return [
        Figure(what, "0 / 0 / 0", found, verdict.is_clean),
        told(f"  messages in doubt (seed {seed}, {verdict.seconds:.0f} s)", doubt),
    ]
