"""One step through a form: `start` makes the state, `advance` takes a reply and says what happens next."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.forms import refusals
from domain.forms.cards.cards import card
from domain.forms.cards.showing import clipped
from domain.forms.conditions import Facts
from domain.forms.form import Form
from domain.forms.moves.moves import step
from domain.forms.moves.shown_back import gone_to, takes, waiting_behind, with_waiting
from domain.forms.moves.trail import noted, tried
from domain.forms.outcomes import Asked, Completed, Left, LookupWanted, Outcome, Refused, Stale, Summary
from domain.forms.path import Place, answers_of, next_at, standing
from domain.forms.replies import LEAVE, Anew, Chosen, Contact, Reply, Typed, parse_token
from domain.forms.results import Given, Held, Wanted
from domain.forms.state import DECLARE_AT, DONE_AT, SUMMARY_AT, FormState
from domain.forms.ways import let_go
from domain.platform.identifiers import names_somebody
from domain.platform.text import N_, Refusal, Sayable, Text, say


def start(form: Form, facts: Facts, prefill: Mapping[str, Any] | None = None) -> FormState:
    """Return the state of somebody who just opened the form; prefilled answers are not asked, but can be changed."""
    state = FormState(form.key, form.version, answers=copy.deepcopy(dict(prefill or {})))
    return state.moved(next_at(form, state, facts))


def advance(form: Form, state: FormState, reply: Reply, facts: Facts, *, seen: int | None = None) -> Outcome:
    """Take one reply and return what happens next; pure, and never raises for what a person sends.

    `seen` is the `version` the pressed button carried (None for messages and commands). A reply that is not taken
    leaves the state as it was.
    """
    there, here = standing(form, state, facts)
    delete = _is_sensitive(here, reply)
    if state.at == DONE_AT or (seen is not None and seen != state.version):
        return Stale(state=state, card=card(form, state, facts), delete_message=delete)
    try:
        if isinstance(reply, Anew):
            there, here = gone_to(form, there, reply, facts)
            delete = _is_sensitive(here, reply.reply)
        moved = _moved(form, there, reply, facts, here)
    except Refusal as refusal:
        problem = _about(here, refusal.said) if isinstance(reply, Anew) and there.at != state.at else refusal.said
        kept = tried(state, there.at, reply)
        return Refused(state=kept, problem=problem, card=card(form, kept, facts), delete_message=delete)
    if isinstance(moved, Held):
        after = moved.state if there.at == state.at else state
        return Refused(state=after, problem=moved.problem, card=card(form, after, facts), delete_message=delete)
    if isinstance(moved, Wanted):
        return LookupWanted(state=there, kind=moved.kind, query=moved.query, delete_message=delete)
    if reply == LEAVE or reply == Chosen(LEAVE.word):
        return Left(state=state)
    after = noted(state, there.at, with_waiting(there, moved), reply)
    if after.answers is not state.answers:
        let_go(state)
    return _next_correction(form, there, after, facts, delete) or _outcome(form, after, facts, delete)


def _next_correction(form: Form, there: FormState, after: FormState, facts: Facts, delete: bool) -> Outcome | None:
    """Ask about the correction that waited behind the one just settled; what is no change any more falls away."""
    waiting = waiting_behind(there, after)
    while waiting:
        (path, words), *waiting = waiting
        before = after.but(shown={"more": waiting} if waiting else None)
        outcome = advance(form, before, Anew(path, Typed(words)), facts)
        if not isinstance(outcome, Refused):
            return replace(outcome, delete_message=delete)
    return None


def _moved(form: Form, there: FormState, reply: Reply, facts: Facts, here: Place | None) -> FormState | Wanted | Held:
    """Take a step; where an answer of before takes no words, its buttons are shown."""
    if isinstance(reply, Anew):
        assert here is not None
        if not takes(here, reply.reply):
            return there
    return step(form, there, _given(reply), facts, here)


def _about(here: Place | None, problem: Text) -> Sayable:
    """Say which question of before a refusal is about; an answer that is the same needs no name."""
    if here is None or problem.source == refusals.SameAnswer.text:
        return problem
    return say(N_("About “{question}”: {problem}"), question=clipped(here.asking.question.label), problem=problem)


def _given(reply: Reply) -> Given:
    """Read the token of a button; anything else is as it is."""
    if isinstance(reply, Anew):
        return reply.reply
    if not isinstance(reply, Chosen):
        return reply
    press = parse_token(reply.token)
    if press is None:
        raise refusals.ButtonNotHere
    return press


def _outcome(form: Form, state: FormState, facts: Facts, delete: bool) -> Outcome:
    if state.at == DONE_AT:
        return Completed(state=state, answers=answers_of(form, state, facts), delete_message=delete)
    if state.at in (SUMMARY_AT, DECLARE_AT):
        return Summary(state=state, card=card(form, state, facts), delete_message=delete)
    return Asked(state=state, card=card(form, state, facts), delete_message=delete)


def _is_sensitive(here: Place | None, reply: Reply) -> bool:
    """Say whether a message must go: it answers a sensitive question, or carries an id or card number anywhere."""
    if not isinstance(reply, Typed | Contact):
        return False
    if here is not None and here.asking.question.sensitive:
        return True
    return isinstance(reply, Typed) and names_somebody(reply.text)
