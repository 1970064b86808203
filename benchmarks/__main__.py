"""`python -m benchmarks [name…]`: measure the promises, end with one table, fail when an aim is missed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from benchmarks import yardstick
from benchmarks.figure import Figure, table
from benchmarks.figures import (
    broadcast_pace,
    cold_start,
    crash_in_full,
    memory,
    policy_change,
    policy_compare,
    queueing,
    recheck_opening,
    rest,
    season_opening,
    speed,
)

FIGURES: dict[str, Callable[[], list[Figure]]] = {
    "cold_start": cold_start.measure,
    "memory": memory.measure,
    "rest": rest.measure,
    "speed": speed.measure,
    "season_opening": season_opening.measure,
    "recheck_opening": recheck_opening.measure,
    "policy_change": policy_change.measure,
    "policy_compare": policy_compare.measure,
    "crash": crash_in_full.measure,
    "queueing": queueing.measure,
    "broadcast_pace": broadcast_pace.measure,
}


def main() -> int:
    """Run what was asked for, everything by default; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"any of: {', '.join(FIGURES)} (default: all)")
    names = parser.parse_args().names or list(FIGURES)
    if unknown := set(names) - set(FIGURES):
        parser.error(f"there is no figure called {', '.join(sorted(unknown))}; there are {', '.join(FIGURES)}")
    figures: list[Figure] = []
    for name in names:
        print(f"measuring: {name} …", file=sys.stderr, flush=True)
        before = yardstick.echo()
        figures += yardstick.judged(FIGURES[name](), before, yardstick.echo())
    print(table(figures))
    return 1 if any(figure.met is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
