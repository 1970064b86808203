"""/registers: a register is sent, its columns confirmed, its report read; then it is taken in, or undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.platform.access import Action
from domain.platform.messages import Key, key
from domain.platform.text import N_, Refusal, Text, lines, say
from domain.registers.buttons import (
    Deed,
    DoWithRegister,
    FileIsRight,
    HeadingChosen,
    HeadingMeans,
    NewRegister,
    RegisterHeadings,
    RegisterShown,
)
from domain.registers.questions import register_form
from handlers.forms import Conversation, begin, register
from handlers.menu.lists import page_of
from handlers.menu.menu import Entry, entry, menu_key
from handlers.menu.refusing import refuse
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import registers
from services.forms import Draft
from services.platform.undo import undone_when_refused


def listed(turn: Turn) -> None:
    """Show the registers that came in so far, and the way to a new one."""
    found = registers.registers(turn.work)
    head = say(N_("<b>Registers</b>"))
    text = (
        lines(head, *(lines(one.file_name, Text(one.stands), between=" · ") for one in found))
        if found
        else lines(head, say(N_("Households that your union kept on file before can come from a table.")))
    )
    rows = tuple((key(lines(one.file_name), RegisterShown(one.import_id)),) for one in found)
    turn.show(text, (*rows, (key(say(N_("Send a register")), NewRegister()),), (menu_key(),)))


def new_register(turn: Turn, press: NewRegister) -> None:
    """Ask for the register."""
    begin(turn, "register", restart=True, below=True)


def _given(turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
    registers.keep_register(turn.work, answers)
    turn.show(
        say(N_("Thank you. I read the register now and tell you here what I found; nothing is taken by that yet."))
    )


def show(turn: Turn, press: RegisterShown) -> None:
    """Show a register, or all of them."""
    if press.import_id:
        _show(turn, press.import_id)
    else:
        listed(turn)


def _show(turn: Turn, import_id: int, deed: Deed | None = None) -> None:
    shown = registers.shown(turn.work, import_id, deed)
    turn.show(shown.text, shown.keys)


def do(turn: Turn, press: DoWithRegister) -> None:
    """Do what a button says; when the register has moved on meanwhile, say so and show where it stands."""
    try:
        with undone_when_refused(turn.session):
            registers.decide(turn.work, press.import_id, press.version, press.deed)
    except Refusal as refusal:
        refuse(turn, refusal)
        _show(turn, press.import_id)
        return
    _show(turn, press.import_id, press.deed)


def headings(turn: Turn, press: RegisterHeadings) -> None:
    """Show the headings, a key each."""
    named = [(place, words) for place, words in enumerate(registers.headings(turn.work, press.import_id)) if words]
    page = page_of(named, press.page)
    keys = page.keys(
        lambda one: key(lines(one[1]), HeadingChosen(press.import_id, one[0])),
        lambda number: RegisterHeadings(press.import_id, number),
    )
    turn.show(say(N_("Which heading means something else?")), (*keys, _back(press.import_id)))


def heading(turn: Turn, press: HeadingChosen) -> None:
    """Ask what a heading means."""
    found = registers.headings(turn.work, press.import_id)
    words = found[press.place] if 0 <= press.place < len(found) else ""
    means = [key(label, HeadingMeans(press.import_id, press.place, number))
             for number, label in enumerate(registers.labels())]  # fmt: skip
    rows = tuple(tuple(means[at : at + 2]) for at in range(0, len(means), 2))
    nothing = (key(say(N_("Nothing that is taken")), HeadingMeans(press.import_id, press.place, -1)),)
    turn.show(say(N_("What stands below “{heading}”?"), heading=words), (*rows, nothing, _back(press.import_id)))


def means(turn: Turn, press: HeadingMeans) -> None:
    """A heading means a column from now on, or nothing."""
    registers.means(turn.work, press.import_id, press.place, press.column)
    _show(turn, press.import_id)


def _back(import_id: int) -> tuple[Key, ...]:
    return (key(say(N_("‹ Back")), RegisterShown(import_id)),)


def file_is_right(turn: Turn, press: FileIsRight) -> None:
    """The head of a household that came from a register says that all of it is right."""
    registers.is_right(turn.work, press.household_id)
    turn.say(say(N_("Thank you. Whenever something changes, tell it under /file.")))


register(Conversation("register", Action.IMPORT_REGISTER, lambda _turn, _draft: register_form(), _given))

ROUTES: list[Route] = [
    entry(
        Entry(
            command="registers",
            label=say(N_("🗂 Registers")),
            help=say(N_("administrators: bring households in that are on file elsewhere")),
            access=Action.IMPORT_REGISTER,
            function=listed,
            order=75,
            listed=False,
            in_menu=False,
        )
    ),
    Press(NewRegister, Action.IMPORT_REGISTER, new_register),
    Press(RegisterShown, Action.IMPORT_REGISTER, show),
    Press(DoWithRegister, Action.IMPORT_REGISTER, do),
    Press(RegisterHeadings, Action.IMPORT_REGISTER, headings),
    Press(HeadingChosen, Action.IMPORT_REGISTER, heading),
    Press(HeadingMeans, Action.IMPORT_REGISTER, means),
    Press(FileIsRight, Action.SEE_OWN_FILE, file_is_right),
]
