"""Runs forms durably: a person's place in a form is a draft row, so that any process can take the next step.

A conversation is a form with what to do when it is complete: handlers register theirs and open it with `begin`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.forms import (
    Facts,
    Form,
    FormState,
    GroupAnswer,
    items_of,
    next_at,
    progress_at,
    start,
)
from domain.forms import card as card_of
from domain.forms.buttons import DraftPress, Way
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Refusal, Sayable, paragraphs, say
from handlers.forms.cards import put_card
from handlers.forms.conversations import CONVERSATIONS, Running, require
from handlers.platform.turn import Turn
from services import forms as drafts
from services.forms import Draft


def begin(
    turn: Turn,
    key: str,
    *,
    subject: str = "",
    prefill: Mapping[str, Any] | None = None,
    restart: bool = False,
    below: bool = False,
    at: str = "",
) -> None:
    """Open a form, or offer to continue it when it was begun before; `at` is the question at which what is given
    beforehand is looked at.

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
    state = replace(_started(form, facts, known, at), version=_first_version(turn))
    draft = drafts.begin(turn.work, key, state.to_json(), subject=subject, policy_version=version)
    put_card(Running(turn, conversation, draft, form, facts, state), card_of(form, state, facts), below=below)


def _started(form: Form, facts: Facts, known: Mapping[str, Any], at: str) -> FormState:
    """Start the form; a list that is given beforehand counts as complete, so that it is not asked for again."""
    state = start(form, facts, known)
    groups = tuple(
        one.key for one in form.questions if isinstance(one.answer, GroupAnswer) and items_of(state, one.key)
    )
    state = replace(state, closed=groups)
    return state.moved(at or next_at(form, state, facts))


def _first_version(turn: Turn) -> int:
    """Begin to count at a number that grows with time, so that no button of an earlier run fits by chance."""
    return int(turn.now.timestamp() * 10) % 1_000_000_000


def filled_in(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of a whole form as a prefill: what was left out counts as skipped, not as still to ask."""
    skipped = {question.key: None for question in form.questions if question.optional}
    return {**skipped, **answers}


def turn_of(turn: Turn, draft: Draft) -> Turn:
    """Return the turn in which a form goes on: on whose behalf it was begun; raises NotForYou, BehalfOver."""
    return turn.on_behalf(draft.behalf_id) if draft.behalf_id and turn.acting is None else turn


def running(turn: Turn, draft: Draft) -> Running:
    """Load a draft's form and state; raises when the person may not go on with it."""
    conversation, turn = CONVERSATIONS[draft.form_key], turn_of(turn, draft)
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


def show_again(run: Running, before: Sayable) -> None:
    """Show where an open form stands in a new message, below something else that was said."""
    card = card_of(run.form, run.state, run.facts)
    put_card(run, replace(card, text=paragraphs(before, card.text)), below=True)


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
    position, total = progress_at(run.form, run.state, run.facts)
    return say(N_("{position} of {total}"), position=str(position), total=str(total))


def continue_key(draft: Draft, label: Sayable | None = None) -> Key:
    """Make the key that continues a draft."""
    return key(label or say(N_("Continue")), DraftPress(draft.id, Way.CONTINUE))


def unfinished_keys(turn: Turn, *, but: int | None = None) -> Keys:
    """Make a key for each form that was begun and can be gone on with, without the draft of the id `but`."""
    source = N_("▶ Continue: {form} ({progress})")
    runs = [running_if_open(turn, one) for one in drafts.unfinished(turn.work) if one.id != but]
    return tuple(
        (continue_key(run.draft, say(source, form=run.form.title, progress=progress(turn, run.draft))),)
        for run in runs
        if run is not None
    )


def _draft_key(draft: Draft, label: str, way: Way) -> Key:
    return key(say(label), DraftPress(draft.id, way))
