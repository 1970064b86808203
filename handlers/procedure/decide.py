"""Officers decide: approve, return or refuse what is put before them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.forms import Form
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, Joined, Sayable, Text, say
from domain.procedure.asked import PAPERS_MISSING
from domain.procedure.buttons import ApproveWithout, AtOnce, DecideStep, TakeBack
from domain.procedure.questions import reason_form
from domain.procedure.reasons import REFUSE_REASONS, RETURN_REASONS, chosen, options, parted
from domain.procedure.state import Verdict
from handlers.forms import Conversation, begin, register
from handlers.menu.office import finish
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import cases, procedure
from services.forms import Draft
from services.procedure import ToApprove

DONE = {
    Verdict.APPROVE: N_("Approved."),
    Verdict.RETURN: N_("Returned to the worker."),
    Verdict.REFUSE: N_("Refused. The worker is told why."),
}
CAN_BE_UNDONE = N_("It takes effect at {time}. Until then you can undo it.")
SEE_BELOW = say(N_("Noted. How it stands is said below."))
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
    if asked.missing:
        _ask_about_papers(turn, press, asked)
    else:
        _fill_in_or_approve(turn, press, asked)


def approve_without(turn: Turn, press: ApproveWithout) -> None:
    """The officer was told which papers are missing, and approves it all the same; if it is others now, they are asked
    once more."""
    step = DecideStep(press.case_id, press.version, Verdict.APPROVE)
    asked = procedure.asks(turn.work, press.case_id, press.version, press.missing)
    if asked.missing and asked.mark != press.missing:
        _ask_about_papers(turn, step, asked)
    else:
        _fill_in_or_approve(turn, step, asked)


def _fill_in_or_approve(turn: Turn, press: DecideStep, asked: ToApprove) -> None:
    if asked.form is not None:
        _begin(turn, press)
    else:
        _approve(turn, press)


def _ask_about_papers(turn: Turn, press: DecideStep, asked: ToApprove) -> None:
    source = N_("In case {number} these papers are missing: {papers}. Approve it all the same?")
    yes = key(say(N_("Yes, approve without them")), ApproveWithout(press.case_id, press.version, asked.mark))
    back = key(say(N_("Return")), DecideStep(press.case_id, press.version, Verdict.RETURN))
    keys = ((yes,), (back,)) if asked.can_return else ((yes,),)
    turn.say(say(source, number=asked.number, papers=Joined(asked.missing, ", ")), keys)
    turn.toast(PAPERS_MISSING)


def _approve(turn: Turn, press: DecideStep) -> None:
    closed = procedure.decide(turn.work, press.case_id, press.version, press.verdict)
    cases.lists_moved(turn.work, [press.case_id])
    turn.show(closed.text, closed.keys)  # the prompt becomes that by itself, a card that was opened does not
    until = procedure.meant_until(turn.work, press.case_id)
    turn.toast(say(CAN_BE_UNDONE, time=until) if until else Text(DONE[press.verdict]))


def _begin(turn: Turn, press: DecideStep) -> None:
    procedure.check_may_press(turn.work, press.case_id, press.version, verdict=press.verdict)
    subject = f"{press.case_id}:{press.version}:{press.verdict}"
    before = procedure.given_before(turn.work, press.case_id, press.version, press.verdict)
    known = parted(before)
    begin(turn, "verdict", subject=subject, restart=True, below=True, prefill=known, at=next(reversed(known), ""))


def _verdict_form(turn: Turn, draft: Draft) -> Form:
    verdict, case_id = Verdict(draft.subject.split(":")[2]), int(draft.subject.split(":")[0])
    asked = procedure.asks(turn.work, case_id)
    if verdict is Verdict.APPROVE and asked.form is not None:
        return asked.form
    reasons = RETURN_REASONS if verdict is Verdict.RETURN else REFUSE_REASONS
    title = say(ASKED[verdict], number=procedure.number_of(turn.work, case_id))
    form = reason_form(options(reasons), title=title)
    beside = asked.with_refusal if verdict is Verdict.REFUSE else ()
    return replace(form, questions=(*form.questions, *beside))


def _verdict_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case_id, version, word = draft.subject.split(":")
    reason = chosen(answers.get("preset"), answers.get("reason"))

    def act() -> Sayable:
        done = procedure.asks(turn.work, int(case_id)).done
        procedure.decide(
            turn.work,
            int(case_id),
            int(version),
            Verdict(word),
            reason=reason,
            answers=answers,
        )
        if procedure.meant_until(turn.work, int(case_id)):
            return SEE_BELOW
        return done if Verdict(word) is Verdict.APPROVE else Text(DONE[Verdict(word)])

    if finish(turn, act):
        procedure.put_below(turn.work, int(case_id))


# Taken back, or let take effect at once ------------------------------------------------------------------------------


def take_back(turn: Turn, press: TakeBack) -> None:
    """An officer takes back what they have just decided."""
    shown = procedure.take_back(turn.work, press.meant_id, all_together=bool(press.together))
    turn.show(shown.text, shown.keys)
    turn.toast(say(N_("Taken back. The worker was not told.")))


def let_take_effect(turn: Turn, press: AtOnce) -> None:
    """An officer does not wait; what was decided says by itself, in its messages, that it has taken effect."""
    found = cases.at_once(turn.work, press.meant_id, all_together=bool(press.together))
    if not found.left:
        turn.toast(say(N_("It has taken effect.")))
    else:
        turn.toast(say(N_("Not all of it could take effect. Please see the messages below.")), alert=True)


register(Conversation("verdict", Action.DECIDE, _verdict_form, _verdict_given))

ROUTES: list[Route] = [
    Press(DecideStep, Action.DECIDE, decide),
    Press(ApproveWithout, Action.DECIDE, approve_without),
    Press(TakeBack, Action.SEE_PENDING, take_back),
    Press(AtOnce, Action.SEE_PENDING, let_take_effect),
]
