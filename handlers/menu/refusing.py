"""A rule said no, or something could not be read or done: the person reads why, and what to do next."""

from collections.abc import Callable

from domain.platform.text import N_, Refusal
from handlers.menu.menu import go_key
from handlers.platform.turn import LONGEST_ALERT, Turn

UNREADABLE = N_(
    "I could not read what you sent: it came in a form that I do not know. Please send it as words, as a photo or as a "
    "PDF file, or send /menu."
)
UNREADABLE_PRESS = N_(
    "I could not read which button you pressed: it came in a form that I do not know. Please send /menu; what every "
    "button does can be reached from there."
)
SORRY = N_(
    "Something went wrong on our side with your last message. It is kept, and we are told of it. "
    "Please send it once more, or send /menu."
)

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
