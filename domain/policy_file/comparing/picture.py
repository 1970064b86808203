"""The picture of what a new policy would change: who gains, and what it costs by programme and by size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.platform.text import N_, Money, Nn_, Sayable, Text, pack, say, say_many
from domain.policy.model import Policy
from domain.policy_file.comparing.effect import Effect, Pair
from domain.policy_file.comparing.told import per_head, title_said

MOST_ROWS = 12
Row = tuple[Sayable, Pair]


def picture(effect: Effect, old: Policy, new: Policy) -> dict[str, Any]:
    """Return what draws it (`delivery/drawings/pairs.py`): texts packed, sums of a year in fen."""
    parts = (
        (say(N_("<b>By programme, in a year</b>")), tuple(_programmes(effect, old, new))),
        (say(N_("<b>A head in a year, by the size of the household</b>")), tuple(_sizes(effect))),
    )
    return {
        "kind": "pairs_chart",
        "file_name": "policy.png",
        "title": pack(in_one_line(effect)),
        "subtitle": pack(say_many(*Nn_("{count} household", "{count} households"), effect.households)),
        "names": {"old": pack(say(N_("before"))), "new": pack(say(N_("after")))},
        "parts": [{"title": pack(title), "rows": [_row(*row) for row in rows]} for title, rows in parts if rows],
    }


def in_one_line(effect: Effect) -> Text:
    """Return who gains, who loses, and what it costs more in a year."""
    more = effect.fen.more
    source = N_("{gain} gain, {lose} lose, it costs as much as before")
    if more > 0:
        source = N_("{gain} gain, {lose} lose, {amount} more a year")
    elif more < 0:
        source = N_("{gain} gain, {lose} lose, {amount} less a year")
    return say(source, gain=effect.gain, lose=effect.lose, amount=Money(abs(more)))


def _programmes(effect: Effect, old: Policy, new: Policy) -> Iterator[Row]:
    costly = (key for key, one in effect.programmes.items() if one.fen.old or one.fen.new)
    ranked = sorted(costly, key=lambda key: (-abs(effect.programmes[key].fen.more), key))
    yield from ((title_said(key, old, new), effect.programmes[key].fen) for key in ranked[:MOST_ROWS])


def _sizes(effect: Effect) -> Iterator[Row]:
    for size, counted in sorted(effect.sizes.items())[:MOST_ROWS]:
        yield say_many(*Nn_("{count} person", "{count} people"), size), per_head(size, counted)


def _row(label: Sayable, fen: Pair) -> dict[str, Any]:
    said = {"old_said": pack(Money(fen.old)), "new_said": pack(Money(fen.new))}
    return {"label": pack(label), "old": fen.old, "new": fen.new, **said}
