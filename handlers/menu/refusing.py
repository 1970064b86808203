"""A rule said no: the person reads why, and what to do next."""

from domain.platform.text import Refusal
from handlers.menu.menu import go_key
from handlers.platform.turn import LONGEST_ALERT, Turn


def refuse(turn: Turn, refusal: Refusal) -> None:
    """Tell the person why not and what to do next: as an alert on the button, or as a message."""
    turn.forget_numbers()
    if refusal.leads_to:
        turn.say(refusal.said, ((go_key(refusal.leads_to),),))
    elif turn.press is not None and not turn.is_answered and len(refusal.text) <= LONGEST_ALERT:
        turn.toast(refusal.said, alert=True)
        return
    else:
        turn.say(refusal.said)
    turn.toast()
