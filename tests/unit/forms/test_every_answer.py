"""Every question of every form: where nothing is an answer a button says so, no piece of a long text is one, what can
hardly be is stated, and a new answer to an older question never counts before a yes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.forms import Anew, Asked, Completed, Form, LookupWanted, Place, Refused, Typed, advance, card
from domain.forms import kinds as k
from domain.forms.path import place
from tests.every_form import FORMS
from tests.unit.forms.test_forms_walker import FACTS, Walker, tokens

WORDS = (k.TextAnswer, k.NumberAnswer, k.DateAnswer, k.MoneyAnswer, k.LookupAnswer, k.NameAnswer)


def questions_met(form: Form) -> Iterator[tuple[Walker, Place]]:
    """Walk through a form and stop at each of its questions."""
    walker = Walker(form)
    for _ in range(300):
        here = place(form, walker.state, FACTS)
        if here is not None and (here.group is None or here.field):
            yield walker, here
        if isinstance(walker.does(next(walker._replies())), Completed):
            return
    raise AssertionError(f"{form.key} does not end")


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_where_nothing_is_an_answer_a_button_says_so(form: Form) -> None:
    for walker, here in questions_met(form):
        kind, buttons = here.asking.kind, tokens(walker.card)
        if isinstance(kind, k.MoneyAnswer):
            assert kind.usual is not None, f"{here.path}: say what is usual"
            assert kind.may_be_nothing == ("no" in buttons), here.path
        if isinstance(kind, k.NumberAnswer):
            assert (kind.least <= 0) == ("no" in buttons), here.path
        if here.asking.question.optional and isinstance(kind, WORDS):
            assert "skip" in buttons, here.path


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_piece_of_a_long_text_is_an_answer(form: Form) -> None:
    for walker, here in questions_met(form):
        state, answers = walker.state, walker.state.answers
        for at, piece in enumerate(("x" * 4096, "x" * 2500, "1"), 100):
            outcome = advance(form, state, Typed(piece, at, at), FACTS)
            assert isinstance(outcome, Asked | Refused), here.path
            state = outcome.state
            assert (state.at, state.answers) == (here.path, answers)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_new_answer_to_an_older_question_waits_for_a_yes(form: Form) -> None:
    older: dict[str, str] = {}
    for walker, here in questions_met(form):
        for path, words in older.items():
            outcome = advance(form, walker.state, Anew(path, Typed(words)), FACTS)
            assert isinstance(outcome, Asked | Refused | LookupWanted), (path, outcome)
            assert outcome.state.answers == walker.state.answers, path
            assert card(form, outcome.state, FACTS).rows
        if isinstance(here.asking.kind, WORDS):
            older[here.path] = "2000"
