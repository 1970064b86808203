"""A number that is sent by itself opens what it names."""

from __future__ import annotations

from contextlib import suppress

from domain.platform.access import Action, NotForYou, allowed
from handlers.care import household
from handlers.cases import looks, own
from handlers.platform.turn import Turn
from services import cases


def number_typed(turn: Turn) -> bool:
    """Open the case of one's own with this number, or the case or household that an officer may look for; tell whether
    there was one to open."""
    number = turn.words.strip().upper()
    if looks.NUMBER.fullmatch(number) is None:
        return False
    with suppress(NotForYou):
        own.show_case(turn, cases.own_case(turn.work, number).id)
        return True
    for action, opens in ((Action.SEE_HOUSEHOLD, household.open_by_number), (Action.SEE_CASE, looks.open_by_number)):
        if (action is Action.SEE_CASE or number[0].isalpha()) and allowed(turn.actor, action):
            opens(turn, number)
            return True
    return False
