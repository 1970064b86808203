"""/broadcast: officers see the notices of their units, and open one or write a new one."""

from __future__ import annotations

from domain.broadcasts.buttons import BroadcastsPage, NewBroadcast, OnlyShown, OpenBroadcast
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, lines, say
from handlers.menu.lists import page_of
from handlers.menu.menu import Entry, entry, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import broadcasts


def listed(turn: Turn) -> None:
    """Show the latest notices."""
    _show_list(turn, 0)


def page(turn: Turn, press: BroadcastsPage) -> None:
    """Show another page of them."""
    _show_list(turn, press.page)


def _show_list(turn: Turn, number: int) -> None:
    found = broadcasts.listed(turn.work)
    keys = page_of(found, number).keys(
        lambda one: key(lines(one.title, one.stands, between=" · "), OpenBroadcast(one.id)), BroadcastsPage
    )
    new = (key(say(N_("✏️ New notice")), NewBroadcast()),)
    text = say(N_("Notices to workers. Choose one to see where it stands:")) if found else say(
        N_("No notice to workers yet. With one you reach all of a unit at once, or some of them."))  # fmt: skip
    turn.show(text, (new, *keys, (menu_key(),)))


def open_broadcast(turn: Turn, press: OpenBroadcast) -> None:
    """Show one notice at the end of the chat."""
    broadcasts.show(turn.work, broadcasts.view(turn.work, press.broadcast_id))


def only_shown(turn: Turn, _press: OnlyShown) -> None:
    """An officer pressed the button of a notice that is only shown."""
    turn.toast(say(N_("Here you only see the notice. For those who get it, the button works.")))


ROUTES: list[Route] = [
    entry(
        Entry(
            command="broadcast",
            label=say(N_("📣 Notices to workers")),
            help=say(N_("officers: write notices to many, and see how they go out")),
            access=Action.SEND_BROADCAST,
            function=listed,
            order=65,
            listed=False,
        )
    ),
    Press(BroadcastsPage, Action.SEND_BROADCAST, page),
    Press(OpenBroadcast, Action.SEND_BROADCAST, open_broadcast),
    Press(OnlyShown, Action.SEND_BROADCAST, only_shown),
]
