"""Officers look at a case: what a decision rests on, its papers, its history and its trail."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress

from domain.cases.buttons import OpenCase, SeeHistory, SeePapers
from domain.platform.access import Action, NotForYou
from domain.platform.messages import key
from domain.platform.text import N_, Nn_, Refusal, Sayable, Text, lines, paragraphs, say, say_many
from domain.procedure.refusals import ReadsOtherwise
from handlers.menu.menu import ENTRIES, Entry
from handlers.menu.refusing import shown_with
from handlers.platform.route import Command, Press, Route
from handlers.platform.turn import Turn
from services import cases, procedure
from services.cases import Hit
from services.platform import outbox

NUMBER = re.compile(r"[A-Za-z]*-?\d{4}-\d+")


def open_case(turn: Turn, press: OpenCase) -> None:
    """Show what a decision rests on."""
    _show(turn, press.case_id)


def open_by_number(turn: Turn, number: str) -> None:
    """The same by number, since buttons get lost in an outage; or by a name, or the end of somebody's number."""
    if not number:
        source = N_(
            "Please send with the command what you have: the number of the case, a name, or the last four signs of a "
            "resident id. For example: /case 2026-0001"
        )
        turn.say(say(source))
    elif NUMBER.fullmatch(number.strip()):
        _show(turn, number)
    else:
        _show_found(turn, cases.find(turn.work, number))


def _show_found(turn: Turn, found: tuple[Hit, ...]) -> None:
    if not found:
        source = N_(
            "I find nobody like that in the cases of your units. Please try another part of the name, the last four "
            "signs of the resident id, or the number of the case."
        )
        turn.say(say(source))
        return
    rows = tuple((key(_named(one), OpenCase(one.case_id)),) for one in found)
    many = Nn_("{count} case fits:", "{count} cases fit, the newest first:")
    turn.say(say_many(*many, len(found)), rows)


def _named(one: Hit) -> Sayable:
    return lines(one.number, one.name, one.unit, one.title, between=" · ")


def _show(turn: Turn, wanted: int | str) -> None:
    *above, card = cases.look_at_case(turn.work, wanted)
    for seen in above:
        turn.say(seen.text)
    procedure.put_card(turn.work, wanted, card)


def _show_anew(turn: Turn, refusal: Refusal) -> None:
    """Show an officer what has changed before they decide."""
    with suppress(NotForYou):
        _show(turn, str(refusal.args_given["number"]))


shown_with(ReadsOtherwise, _show_anew)


def papers(turn: Turn, press: SeePapers) -> None:
    """Send the files."""
    for message in cases.look_at_papers(turn.work, press.case_id):
        outbox.put(turn.work, turn.person.id, message, priority=outbox.INTERACTIVE)


def history(turn: Turn, press: SeeHistory) -> None:
    """Tell what has happened."""
    turn.say(cases.look_at_history(turn.work, press.case_id))


def trail(turn: Turn, number: str) -> None:
    """Tell an auditor who looked at or changed a case, or a household's file."""
    if not number:
        turn.say(
            paragraphs(
                say(N_("Please send the number with the command, for example: /trail 2026-0001 or /trail HF-2026-0001"))
            )
        )
        return
    turn.say(cases.look_at_trail(turn.work, number))


def _with_number(command: str, label: Text, help_: Text, access: Action, take: Callable[[Turn, str], None]) -> Route:
    """Put a command that takes a number into /help, for those who may; a menu has nothing to type it into."""
    ENTRIES[command] = Entry(
        command, label, help_, access, lambda turn: take(turn, ""), order=61, listed=False, in_menu=False
    )
    return Command(command, access, take)


ROUTES: list[Route] = [
    Press(OpenCase, Action.SEE_CASE, open_case),
    Press(SeePapers, Action.SEE_CASE, papers),
    Press(SeeHistory, Action.SEE_CASE, history),
    _with_number(
        "case",
        say(N_("🔎 Open a case")),
        say(N_("officers: find a case by number or name")),
        Action.SEE_CASE,
        open_by_number,
    ),
    _with_number(
        "trail",
        say(N_("👣 Trail")),
        say(N_("auditors: who looked at or changed a case or a household")),
        Action.SEE_TRAIL,
        trail,
    ),
]
