"""Officers decide: prompts, /pending, and the looks at a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from domain.cases.buttons import OpenCase, SeeHistory, SeePapers
from domain.forms import Form
from domain.platform.access import Action
from domain.platform.messages import Key, key
from domain.platform.text import N_, Nn_, Sayable, Text, paragraphs, say, say_many
from domain.procedure.buttons import DecideStep, PendingPage, ShowPrompt
from domain.procedure.questions import reason_form
from domain.procedure.reasons import REFUSE_REASONS, RETURN_REASONS, chosen, options
from domain.procedure.state import Verdict
from handlers.forms.conversation import Conversation, begin, register
from handlers.menu.lists import page_of
from handlers.menu.menu import ENTRIES, Entry, entry, menu_key
from handlers.menu.office import finish
from handlers.platform.route import Command, Press, Route
from handlers.platform.turn import Turn
from services import cases, procedure
from services.forms import Draft
from services.platform import outbox
from services.procedure import Waiting

DONE = {
    Verdict.APPROVE: N_("Approved."),
    Verdict.RETURN: N_("Returned to the worker."),
    Verdict.REFUSE: N_("Refused. The worker is told why."),
}
ASKED = {
    Verdict.RETURN: N_("Reason for returning case {number}"),
    Verdict.REFUSE: N_("Reason for refusing case {number}"),
}


def decide(turn: Turn, press: DecideStep) -> None:
    """Approve at once; a return or a refusal asks for its reason first."""
    if press.verdict is Verdict.APPROVE:
        procedure.decide(turn.work, press.case_id, press.version, press.verdict)
        turn.toast(Text(DONE[press.verdict]))
        return
    procedure.check_may_press(turn.work, press.case_id, press.version)
    subject = f"{press.case_id}:{press.version}:{press.verdict}"
    begin(turn, "verdict", subject=subject, restart=True, below=True)


def _verdict_form(turn: Turn, draft: Draft) -> Form:
    verdict = Verdict(draft.subject.split(":")[2])
    reasons = RETURN_REASONS if verdict is Verdict.RETURN else REFUSE_REASONS
    title = say(ASKED[verdict], number=procedure.number_of(turn.work, int(draft.subject.split(":")[0])))
    return reason_form(options(reasons), title=title)


def _verdict_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case_id, version, word = draft.subject.split(":")
    reason = chosen(answers.get("preset"), answers.get("reason"))

    def act() -> Sayable:
        procedure.decide(
            turn.work,
            int(case_id),
            int(version),
            Verdict(word),
            reason=reason,
        )
        return Text(DONE[Verdict(word)])

    finish(turn, act)


register(Conversation("verdict", Action.DECIDE, _verdict_form, _verdict_given))

# What waits ----------------------------------------------------------------------------------------------------------


def pending(turn: Turn) -> None:
    """List what waits for this officer."""
    _show_pending(turn, 0)


def pending_page(turn: Turn, press: PendingPage) -> None:
    """Another page of it."""
    _show_pending(turn, press.page)


def _show_pending(turn: Turn, page: int) -> None:
    waiting = procedure.pending(turn.work)
    if not waiting:
        turn.show(say(N_("Nothing waits for you.")), ((menu_key(),),))
        return
    source = Nn_("{count} case waits for you. Choose one:", "{count} cases wait for you. Choose one:")
    keys = page_of(waiting, page).keys(_prompt_key, PendingPage)
    turn.show(say_many(*source, len(waiting)), (*keys, (menu_key(),)))


def _prompt_key(one: Waiting) -> Key:
    label = say(N_("Case {number}: {what}"), number=one.number, what=Text(WHAT.get(one.about, WHAT["step"])))
    return key(label, ShowPrompt(one.prompt_id))


WHAT = {
    "step": N_("decide"),
    "visit": N_("visit the home"),
    "confirm": N_("confirm a visit"),
    "objection": N_("answer an objection"),
    "appeal": N_("answer an objection"),
    "dispute": N_("money did not come"),
}


def show_prompt(turn: Turn, press: ShowPrompt) -> None:
    """Put one prompt at the end of the chat."""
    if not procedure.show_again(turn.work, press.prompt_id):
        turn.toast(say(N_("This no longer waits for you.")), alert=True)


# Looks at a case -----------------------------------------------------------------------------------------------------


def open_case(turn: Turn, press: OpenCase) -> None:
    """Show what a decision rests on."""
    _show(turn, press.case_id)


def open_by_number(turn: Turn, number: str) -> None:
    """The same by number, since buttons get lost in an outage."""
    if not number:
        turn.say(say(N_("Please send the number with the command, for example: /case 2026-0001")))
        return
    _show(turn, number)


def _show(turn: Turn, wanted: int | str) -> None:
    seen = cases.look_at_case(turn.work, wanted)
    turn.say(seen.text, seen.keys)


def papers(turn: Turn, press: SeePapers) -> None:
    """Send the files."""
    for message in cases.look_at_papers(turn.work, press.case_id):
        outbox.put(turn.work, turn.person.id, message, priority=outbox.INTERACTIVE)


def history(turn: Turn, press: SeeHistory) -> None:
    """Tell what has happened."""
    turn.say(cases.look_at_history(turn.work, press.case_id))


def trail(turn: Turn, number: str) -> None:
    """Tell an auditor who looked at or changed a case."""
    if not number:
        turn.say(paragraphs(say(N_("Please send the number with the command, for example: /trail 2026-0001"))))
        return
    turn.say(cases.look_at_trail(turn.work, number))


def _with_number(command: str, label: Text, help_: Text, access: Action, take: Callable[[Turn, str], None]) -> Route:
    """Put a command that takes a number into /help, for those who may; a menu has nothing to type it into."""
    ENTRIES[command] = Entry(
        command, label, help_, access, lambda turn: take(turn, ""), order=61, listed=False, in_menu=False
    )
    return Command(command, access, take)


ROUTES: list[Route] = [
    entry(
        Entry(
            command="pending",
            label=say(N_("📥 What waits for me")),
            help=say(N_("officers: what waits for you")),
            access=Action.SEE_PENDING,
            function=pending,
            order=60,
            listed=False,
        )
    ),
    Press(DecideStep, Action.DECIDE, decide),
    Press(PendingPage, Action.SEE_PENDING, pending_page),
    Press(ShowPrompt, Action.SEE_PENDING, show_prompt),
    Press(OpenCase, Action.SEE_CASE, open_case),
    Press(SeePapers, Action.SEE_CASE, papers),
    Press(SeeHistory, Action.SEE_CASE, history),
    _with_number(
        "case",
        say(N_("🔎 Open a case")),
        say(N_("officers: open a case by its number")),
        Action.SEE_CASE,
        open_by_number,
    ),
    _with_number(
        "trail", say(N_("👣 Trail")), say(N_("auditors: who looked at or changed a case")), Action.SEE_TRAIL, trail
    ),
]
