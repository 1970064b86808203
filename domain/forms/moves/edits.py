"""Messages that were changed after they were sent, and replies to questions of before: each is offered as a correction
of the answer that it gave.

One correction is asked about at a time; `FormState.shown` keeps those that wait behind it as `more`, each the place and
the words. Of one answer only the latest words count.
"""

from __future__ import annotations

from typing import Any

from domain.forms.cards.cards import card
from domain.forms.conditions import Facts
from domain.forms.form import Form
from domain.forms.moves.advance import advance
from domain.forms.moves.shown_back import is_correcting
from domain.forms.moves.trail import tried
from domain.forms.outcomes import Asked, LookupWanted, Outcome, Refused
from domain.forms.refusals import SameAnswer
from domain.forms.replies import Anew, Control, Typed
from domain.forms.state import FormState


def edited(form: Form, state: FormState, path: str, words: Typed, facts: Facts) -> Outcome:
    """Take the changed words of an answer; pure, as `advance`. Refused with SameAnswer: nothing is to be said."""
    outcome = advance(form, state, Anew(path, words), facts)
    if not is_correcting(state):
        return outcome
    is_same = isinstance(outcome, Refused) and outcome.problem == SameAnswer().said
    if path == state.at:
        return advance(form, state, Control("no"), facts) if is_same else outcome
    if isinstance(outcome, Refused) and not is_same:
        return outcome
    behind = [one for one in _more(state) if one[0] != path]
    if not is_same:
        behind = [*behind, [path, words.text]]
    shown = {**(state.shown or {}), "more": behind}
    after = tried(state, path, words).but(shown=shown)
    delete = not isinstance(outcome, LookupWanted) and outcome.delete_message
    return Asked(state=after, card=card(form, after, facts), delete_message=delete)


def _more(state: FormState) -> list[Any]:
    return list((state.shown or {}).get("more", ()))
