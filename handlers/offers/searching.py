"""What was found by words among offers, for workers and for officers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from domain.offers.searching import held_by
from domain.platform.buttons import Button
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Nn_, Sayable, lines, say, say_many
from handlers.menu.menu import menu_key
from handlers.platform.turn import Turn

Found = TypeVar("Found")
MOST = 8


def search_key(button: Button) -> Key:
    """Return the key that asks for words."""
    return key(say(N_("🔍 Search by words")), button)


def show_found(
    turn: Turn, query: str, among: Sequence[tuple[Found, str]], line_key: Callable[[Found], Key], ways: Keys
) -> None:
    """Show what holds the words, or comes near them; where nothing does, say so and lead on by `ways`."""
    found, is_whole = held_by(among, query)
    listed = tuple((line_key(one),) for one in found[:MOST])
    turn.show(_told(query, len(found), is_whole=is_whole), (*listed, *ways, (menu_key(),)))


def _told(query: str, count: int, *, is_whole: bool) -> Sayable:
    if not count:
        source = N_("Nothing that is open speaks of “{words}”. Try another word, or look at everything.")
        return say(source, words=query)
    if not is_whole:
        return say(N_("Nothing fits “{words}” quite. What comes near:"), words=query)
    head = say_many(*Nn_("{count} fits “{words}”:", "{count} fit “{words}”:"), count, words=query)
    more = Nn_("{count} more fits; a further word finds it.", "{count} more fit; a further word finds them.")
    return lines(head, say_many(*more, count - MOST) if count > MOST else None)
