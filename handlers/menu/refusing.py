"""A rule said no: the person reads why, and what to do next."""

from collections.abc import Callable

from domain.platform.text import Refusal
from handlers.menu.menu import go_key
from handlers.platform.turn import LONGEST_ALERT, Turn

Shows = Callable[[Turn, Refusal], None]
_shown: dict[type[Refusal], Shows] = {}


def shown_with(kind: type[Refusal], shows: Shows) -> None:
    """Let a refusal be followed by what it is about, as it stands now."""
    _shown[kind] = shows


def show_with(turn: Turn, refusal: Refusal) -> None:
    """Show what a refusal is about, if it is one of those."""
    if shows := _shown.get(type(refusal)):
        shows(turn, refusal)


def refuse(turn: Turn, refusal: Refusal) -> None:
    """Tell the person why not and what to do next: as an alert on the button, or as a message."""
    turn.forget_numbers()
    if type(refusal) in _shown:
        turn.toast(refusal.said, alert=True)
        turn.say(refusal.said)
        show_with(turn, refusal)
    elif refusal.leads_to:
        turn.say(refusal.said, ((go_key(refusal.leads_to),),))
    elif turn.press is not None and not turn.is_answered and len(refusal.text) <= LONGEST_ALERT:
        turn.toast(refusal.said, alert=True)
        return
    else:
        turn.say(refusal.said)
    turn.toast()
