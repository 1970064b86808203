"""/why: everything that was looked at when a case was handed in, for its worker and its officers."""

from __future__ import annotations

from domain.cases.buttons import SeeAllLooked, SeeWhy
from domain.platform.access import Action
from domain.platform.text import N_, say
from handlers.menu.menu import ENTRIES, Entry, go_key, menu_key
from handlers.platform.route import Command, Press, Route
from handlers.platform.turn import Turn
from services import aid, cases


def by_number(turn: Turn, number: str) -> None:
    """Tell it of a case named by its number; without one, of the worker's own if that is one."""
    own = [] if number else cases.own_cases(turn.work)
    if number or len(own) == 1:
        _tell(turn, number or own[0].number)
    else:
        source = N_("Please send the number of the case with the command, for example: /why 2026-0001")
        turn.say(say(source), ((go_key("cases"),), (menu_key(),)))


def pressed(turn: Turn, press: SeeWhy) -> None:
    """Tell it from the card of a case."""
    _tell(turn, press.case_id)


def _tell(turn: Turn, wanted: int | str) -> None:
    told = aid.why(turn.work, wanted)
    turn.say(told.text, told.keys)


def what_holds(turn: Turn, press: SeeAllLooked) -> None:
    """Tell what was looked at and holds, below."""
    for told in aid.what_holds(turn.work, press.case_id):
        turn.say(told)


ENTRIES["why"] = Entry(
    "why", say(N_("❓ Why")), say(N_("why a case was found as it was")), Action.SEE_OWN_CASE,
    lambda turn: by_number(turn, ""), order=62, listed=False, in_menu=False,
)  # fmt: skip
ROUTES: list[Route] = [
    Command("why", Action.TALK, by_number),
    Press(SeeAllLooked, Action.TALK, what_holds),
    Press(SeeWhy, Action.SEE_LIVING, pressed),
]
