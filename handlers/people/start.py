"""/start: the first meeting, deep links from posters and invitations, and the way back in."""

from __future__ import annotations

from domain.platform.access import Action, allowed
from domain.platform.text import N_, say
from handlers.menu.menu import ENTRIES, Entry, commands
from handlers.people.links import link_in
from handlers.people.posters import follow_poster
from handlers.people.welcome import go_on
from handlers.platform.route import Command, Route
from handlers.platform.turn import Turn
from services import people

UNIT_LINK = "u_"


def start(turn: Turn, payload: str) -> None:
    """Somebody opened the bot, perhaps by a link."""
    if turn.person.locale == "zh_Hant":
        turn.set_commands(commands())
    link = link_in(payload)
    if link is not None and allowed(turn.actor, link.access):
        link.follow(turn, payload)
        return
    if link is not None:
        people.remember_link(turn.work, payload)
    elif payload.startswith(UNIT_LINK) and follow_poster(turn, payload.removeprefix(UNIT_LINK)):
        return
    go_on(turn)


ENTRIES["start"] = Entry(
    "start", say(N_("▶ Begin")), say(N_("begin, or go on")), Action.TALK, go_on, order=1, listed=False, in_menu=False
)

ROUTES: list[Route] = [Command("start", Action.TALK, start)]
