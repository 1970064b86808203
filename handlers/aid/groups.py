"""Who was named says whether they borrow together with a worker."""

from __future__ import annotations

from domain.aid.buttons import JoinGroup
from domain.platform.access import Action
from domain.platform.text import N_, say
from handlers.menu.menu import menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import aid


def join(turn: Turn, press: JoinGroup) -> None:
    """Take the answer; it may be given anew until the contract is signed."""
    number = aid.join_group(turn.work, press)
    source = N_("Thank you. You borrow together in case {number}, and stand for one another.")
    if not press.yes:
        source = N_("Thank you. You do not borrow together in case {number}; nothing holds you to it.")
    turn.show(say(source, number=number), ((menu_key(),),))


ROUTES: list[Route] = [Press(JoinGroup, Action.APPLY, join)]
