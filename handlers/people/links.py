"""Deep links: what an address such as t.me/bot?start=a_1234 leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.platform.access import Action
from handlers.platform.turn import Turn


@dataclass(frozen=True)
class Link:
    """What a deep link with this prefix leads to, once the person is allowed to follow it."""

    prefix: str
    access: Action
    function: Callable[[Turn, str], None]

    def follow(self, turn: Turn, payload: str) -> None:
        """Do what the link is for; `payload` is the whole of what stood behind `start=`."""
        self.function(turn, payload.removeprefix(self.prefix))


LINKS: dict[str, Link] = {}


def on_link(link: Link) -> Link:
    """Let `start=<prefix><rest>` lead to a function; before registration it is remembered and followed afterwards."""
    LINKS[link.prefix] = link
    return link


def link_in(payload: str) -> Link | None:
    """Return the link that a payload begins with, None if there is none."""
    return next((link for prefix, link in LINKS.items() if payload.startswith(prefix)), None)
