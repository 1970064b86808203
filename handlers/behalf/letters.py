"""The letters to somebody without an account: listed, taken as a PDF, and brought."""

from __future__ import annotations

from domain.behalf.buttons import ActFor, LettersToPrint
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, Nn_, lines, paragraphs, say, say_many
from handlers.menu.menu import menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import exports

SHOWN, PRINTED, BROUGHT = range(3)


def letters(turn: Turn, press: LettersToPrint) -> None:
    """Show what waits, send it as a PDF, or take down that it was brought."""
    if press.printed == BROUGHT:
        exports.letters_brought(turn.work, press.behalf_id)
        turn.toast(say(N_("Noted: the letters were brought.")))
    elif press.printed == PRINTED:
        exports.print_letters(turn.work, press.behalf_id)
    _show(turn, press.behalf_id)


def _show(turn: Turn, behalf_id: int) -> None:
    ward, found = exports.letters_waiting(turn.work, behalf_id)
    source = Nn_("{count} letter waits for {name}:", "{count} letters wait for {name}:")
    head = say_many(*source, len(found), name=ward.name)
    told = [lines(say(N_("<b>{day}</b>"), day=one.day), one.words) for one in found]
    ways = (
        (key(say(N_("🖨 Print them (PDF)")), LettersToPrint(behalf_id, PRINTED)),),
        (key(say(N_("✅ They were brought")), LettersToPrint(behalf_id, BROUGHT)),),
    )
    back = key(say(N_("‹ Back")), ActFor(behalf_id))
    turn.show(paragraphs(head, *told[-MOST:]), (*(ways if found else ()), (back, menu_key())))


MOST = 5  # of which the words are shown; the PDF has all
ROUTES: list[Route] = [Press(LettersToPrint, Action.ASK_FOR_OTHERS, letters)]
