"""Whatever people send, a form never fails, never loses an answer, and its messages fit Telegram."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.forms import (
    Attached,
    Chosen,
    Completed,
    Contact,
    Facts,
    Form,
    FormState,
    Found,
    Other,
    Refused,
    Reply,
    Typed,
    advance,
    card,
)
from domain.forms.replies import MAX_TOKEN_BYTES, WORDS
from domain.platform.text import LOCALES
from tests.every_form import FORMS
from tests.unit.forms.test_forms_walker import FACTS, Walker, a_file, plain, tokens

NASTY = (
    *("x" * 5000, "😀" * 300, "<b>&amp;</i><script>", "'; DROP TABLE cases; --", "\x00", "", "   ", "%s {name}"),
    *("\u202e\u0645\u0631\u062d\u0628\u0627", "\uff11\uff12", "是", "no", "2026-07-20", "3500", "林样本", "1 2 3"),
    *("990101200802200029", "6226000000000004", "13800138000"),
)
LETTERS = "ilpcefro"

texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=80))
known_tokens = st.one_of(
    st.sampled_from(WORDS),
    st.builds("{}:{}".format, st.sampled_from(LETTERS), st.integers(0, 12)),
    st.text(max_size=30),
)
files = st.builds(
    a_file,
    st.integers(0, 5),
    size=st.sampled_from((0, 1000, 30_000_000)),
    mime=st.sampled_from(("image/jpeg", "application/pdf", "video/mp4", "")),
    album=st.sampled_from((None, "a")),
)
replies: st.SearchStrategy[Reply] = st.one_of(
    st.builds(Typed, texts),
    st.builds(Chosen, known_tokens),
    st.builds(Attached, files),
    st.builds(Contact, texts, st.booleans()),
    st.builds(Found, st.lists(st.tuples(st.integers(0, 9), texts), max_size=12).map(tuple)),
    st.just(Other()),
)
#: A step: a reply out of the blue, or the index of a button on the card, or None for a sensible answer.
steps = st.lists(st.one_of(st.none(), replies, st.integers(0, 30)), max_size=40)
forms = st.sampled_from(sorted(FORMS))


def paths(answers: dict[str, Any]) -> set[str]:
    """Return the paths under which something is answered."""
    found = {key for key, value in answers.items() if value is not None}
    for key, value in answers.items():
        items = value if isinstance(value, list) else []
        for index, item in enumerate(items):
            if isinstance(item, dict) and "file_id" not in item:
                found |= {f"{key}.{index}.{name}" for name in item if item[name] is not None}
    return found


def takes_away(reply: Reply) -> bool:
    """Say whether the person asks by this reply to remove or leave out something."""
    return isinstance(reply, Chosen) and (reply.token.startswith("r:") or reply.token == "skip")


def chosen_step(walker: Walker, step: Reply | int | None) -> Reply:
    """Turn a step into a reply."""
    if isinstance(step, int):
        return Chosen(tokens(walker.card)[step % len(tokens(walker.card))])
    return next(walker._replies()) if step is None else step


def walked(form: Form, already: int) -> Walker:
    """Stand somewhere in the middle of a form."""
    walker = Walker(form)
    for _ in range(already):
        if walker.state.at.startswith("@"):
            break
        walker.walks_to(steps=1)
    return walker


@settings(max_examples=100)
@given(forms, st.integers(0, 80), steps)
def test_nothing_a_person_sends_fails_or_loses_an_answer(
    form: str, already: int, random_steps: list[Reply | int | None]
) -> None:
    walker = walked(FORMS[form], already)
    for step in random_steps:
        if not tokens(walker.card):
            break
        before, reply = walker.state, chosen_step(walker, step)
        outcome = walker.does(reply)
        if isinstance(outcome, Refused):
            assert outcome.state == before
        if not takes_away(reply):
            assert paths(before.answers) <= paths(walker.state.answers)
        assert outcome.state == before or outcome.state.version == before.version + 1
        assert FormState.from_json(json.loads(json.dumps(outcome.state.to_json()))) == outcome.state


@settings(max_examples=100)
@given(forms, st.integers(0, 80), steps)
def test_every_card_fits_a_message_and_every_token_a_button(
    form: str, already: int, random_steps: list[Reply | int | None]
) -> None:
    walker = walked(FORMS[form], already)
    for step in random_steps:
        shown = walker.card
        for locale in LOCALES:
            assert len(plain(shown.text, locale).encode("utf-16-le")) // 2 <= 4096
        assert all(len(token.encode("ascii")) <= MAX_TOKEN_BYTES for token in tokens(shown))
        assert len(set(tokens(shown))) == len(tokens(shown))
        assert sum(len(row) for row in shown.rows) <= 30
        if not tokens(shown):
            break
        walker.does(chosen_step(walker, step))


@settings(max_examples=20)
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_back_and_the_same_answers_lead_to_the_same_result(key: str, data: st.DataObject) -> None:
    straight = Walker(FORMS[key]).walks_to()
    assert isinstance(straight, Completed)
    walker = Walker(FORMS[key])
    while not isinstance(walker.outcome, Completed):
        if data.draw(st.integers(0, 3)) == 0 and "back" in tokens(walker.card) and "." not in walker.state.at:
            walker.presses("back")
            if "keep" in tokens(walker.card):
                walker.presses("keep")
        walker.walks_to(steps=1)
    assert without_numbers(walker.outcome.answers) == without_numbers(straight.answers)


def without_numbers(answers: dict[str, Any]) -> str:
    """Write answers out without the running numbers the samples carry."""
    bare = {key: value for key, value in answers.items() if not key.startswith("paper_")}
    for member in bare.get("members", []):
        member.pop("resident_id")
    return json.dumps(bare, sort_keys=True)


@pytest.mark.parametrize(
    "token", ["", "o:", "o:" + "x" * 40, "e:99999", "r:-1", "l:1.5", "\u0661", "c:９", "p: 1", "back "]
)
def test_tokens_that_no_form_sends_are_answered_politely(token: str) -> None:
    walker = Walker(FORMS["report"])
    assert isinstance(walker.does(Chosen(token)), Refused)


def test_a_form_does_not_depend_on_the_day_it_is_shown() -> None:
    walker = Walker(FORMS["report"])
    walker.walks_to("@summary")
    assert card(walker.form, walker.state, Facts(date(2027, 1, 1))).text is not None
    assert advance(walker.form, walker.state, Chosen("right"), FACTS).state.at == "@declare"
