"""/start: the first meeting, deep links from posters and invitations, and the way back in."""

from __future__ import annotations

from domain.platform.access import Action, allowed
from domain.platform.text import N_, Refusal, say
from handlers.menu.menu import ENTRIES, Entry, commands
from handlers.people.links import link_in
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
    elif payload.startswith(UNIT_LINK) and not turn.actor.registered:
        _remember_unit(turn, payload.removeprefix(UNIT_LINK))
    go_on(turn)


def _remember_unit(turn: Turn, code: str) -> None:
    try:
        people.remember_unit(turn.work, code)
    except Refusal as unknown:
        turn.say(unknown.said)


ENTRIES["start"] = Entry(
    "start", say(N_("▶ Begin")), say(N_("begin, or go on")), Action.TALK, go_on, order=1, listed=False, in_menu=False
)

ROUTES: list[Route] = [Command("start", Action.TALK, start)]
