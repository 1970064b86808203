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
from handlers.menu.menu import ENTRIES, Entry, entry, menu_key
from handlers.menu.office import case_of, finish, pages
from handlers.platform.route import Command, Press, Route
from handlers.platform.turn import Turn
from services.cases import card as case_view
from services.cases.worker_side import AidCase
from services.forms.drafts import Draft
from services.platform import outbox
from services.procedure import decisions, prompts

A_PAGE = 8
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
        decisions.decide(turn.work, press.case_id, press.version, press.verdict)
        turn.toast(Text(DONE[press.verdict]))
        return
    decisions.check_may_press(turn.work, press.case_id, press.version)
    subject = f"{press.case_id}:{press.version}:{press.verdict}"
    begin(turn, "verdict", subject=subject, restart=True, below=True)


def _verdict_form(turn: Turn, draft: Draft) -> Form:
    verdict = Verdict(draft.subject.split(":")[2])
    reasons = RETURN_REASONS if verdict is Verdict.RETURN else REFUSE_REASONS
    title = say(ASKED[verdict], number=case_of(turn, int(draft.subject.split(":")[0])).number)
    return reason_form(options(reasons), title=title)


def _verdict_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case_id, version, word = draft.subject.split(":")
    reason = chosen(answers.get("preset"), answers.get("reason"))

    def act() -> Sayable:
        decisions.decide(
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
    waiting = prompts.pending(turn.session, turn.person.id)
    if not waiting:
        turn.show(say(N_("Nothing waits for you.")), ((menu_key(),),))
        return
    shown = waiting[page * A_PAGE : (page + 1) * A_PAGE]
    keys = tuple((_prompt_key(prompt, case),) for prompt, case in shown)
    source = Nn_("{count} case waits for you. Choose one:", "{count} cases wait for you. Choose one:")
    turning = pages(PendingPage, page, len(waiting), A_PAGE)
    turn.show(say_many(*source, len(waiting)), (*keys, *turning, (menu_key(),)))


def _prompt_key(prompt: prompts.Prompt, case: AidCase) -> Key:
    about = prompt.about.partition(":")[0]
    label = say(N_("Case {number}: {what}"), number=case.number, what=Text(WHAT.get(about, WHAT["step"])))
    return key(label, ShowPrompt(prompt.id))


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
    found = prompts.get(turn.session, press.prompt_id, turn.person.id)
    if found is None:
        turn.toast(say(N_("This no longer waits for you.")), alert=True)
        return
    prompt, case = found
    prompts.reissue(turn.work, case, prompt)


# Looks at a case -----------------------------------------------------------------------------------------------------


def open_case(turn: Turn, press: OpenCase) -> None:
    """Show what a decision rests on."""
    _show(turn, case_of(turn, press.case_id))


def open_by_number(turn: Turn, number: str) -> None:
    """The same by number, since buttons get lost in an outage."""
    if not number:
        turn.say(say(N_("Please send the number with the command, for example: /case 2026-0001")))
        return
    _show(turn, case_view.by_number(turn.session, number))


def _show(turn: Turn, case: AidCase) -> None:
    text = case_view.open_view(turn.work, case)
    turn.say(text, case_view.open_keys(turn.work, case))


def papers(turn: Turn, press: SeePapers) -> None:
    """Send the files."""
    case = case_of(turn, press.case_id)
    for message in case_view.paper_messages(turn.work, case):
        outbox.put(turn.work, turn.person.id, message, priority=outbox.INTERACTIVE)


def history(turn: Turn, press: SeeHistory) -> None:
    """Tell what has happened."""
    case = case_of(turn, press.case_id)
    turn.say(case_view.history_of(turn.work, case))


def trail(turn: Turn, number: str) -> None:
    """Tell an auditor who looked at or changed a case."""
    if not number:
        turn.say(paragraphs(say(N_("Please send the number with the command, for example: /trail 2026-0001"))))
        return
    turn.say(case_view.trail(turn.work, number))


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
