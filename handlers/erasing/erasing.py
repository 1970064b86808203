"""Erasing what is kept of somebody: what would go is said first, and a second press does it."""

from __future__ import annotations

from domain.erasing.buttons import Erase, EraseMe
from domain.erasing.words import OF_OTHERS
from domain.people.buttons import PrivacyPress
from domain.platform.access import Action
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Sayable, paragraphs, say
from handlers.menu.menu import go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import erasing

ALL = say(
    N_(
        "Nothing of you was handed in, so everything goes at once: your name, numbers, forms and consents. I keep only "
        "your Telegram number and your language. There is no way back."
    )
)
WITH_CASES = say(
    N_(
        "Your cases, papers and file lie with officers, so an administrator erases them. Cases that still run are "
        "taken back then, and the household's file is closed. It and what was paid the law keeps for ten years, with a "
        "masked name and without what you told us. You are told when it is done and what stays until when. Until then "
        "you can take it back here."
    )
)

_STAY = (key(say(N_("No, I want to stay")), EraseMe(Erase.BACK)),)


def pressed(turn: Turn, press: EraseMe) -> None:
    """A press on the way to being erased."""
    match press.way:
        case Erase.ASK:
            _ask(turn)
        case Erase.SURE:
            _sure(turn)
        case Erase.BACK:
            erasing.take_back(turn.work)
            turn.show(say(N_("Good. Everything stays as it is.")), ((menu_key(),),))


def _ask(turn: Turn) -> None:
    if (wish := erasing.wish(turn.work)) is not None:
        turn.show(wish, (_STAY, (menu_key(),)))
        return
    what = ALL if erasing.goes_at_once(turn.work) else WITH_CASES
    turn.show(paragraphs(say(N_("<b>Erase my data</b>")), what, say(OF_OTHERS)), _keys())


def _keys() -> Keys:
    return (
        (key(say(N_("Yes, erase my data")), EraseMe(Erase.SURE)),),
        (key(say(N_("No, leave it as it is")), PrivacyPress("show")),),
    )


def _sure(turn: Turn) -> None:
    is_done = erasing.ask(turn.work)
    turn.stand_anew()
    turn.show(_told(is_done), ((go_key("start"),),) if is_done else (_STAY, (go_key("cases"), menu_key())))


def _told(is_done: bool) -> Sayable:
    if is_done:
        gone = say(N_("What you told me of yourself is erased. If you need us again, send /start."))
        return paragraphs(gone, say(OF_OTHERS))
    return say(N_("The administrators have your wish now. I tell you here when it is done, and what has to stay."))


ROUTES: list[Route] = [Press(EraseMe, Action.ERASE_ONESELF, pressed)]
