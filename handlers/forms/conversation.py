"""Runs forms durably: a person's place in a form is a draft row, and any process can take the next step.

A conversation is a form with what to do when it is complete; handlers register theirs with `register` and open it with
`begin`. Presses change the card in place, words and files bring a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from domain.forms import (
    DECLARE_AT,
    SUMMARY_AT,
    Asked,
    Card,
    Chosen,
    Completed,
    Control,
    Facts,
    Form,
    FormState,
    Found,
    GroupAnswer,
    Left,
    LookupWanted,
    Outcome,
    Refused,
    Reply,
    Stale,
    Summary,
    advance,
    items_of,
    next_at,
    start,
    whole_way,
)
from domain.forms import card as card_of
from domain.forms.buttons import DraftPress, FormPress, Way
from domain.platform.access import Action
from domain.platform.messages import Key, key
from domain.platform.text import N_, Refusal, Sayable, paragraphs, say
from handlers.forms.cards import (
    CONVERSATIONS,
    SHARE,
    Conversation,
    Preview,
    Running,
    put_away_contact,
    put_card,
    register,
    require,
    stay,
)
from handlers.platform.replies import holds_personal_number, reply_in
from handlers.platform.route import Command, Press, Route
from handlers.platform.turn import LONGEST_ALERT, Turn
from services.forms import drafts
from services.forms.drafts import Draft
from services.platform.undo import undone_when_refused

__all__ = [
    "CONVERSATIONS", "ROUTES", "Conversation", "DraftPress", "FormPress", "Preview", "begin", "continue_key",
    "filled_in", "progress", "register", "running", "running_if_open", "take_message",
]  # fmt: skip

# Beginning and going on ----------------------------------------------------------------------------------------------


def begin(
    turn: Turn,
    key: str,
    *,
    subject: str = "",
    prefill: Mapping[str, Any] | None = None,
    restart: bool = False,
    below: bool = False,
) -> None:
    """Open a form, or offer to continue it when it was begun before.

    `restart` begins anew without asking. A press changes its message into the first card unless `below` is set.
    """
    conversation = CONVERSATIONS[key]
    require(turn, conversation)
    kept = drafts.find(turn.work, key, subject)
    if kept is not None and not restart and kept.was_answered:
        offer(turn, kept)
        return
    version = conversation.policy(turn, subject) if conversation.policy else turn.house.policies.current.version
    known = prefill if prefill is not None else conversation.prefill(turn, subject) if conversation.prefill else {}
    form, facts = conversation.build(turn, Draft(key, subject, version)), Facts(turn.today)
    state = replace(_started(form, facts, known), version=_first_version(turn))
    draft = drafts.begin(turn.work, key, state.to_json(), subject=subject, policy_version=version)
    put_card(Running(turn, conversation, draft, form, facts, state), card_of(form, state, facts), below=below)


def _started(form: Form, facts: Facts, known: Mapping[str, Any]) -> FormState:
    """Start the form; a list that is given beforehand counts as complete, so that it is not asked for again."""
    state = start(form, facts, known)
    groups = tuple(
        one.key for one in form.questions if isinstance(one.answer, GroupAnswer) and items_of(state, one.key)
    )
    state = replace(state, closed=groups)
    return state.moved(next_at(form, state, facts))


def _first_version(turn: Turn) -> int:
    """Begin to count at a number that grows with time, so that no button of an earlier run fits by chance."""
    return int(turn.now.timestamp() * 10) % 1_000_000_000


def filled_in(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of a whole form as a prefill: what was left out counts as skipped, not as still to ask."""
    skipped = {question.key: None for question in form.questions if question.optional}
    return {**skipped, **answers}


def running(turn: Turn, draft: Draft) -> Running:
    """Load a draft's form and state; raises when the person may not go on with it."""
    conversation = CONVERSATIONS[draft.form_key]
    require(turn, conversation)
    form = conversation.build(turn, draft)
    return Running(turn, conversation, draft, form, Facts(turn.today), FormState.from_json(draft.state))


def running_if_open(turn: Turn, draft: Draft) -> Running | None:
    """Load a draft if the person can go on with it: a consent or what the form is about may be gone meanwhile."""
    if draft.form_key not in CONVERSATIONS:
        return None
    try:
        return running(turn, draft)
    except Refusal:
        return None


def offer(turn: Turn, draft: Draft) -> None:
    """Offer to continue a form that was begun before."""
    text = say(
        N_("You have an unfinished form: <b>{form}</b> ({progress}). Everything you answered is kept."),
        form=running(turn, draft).form.title,
        progress=progress(turn, draft),
    )
    turn.show(text, ((continue_key(draft),), (_draft_key(draft, N_("Start again"), Way.ANEW),)))


def progress(turn: Turn, draft: Draft) -> Sayable:
    """Say how far a draft is, as in "4 of 11"."""
    run = running(turn, draft)
    asked = whole_way(run.form, run.state, run.facts).asked
    keys = [question.key for question in asked]
    here = run.state.at.split(".")[0]
    position = keys.index(here) + 1 if here in keys else len(keys)
    return say(N_("{position} of {total}"), position=str(position), total=str(len(keys)))


def continue_key(draft: Draft, label: Sayable | None = None) -> Key:
    """Make the key that continues a draft."""
    return key(label or say(N_("Continue")), DraftPress(draft.id, Way.CONTINUE))


def _draft_key(draft: Draft, label: str, way: Way) -> Key:
    return key(say(label), DraftPress(draft.id, way))


# What people do ------------------------------------------------------------------------------------------------------


def take_message(turn: Turn) -> bool:
    """Give a message to the form that is open; tell whether there is one."""
    draft = drafts.active(turn.work)
    if draft is None or turn.message is None or draft.form_key not in CONVERSATIONS:
        return False
    if holds_personal_number(turn.message):
        turn.forget_message()
    try:
        run = running(turn, draft)
    except Refusal as refusal:  # a consent was withdrawn, or what the form is about is gone: nobody gets stuck in it
        drafts.put_aside(turn.work)
        turn.say(refusal.said)
        return True
    _take(run, reply_in(turn.message))
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
        begin(turn, draft.form_key, subject=draft.subject, restart=True)
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
    outcome = _advanced(run, reply, seen)
    if outcome.delete_message and not holds_personal_number(run.turn.message):
        run.turn.forget_message()
    match outcome:
        case Asked(state=state, card=card) | Summary(state=state, card=card):
            drafts.save(run.turn.work, run.draft, state.to_json())
            put_away_contact(run, card, last=state.last)
            put_card(run.at(state), card)
        case Refused(problem=problem, card=card):
            _refused(run, problem, card)
        case Stale(card=card):
            run.turn.toast(say(N_("That button is from an earlier step. Here is where we are.")))
            put_card(run, card)
        case Left():
            _left(run)
        case Completed(state=state, answers=answers):
            _complete(run, state, answers)


def _advanced(run: Running, reply: Reply, seen: int | None) -> Outcome:
    outcome = advance(run.form, run.state, reply, run.facts, seen=seen)
    if isinstance(outcome, LookupWanted) and run.conversation.lookup is not None:
        found = tuple(run.conversation.lookup(run.turn, outcome.kind, outcome.query))
        outcome = advance(run.form, outcome.state, Found(found), run.facts)
    return outcome


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
    run.turn.show(text, ((continue_key(run.draft),),))


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
            stay(run, Preview(refusal.said, ready=False))
        return
    put_away_contact(run, None)


ROUTES: list[Route] = [
    Press(FormPress, Action.FILL_FORM, pressed),
    Press(DraftPress, Action.FILL_FORM, draft_pressed),
    Command("back", Action.FILL_FORM, control("back")),
    Command("skip", Action.FILL_FORM, control("skip")),
    Command("done", Action.FILL_FORM, control("done")),
]
