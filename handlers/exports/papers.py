"""Files and letters on paper: for officers, who say what for, and for the worker whose they are."""

from __future__ import annotations

from collections.abc import Callable

from domain.cases.buttons import LetterOnPaper, OwnLetter
from domain.households.buttons import FileOnPaper, OwnFileOnPaper
from domain.platform.access import Action
from domain.platform.buttons import Button
from domain.platform.messages import key
from domain.platform.power.purposes import SAID, Purpose
from domain.platform.text import N_, say
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import exports


def ask_what_for(turn: Turn, button: Callable[[Purpose], Button]) -> None:
    """Ask what something is taken for."""
    text = say(N_("What do you take it for? That goes on record with your name."))
    turn.say(text, tuple((key(one.label, button(one)),) for one in SAID))


def file_on_paper(turn: Turn, press: FileOnPaper) -> None:
    """An officer takes a household's file."""
    if press.purpose is Purpose.ASK:
        ask_what_for(turn, lambda purpose: FileOnPaper(press.household_id, purpose))
    else:
        exports.file_paper(turn.work, press.household_id, press.purpose)


def own_file(turn: Turn, press: OwnFileOnPaper) -> None:
    """A worker takes their own."""
    exports.own_file_paper(turn.work)


def letter(turn: Turn, press: LetterOnPaper) -> None:
    """An officer takes the letter on a decision."""
    if press.purpose is Purpose.ASK:
        ask_what_for(turn, lambda purpose: LetterOnPaper(press.case_id, purpose))
    else:
        exports.letter(turn.work, press.case_id, press.purpose)


def own_letter(turn: Turn, press: OwnLetter) -> None:
    """A worker takes the letter on their own case."""
    exports.letter(turn.work, press.case_id)


ROUTES: list[Route] = [
    Press(FileOnPaper, Action.SEE_HOUSEHOLD, file_on_paper),
    Press(OwnFileOnPaper, Action.SEE_OWN_FILE, own_file),
    Press(LetterOnPaper, Action.SEE_LIVING, letter),
    Press(OwnLetter, Action.SEE_OWN_CASE, own_letter),
]
