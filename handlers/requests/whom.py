"""/officer: who looks after a worker, and before a household has anybody, who would read what they ask."""

from __future__ import annotations

from domain.platform.access import Action
from domain.platform.text import N_, paragraphs, say
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Route
from handlers.platform.turn import Turn
from services import care, requests


def own_officer(turn: Turn) -> None:
    """Show a worker whom to call or to ask."""
    text = paragraphs(care.own_card(turn.work), requests.who_would_read(turn.work))
    turn.show(text, ((go_key("ask"),), (menu_key(),)))


ROUTES: list[Route] = [
    entry(
        Entry(
            command="officer",
            label=say(N_("🤝 My officer")),
            help=say(N_("who looks after your household, and their phone number")),
            access=Action.SEE_OWN_OFFICER,
            function=own_officer,
            order=32,
        )
    ),
]
