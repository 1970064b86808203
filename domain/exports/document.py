"""A paper as data: words and bordered tables on A4, with whose it is and who made it below each page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.platform.text import N_, Arg, Joined, Sayable, Text, lines, pack, say

Block = dict[str, Any]
Cell = dict[str, Any]
Pair = tuple[Sayable, Arg]
FOUR = (1.0, 1.5, 1.0, 1.5)  # two pairs in a row
TO_SIGN = 74  # points that a signature and a stamp take


@dataclass(frozen=True, slots=True)
class Made:
    """Who made a paper, when, and what for; the worker takes their own for no purpose that anybody asks."""

    number: str
    name: str
    at: datetime
    purpose: Text | None = None

    @property
    def foot(self) -> Sayable:
        """What stands below each page."""
        made = say(N_("made on {when} by {name}"), when=self.at, name=self.name or "-")
        return Joined(tuple(filter(None, (self.number, made, self.purpose))), between=" · ")


def document(made: Made, file_name: str, title: Sayable, subtitle: Sayable, blocks: Iterable[Block]) -> dict[str, Any]:
    """Return the drawing of a paper (`delivery/drawings/document.py`)."""
    return {
        "kind": "document",
        "file_name": file_name,
        "title": pack(title),
        "subtitle": pack(subtitle),
        "foot": pack(made.foot),
        "page": pack(say(N_("Page {page} of {pages}"), page="{page}", pages="{pages}")),
        "blocks": list(blocks),
    }


def heading(words: Sayable) -> Block:
    """Return a heading."""
    return {"heading": pack(words)}


def paragraph(words: Sayable, side: str = "left") -> Block:
    """Return words over the whole width."""
    return {"words": pack(words), "side": side, "size": 11}


def gap(points: int) -> Block:
    """Return an empty place."""
    return {"gap": points}


def label(words: Arg, span: int = 1) -> Cell:
    """Return a shaded cell that names what stands beside or below it."""
    return {"words": _packed(words), "shaded": True, "side": "center", "span": span}


def value(words: Arg, span: int = 1) -> Cell:
    """Return a cell with what was answered."""
    return {"words": _packed(words), "span": span}


def _packed(words: Arg) -> Any:
    return words if isinstance(words, str) else pack(lines(words))


def pairs(told: Sequence[Pair]) -> Block:
    """Return a table of labels and values, two of them in a row; a last one by itself takes the row."""
    rows = [told[start : start + 2] for start in range(0, len(told), 2)]
    return {"widths": list(FOUR), "grid": [_row(row) for row in rows]}


def _row(row: Sequence[Pair]) -> list[Cell]:
    span = 3 if len(row) == 1 else 1
    return [cell for name, said in row for cell in (label(name), value(said, span))]


def table(heads: Sequence[Sayable], rows: Iterable[Sequence[Arg]], widths: Sequence[float]) -> Block:
    """Return a table with a row of heads."""
    return {
        "widths": list(widths),
        "grid": [[label(one) for one in heads], *([value(one) for one in row] for row in rows)],
    }


def to_sign(places: Sequence[Sayable]) -> Block:
    """Return places for signature and stamp, two beside one another, each with room for the day."""
    rows = [places[start : start + 2] for start in range(0, len(places), 2)]
    return {
        "widths": [1, 1],
        "grid": [[_place(one, 3 - len(row) if len(row) == 1 else 1) for one in row] for row in rows],
    }


def _place(who: Sayable, span: int) -> Cell:
    day = say(N_("{who}\n\n\nDay:"), who=who)
    return {"words": pack(day), "tall": TO_SIGN, "span": span}
