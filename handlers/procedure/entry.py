"""The recorder sees what the national system asks for, and enters the numbers that it gave, one or several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import Form
from domain.platform.access import Action
from domain.platform.text import N_, Nn_, Sayable, lines, paragraphs, say, say_many
from domain.procedure.buttons import EnterMany, EnterNumber, EntryData
from domain.procedure.entries import entries_form, read_entries
from domain.procedure.state import Verdict
from domain.procedure.steps.entry import entry_form
from handlers.forms import Conversation, begin, register
from handlers.menu.menu import go_key
from handlers.menu.office import finish
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from handlers.procedure.decide import SEE_BELOW
from services import cases, procedure
from services.forms import Draft


def entry_data(turn: Turn, press: EntryData) -> None:
    """Send the recorder what the national system asks for."""
    cases.show_entry_data(turn.work, press.case_id, press.version)


def enter(turn: Turn, press: EnterNumber) -> None:
    """Ask for the national number."""
    procedure.check_may_press(turn.work, press.case_id, press.version, Action.ENTER)
    before = procedure.given_before(turn.work, press.case_id, press.version, Verdict.APPROVE)
    subject = f"{press.case_id}:{press.version}"
    known = {"national_number": before} if before else {}
    begin(turn, "entry", subject=subject, restart=True, below=True, prefill=known, at="".join(known))


def _entry_form(turn: Turn, draft: Draft) -> Form:
    case_id = int(draft.subject.partition(":")[0])
    return entry_form(procedure.number_of(turn.work, case_id), procedure.list_asked(turn.work, case_id))


def _entered(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case_id, version = map(int, draft.subject.split(":"))

    def act() -> Sayable:
        file_number = procedure.enter(turn.work, case_id, version, answers["national_number"])
        if procedure.meant_until(turn.work, case_id):
            return SEE_BELOW
        if file_number is None:
            return say(N_("Thank you, the number is recorded."))
        return say(N_("Thank you. The household file is <b>{number}</b>; the worker is told."), number=file_number)

    if finish(turn, act):
        procedure.put_below(turn.work, case_id)


register(Conversation("entry", Action.ENTER, _entry_form, _entered))

# Several at once ------------------------------------------------------------------------------------------------------


def enter_many(turn: Turn, _press: EnterMany) -> None:
    """Ask for the national numbers of all that wait."""
    if procedure.entries_waiting(turn.work):
        begin(turn, "entries", restart=True, below=True)
    else:
        turn.toast(say(N_("Nothing waits for you.")), alert=True)


def _entries_form(turn: Turn, _draft: Draft) -> Form:
    return entries_form(procedure.entries_waiting(turn.work))


def _entries_given(turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
    """Each is recorded by itself; what could not be is named, and still waits."""
    numbers = read_entries(answers["numbers"]).numbers
    found = procedure.enter_all(turn.work, numbers)
    recorded, taken = (
        Nn_("{count} number is recorded.", "{count} numbers are recorded."),
        Nn_("{count} number is taken; see below.", "{count} numbers are taken; see below."),
    )
    done = say_many(*(taken if found.until else recorded), len(found.done))
    left = [lines(number, why, between=": ") for number, why in found.left]
    head = say(N_("Not recorded, since a rule stands against it; please look at them one by one under /pending:"))
    turn.show(
        paragraphs(done, lines(head, *left) if left else None), ((go_key("pending", say(N_("What waits for me"))),),)
    )


register(Conversation("entries", Action.ENTER, _entries_form, _entries_given))

ROUTES: list[Route] = [
    Press(EnterMany, Action.ENTER, enter_many),
    Press(EnterNumber, Action.ENTER, enter),
    Press(EntryData, Action.SEE_ENTRY_DATA, entry_data),
]
