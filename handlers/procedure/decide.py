"""Officers decide: /pending, the prompts, and approve, return or refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import Form
from domain.platform.access import Action
from domain.platform.messages import Key, key
from domain.platform.text import N_, Joined, Nn_, Sayable, Text, say, say_many
from domain.procedure.asked import PAPERS_MISSING, asked_for
from domain.procedure.buttons import ApproveWithout, DecideStep, PendingPage, ShowPrompt
from domain.procedure.questions import reason_form
from domain.procedure.reasons import REFUSE_REASONS, RETURN_REASONS, chosen, options
from domain.procedure.state import Verdict
from handlers.forms import Conversation, begin, register
from handlers.menu.lists import page_of
from handlers.menu.menu import Entry, entry, menu_key
from handlers.menu.office import finish
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import cases, procedure
from services.forms import Draft
from services.procedure import ToApprove, Waiting

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
    """Approve at once, unless the step asks for something; a return or a refusal asks for its reason first."""
    if press.verdict is not Verdict.APPROVE:
        _begin(turn, press)
        return
    asked = procedure.asks(turn.work, press.case_id, press.version)
    if asked.form is not None:
        _begin(turn, press)
    elif asked.missing:
        _ask_about_papers(turn, press, asked)
    else:
        _approve(turn, press)


def approve_without(turn: Turn, press: ApproveWithout) -> None:
    """The officer was told which papers are missing, and approves it all the same."""
    _approve(turn, DecideStep(press.case_id, press.version, Verdict.APPROVE))


def _ask_about_papers(turn: Turn, press: DecideStep, asked: ToApprove) -> None:
    source = N_("In case {number} these papers are missing: {papers}. Approve it all the same?")
    yes = key(say(N_("Yes, approve without them")), ApproveWithout(press.case_id, press.version))
    back = key(say(N_("Return")), DecideStep(press.case_id, press.version, Verdict.RETURN))
    turn.say(say(source, number=asked.number, papers=Joined(asked.missing, ", ")), ((yes,), (back,)))
    turn.toast(PAPERS_MISSING)


def _approve(turn: Turn, press: DecideStep) -> None:
    closed = procedure.decide(turn.work, press.case_id, press.version, press.verdict)
    cases.lists_moved(turn.work, [press.case_id])
    turn.show(closed.text, closed.keys)  # the prompt becomes that by itself, a card that was opened does not
    turn.toast(Text(DONE[press.verdict]))


def _begin(turn: Turn, press: DecideStep) -> None:
    procedure.check_may_press(turn.work, press.case_id, press.version)
    subject = f"{press.case_id}:{press.version}:{press.verdict}"
    begin(turn, "verdict", subject=subject, restart=True, below=True)


def _verdict_form(turn: Turn, draft: Draft) -> Form:
    verdict, case_id = Verdict(draft.subject.split(":")[2]), int(draft.subject.split(":")[0])
    if verdict is Verdict.APPROVE and (form := procedure.asks(turn.work, case_id).form) is not None:
        return form
    reasons = RETURN_REASONS if verdict is Verdict.RETURN else REFUSE_REASONS
    title = say(ASKED[verdict], number=procedure.number_of(turn.work, case_id))
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
            answers=answers,
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
    by_list = cases.list_keys(turn.work)
    turn.show(say_many(*source, len(waiting)), (*by_list, *keys, (menu_key(),)))


def _prompt_key(one: Waiting) -> Key:
    label = say(N_("Case {number}: {what}"), number=one.number, what=asked_for(one.about))
    return key(label, ShowPrompt(one.prompt_id))


def show_prompt(turn: Turn, press: ShowPrompt) -> None:
    """Put one prompt at the end of the chat."""
    if not procedure.show_again(turn.work, press.prompt_id):
        turn.toast(say(N_("This no longer waits for you.")), alert=True)


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
            waiting=lambda turn: len(procedure.pending(turn.work)),
        )
    ),
    Press(DecideStep, Action.DECIDE, decide),
    Press(ApproveWithout, Action.DECIDE, approve_without),
    Press(PendingPage, Action.SEE_PENDING, pending_page),
    Press(ShowPrompt, Action.SEE_PENDING, show_prompt),
]
