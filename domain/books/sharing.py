"""How a sum is covered by funds: in their order, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

Fund = TypeVar("Fund")


def shared(fen: int, funds: Iterable[tuple[Fund, int]]) -> tuple[tuple[Fund, int], ...] | None:
    """Return how much (fen) each fund gives of a sum, the first ones first; None when together they hold less."""
    given, missing = [], fen
    for one, free in funds:
        part = min(missing, free)
        if part > 0:
            given.append((one, part))
            missing -= part
    return None if missing else tuple(given)
