"""What people answer: one step of a form at a time, by a message, a press or a command.

Presses change the card in place, words and files bring a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from domain.forms import (
    DECLARE_AT,
    SUMMARY_AT,
    Anew,
    Asked,
    Card,
    Chosen,
    Completed,
    Control,
    FormState,
    Found,
    Left,
    LookupWanted,
    Outcome,
    Refused,
    Reply,
    SameAnswer,
    Stale,
    Summary,
    Typed,
    advance,
    answered_by,
    edited,
)
from domain.forms import card as card_of
from domain.forms.buttons import DraftPress, FormPress, Way
from domain.platform.access import Action
from domain.platform.text import N_, Refusal, Sayable, paragraphs, say
from handlers.forms.asides import Aside, no_answer
from handlers.forms.beginning import (
    begin,
    continue_key,
    progress,
    running,
    running_if_open,
    show_again,
    turn_of,
    unfinished_keys,
)
from handlers.forms.cards import SHARE, put_away_contact, put_card, stay
from handlers.forms.conversations import CONVERSATIONS, Preview, Running
from handlers.forms.replied import OF_ANOTHER, meant
from handlers.platform.replies import reply_in
from handlers.platform.route import Command, Press, Route
from handlers.platform.turn import LONGEST_ALERT, Turn
from services import forms as drafts
from services.forms import Draft
from services.platform.undo import undone_when_refused

# What people do ------------------------------------------------------------------------------------------------------


def take_message(turn: Turn, aside: Aside | None = None) -> bool:
    """Give a message to the form that is open; tell whether there is one.

    To words that are no answer `aside` may say what there is for them; the question is shown again below.
    """
    draft = drafts.active(turn.work)
    if draft is None or turn.message is None or draft.form_key not in CONVERSATIONS:
        return False
    try:
        run = running(turn, draft)
    except Refusal as refusal:  # a consent was withdrawn, or what the form is about is gone: nobody gets stuck in it
        drafts.put_aside(turn.work)
        turn.say(refusal.said)
        return True
    reply = meant(run, reply_in(turn.message), turn.message.reply_to_message)
    if reply is None:
        _refused(run, OF_ANOTHER, card_of(run.form, run.state, run.facts))
        return True
    outcome = _said_anew(run, reply) or _advanced(run, reply, None)
    problem = no_answer(run, reply, outcome) if aside is not None else None
    if aside is not None and problem is not None and (above := aside(turn, problem)) is not None:
        show_again(run, above)
    else:
        _show(run, outcome)
    return True


def _said_anew(run: Running, reply: Reply) -> Outcome | None:
    """Take words to a question of before: a correction that waits for its yes is asked about first, as of edits."""
    if not isinstance(reply, Anew) or not isinstance(reply.reply, Typed):
        return None
    return _looked_up(run, edited(run.form, run.state, reply.path, reply.reply, run.facts))


def take_edit(turn: Turn) -> bool:
    """Offer what an edited message says now as the answer that it gave; tell whether it gave one in the open form."""
    draft, message = drafts.active(turn.work), turn.update.edited_message
    if draft is None or message is None or (run := running_if_open(turn, draft)) is None:
        return False
    reply, path = reply_in(message), answered_by(run.state, message.message_id)
    if path is None or not isinstance(reply, Typed):
        return False
    outcome = _looked_up(run, edited(run.form, run.state, path, reply, run.facts))
    if not (isinstance(outcome, Refused) and outcome.problem == SameAnswer().said):  # of no change nothing is said
        _show(run, outcome)
    return True


def pressed(turn: Turn, press: FormPress) -> None:
    """A button under a form's card."""
    draft = _own_draft(turn, press.draft_id)
    if draft is None:
        return
    if not draft.active:
        drafts.resume(turn.work, draft)
    _take(running(turn, draft), Chosen(press.token.replace(".", ":", 1)), seen=press.version)


def draft_pressed(turn: Turn, press: DraftPress) -> None:
    """A button that continues, repeats or throws away a kept form."""
    draft = _own_draft(turn, press.draft_id)
    if draft is None:
        return
    if press.way is Way.ANEW:
        begin(turn_of(turn, draft), draft.form_key, subject=draft.subject, restart=True)
        return
    if press.way is Way.DROP:
        drafts.discard(turn.work, draft)
        turn.show(say(N_("The form is gone, nothing of it is kept. Send /menu to see what else I can do.")))
        return
    drafts.resume(turn.work, draft)
    run = running(turn, draft)
    put_card(run, card_of(run.form, run.state, run.facts))


def _own_draft(turn: Turn, draft_id: int) -> Draft | None:
    """Return the draft of a button; say so when it is gone, and nothing at all of somebody else's."""
    draft = drafts.own(turn.work, draft_id)
    if draft is None or draft.form_key not in CONVERSATIONS:
        turn.toast(say(N_("This form is already sent or given up. Send /menu to see what is next.")), alert=True)
        return None
    return draft


def control(word: str) -> Callable[[Turn, str], None]:
    """Make the function of a command that does what a button of the card does (buttons get lost in an outage)."""

    def function(turn: Turn, _rest: str) -> None:
        draft = drafts.active(turn.work)
        if draft is None:
            turn.say(say(N_("No form is open. Send /menu to see what I can do for you.")))
            return
        _take(running(turn, draft), Control(word))  # type: ignore[arg-type]

    return function


# One step ------------------------------------------------------------------------------------------------------------


def _take(run: Running, reply: Reply, seen: int | None = None) -> None:
    _show(run, _advanced(run, reply, seen))


def _show(run: Running, outcome: Outcome) -> None:
    """Keep and show what came of a reply."""
    if outcome.delete_message:
        run.turn.forget_message()
    match outcome:
        case Asked(state=state, card=card) | Summary(state=state, card=card):
            drafts.save(run.turn.work, run.draft, state.to_json())
            put_away_contact(run, card, last=state.last)
            put_card(run.at(state), card)
        case Refused(state=state, problem=problem, card=card):
            if state is not run.state:
                drafts.save(run.turn.work, run.draft, state.to_json())
            _refused(run.at(state), problem, card)
        case Stale(card=card):
            run.turn.toast(say(N_("That button is from an earlier step. Here is where we are.")))
            put_card(run, card)
        case Left():
            _left(run)
        case Completed(state=state, answers=answers):
            _complete(run, state, answers)


def _advanced(run: Running, reply: Reply, seen: int | None) -> Outcome:
    return _looked_up(run, advance(run.form, run.state, reply, run.facts, seen=seen))


def _looked_up(run: Running, outcome: Outcome) -> Outcome:
    if isinstance(outcome, LookupWanted) and run.conversation.lookup is not None:
        outcome = advance(run.form, outcome.state, _found(run, outcome), run.facts)
        if isinstance(outcome, Refused):  # whoever looked for something else stands where they stood
            return replace(outcome, state=run.state, card=card_of(run.form, run.state, run.facts))
    return outcome


def _found(run: Running, wanted: LookupWanted) -> Found:
    """Look something up; where nothing fits, what does for now is offered, so that no question repeats for ever."""
    conversation, turn = run.conversation, run.turn
    found = tuple(conversation.lookup(turn, wanted.kind, wanted.query)) if conversation.lookup is not None else ()
    if found or conversation.instead is None:
        return Found(found)
    return Found(tuple(conversation.instead(turn)), wanted.query)


def _refused(run: Running, problem: Sayable, card: Card) -> None:
    """Say what is wrong; the question stands as it was."""
    turn = run.turn
    if turn.press is not None and len(getattr(problem, "source", "")) <= LONGEST_ALERT:
        turn.toast(problem, alert=True)
    elif card.wants_contact:
        turn.say(problem, ask_contact=SHARE)
    else:
        put_card(run, replace(card, text=paragraphs(problem, card.text)), about="refused")


def _left(run: Running) -> None:
    drafts.put_aside(run.turn.work)
    put_away_contact(run, None)
    text = say(
        N_("Everything is kept: <b>{form}</b> ({progress}). Come back whenever you like, also with /menu."),
        form=run.form.title,
        progress=progress(run.turn, run.draft),
    )
    run.turn.show(text, ((continue_key(run.draft),), *unfinished_keys(run.turn, but=run.draft.id)))


def _complete(run: Running, state: FormState, answers: Mapping[str, Any]) -> None:
    """Hand the answers over; when a rule says no, everything stays as it was and an answer can be changed."""
    try:
        with undone_when_refused(run.turn.session):
            drafts.discard(run.turn.work, run.draft)
            run.conversation.complete(run.turn, run.draft, answers)
    except Refusal as refusal:
        drafts.save(run.turn.work, run.draft, run.state.to_json())
        if state.at == run.state.at or run.state.at not in (DECLARE_AT, SUMMARY_AT):
            card = card_of(run.form, run.state, run.facts)
            put_card(run, replace(card, text=paragraphs(refusal.said, card.text)))
        else:
            ways = run.conversation.refused(run.turn, answers, refusal) if run.conversation.refused else ()
            stay(run, Preview(refusal.said, ready=False, keys=ways))
        return
    put_away_contact(run, None)


ROUTES: list[Route] = [
    Press(FormPress, Action.FILL_FORM, pressed),
    Press(DraftPress, Action.FILL_FORM, draft_pressed),
    Command("back", Action.FILL_FORM, control("back")),
    Command("skip", Action.FILL_FORM, control("skip")),
    Command("done", Action.FILL_FORM, control("done")),
]
