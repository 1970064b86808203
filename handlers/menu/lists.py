"""Lists over several pages, the same everywhere: a key for each line, and the keys that turn the pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.platform.buttons import Button
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, say

Line = TypeVar("Line")

A_PAGE = 8


@dataclass(frozen=True, slots=True)
class Page(Generic[Line]):
    """One page of a list: what stands on it, which one it is (from 0), and how many lines all pages have."""

    shown: Sequence[Line]
    number: int
    total: int
    size: int = A_PAGE

    def keys(self, line_key: Callable[[Line], Key], turned: Callable[[int], Button]) -> Keys:
        """Return a key for each line, each in a row of its own, and below them those that turn pages."""
        return (*((line_key(one),) for one in self.shown), *self.turning(turned))

    def turning(self, turned: Callable[[int], Button]) -> Keys:
        """Return the row of keys that turn pages, if there are others."""
        back = (key(say(N_("« Earlier")), turned(self.number - 1)),) if self.number > 0 else ()
        on = (key(say(N_("More »")), turned(self.number + 1)),) if (self.number + 1) * self.size < self.total else ()
        return ((*back, *on),) if back or on else ()


def page_of(found: Sequence[Line], number: int, size: int = A_PAGE) -> Page[Line]:
    """Return the page nearest to the one asked for: a list shrinks, and presses get forged."""
    number = min(max(number, 0), max(len(found) - 1, 0) // size)
    return Page(found[number * size : (number + 1) * size], number, len(found), size)
