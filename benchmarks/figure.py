"""A figure: what was promised, what was measured, and whether that is good enough; and the one table of them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table; `met` is None for a figure without an aim, told for comparison."""

    what: str
    aim: str
    measured: str
    met: bool | None
    scaled: Callable[[float], Figure] | None = None  # the same judged for a machine so many times as slow


def told(what: str, measured: str) -> Figure:
    """Return a figure that has no aim."""
    return Figure(what, "", measured, None)


def at_most(what: str, measured: float, limit: float, form: str = "{:.2f}") -> Figure:
    """Return a figure that may not be larger than its aim."""
    return Figure(what, f"≤ {form.format(limit)}", form.format(measured), measured <= limit)


def in_time(what: str, measured: float, limit: float, form: str = "{:.2f}") -> Figure:
    """Return a time that may not be longer than its aim, which is said for a machine of the standard echo."""

    def scaled(slowness: float) -> Figure:
        aim = f"≤ {form.format(limit * slowness)} ({form.format(limit)} x {slowness:.2f})"
        return Figure(what, aim, form.format(measured), measured <= limit * slowness)

    return Figure(what, f"≤ {form.format(limit)}", form.format(measured), measured <= limit, scaled)


def at_least(what: str, measured: float, limit: float, form: str = "{:.2f}") -> Figure:
    """Return a figure that may not be smaller than its aim."""
    return Figure(what, f"≥ {form.format(limit)}", form.format(measured), measured >= limit)


def table(figures: Sequence[Figure]) -> str:
    """Lay the figures out in columns."""
    rows = [("what", "aim", "measured", "met")]
    words = {True: "yes", False: "NO", None: ""}
    rows += [(figure.what, figure.aim, figure.measured, words[figure.met]) for figure in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])
