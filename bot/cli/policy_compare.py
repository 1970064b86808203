"""What a new policy says otherwise than an old one and would change: in words, as a spreadsheet, as a picture."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path
from typing import Any

import typer

from bot.run.opening import open_database
from bot.settings import Settings, WrongSettings
from delivery.drawings import DrawingFailed, draw
from delivery.drawings.wording import worded
from delivery.rendering import render_plain
from domain.policy import Policy
from domain.policy_file.comparing.difference import Data
from domain.policy_file.comparing.effect import Effect
from domain.policy_file.comparing.many import Both, effect_on_invented
from domain.policy_file.comparing.picture import picture
from domain.policy_file.comparing.told import class_said, effect_said, per_head, title_said
from domain.policy_file.comparing.words import difference_said
from domain.policy_file.loading import proved
from domain.policy_file.whole.chain import read_chain
from domain.policy_file.whole.merging import Whole
from services.policy_file import effect_on_file, how_many

MOST = 1_000_000
ALIKE = "The two policies say the same."


@dataclass(frozen=True)
class Wanted:
    """What is asked for: an invented population of so many (0: the households on file), the day, files to write."""

    invented: int = 0
    seed: int = 1
    on: date | None = None
    xlsx: Path | None = None
    picture: Path | None = None


def compared(old_file: Path, new_file: Path, wanted: Wanted, settings: Callable[[], Settings], today: date) -> str:
    """Return difference and effect in words; raises PolicyProblem, WrongSettings, OSError."""
    if not 0 <= wanted.invented <= MOST:
        raise WrongSettings(f"--invented: please give a number from 1 to {MOST:,}, like 10000.")
    (old, before), (new, after) = _read(old_file), _read(new_file)
    both = Both(old, new, wanted.on or today)
    effect = _effect(both, wanted, settings)
    if wanted.xlsx is not None:
        _write(wanted.xlsx, {"kind": "table", "sheets": _sheets(effect, both)})
    if wanted.picture is not None:
        _write(wanted.picture, worded(picture(effect, old, new), "en", UTC))
    difference = [_said(line) for line in difference_said(before, after)] or [ALIKE]
    return "\n".join((*difference, "", _said(effect_said(effect, old, new))))


def _read(file: Path) -> tuple[Policy, Data]:
    chain = read_chain(file)
    return proved(chain, ()), Whole(chain).data


def _effect(both: Both, wanted: Wanted, settings: Callable[[], Settings]) -> Effect:
    if wanted.invented:
        with _bar(wanted.invented) as progress:
            return effect_on_invented(both, wanted.invented, seed=wanted.seed, progress=progress)
    with (
        closing(open_database(settings())) as database,
        database.look() as session,
        _bar(how_many(session)) as progress,
    ):
        return effect_on_file(session, both.old, both.new, both.today, progress)


@contextmanager
def _bar(length: int) -> Iterator[Callable[[int], None]]:
    with typer.progressbar(length=length, label="Households", file=sys.stderr) as bar:
        yield bar.update


def _write(path: Path, drawing: dict[str, Any]) -> None:
    try:
        content = asyncio.run(draw(drawing))
    except DrawingFailed as failure:
        raise WrongSettings(f"{path.name} could not be made: {failure}.") from failure
    path.write_bytes(content)


def _sheets(effect: Effect, both: Both) -> list[dict[str, Any]]:
    """Return three sheets: by programme, by size of the household, and who changes class; money in fen."""
    programmes = [
        [_said(title_said(key, both.old, both.new)), one.get.old, one.get.new, one.may_ask.old, one.may_ask.new,
         one.fen.old, one.fen.new, one.fen.more] for key, one in sorted(effect.programmes.items())
    ]  # fmt: skip
    sizes = [
        [size, one.households, one.fen.old, one.fen.new, per_head(size, one).old, per_head(size, one).new]
        for size, one in sorted(effect.sizes.items())
    ]
    moves = [
        [_said(class_said(old, both.old)), _said(class_said(new, both.new)), count]
        for (old, new), count in effect.moves.most_common()
    ]
    return [
        _sheet("By programme", _PROGRAMME, programmes),
        _sheet("By size", _SIZE, sizes),
        _sheet("Change of class", _MOVES, moves),
    ]


_PROGRAMME = (
    ("Programme", "text"), ("Get it, old", "number"), ("Get it, new", "number"), ("May ask, old", "number"),
    ("May ask, new", "number"), ("Yuan a year, old", "money"), ("Yuan a year, new", "money"), ("More", "money"),
)  # fmt: skip
_SIZE = (
    ("People", "number"), ("Households", "number"), ("Yuan a year, old", "money"), ("Yuan a year, new", "money"),
    ("A head, old", "money"), ("A head, new", "money"),
)  # fmt: skip
_MOVES = (("Old class", "text"), ("New class", "text"), ("Households", "number"))


def _sheet(title: str, columns: tuple[tuple[str, str], ...], rows: list[list[Any]]) -> dict[str, Any]:
    return {"title": title, "columns": [{"title": name, "type": kind} for name, kind in columns], "rows": rows}


def _said(text: Any) -> str:
    return render_plain(text, "en", timezone=UTC)
