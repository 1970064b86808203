"""What people write in place of an answer, in English and Chinese: it is no name and no address by mistake, is answered
kindly, and nobody stands before the same question for ever; the inputs are kept in tests/data/real/."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain.aid.report_form import report_form
from domain.forms import Asked, Form, Outcome, Refused, Typed, advance, start
from domain.forms.refusals import NoPhone, NumberNotAtHand
from domain.people.questions import registration_form
from domain.platform.names import NameWithheld, NoName, NotNamedYet, clean_name
from domain.platform.numbers.english import with_digits
from domain.platform.text import Refusal
from tests.every_form import POLICY
from tests.unit.forms.test_forms_walker import FACTS, plain, tokens

SAID: dict[str, Any] = json.loads((Path(__file__).parents[2] / "data" / "real" / "english.json").read_text("utf-8"))


def said_at(form: Form, path: str, words: str) -> Outcome:
    return advance(form, start(form, FACTS).moved(path), Typed(words, 1), FACTS)


@pytest.mark.parametrize(("typed", "name"), SAID["names"])
def test_a_name_is_taken_without_what_is_said_around_it(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        *((one, NameWithheld) for one in SAID["withheld"]),
        *((one, NotNamedYet) for one in SAID["not_named"]),
        *((one, NoName) for one in SAID["not_known"]),
    ],
)
def test_what_is_no_name_is_answered_by_what_to_do(words: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        clean_name(words)


@pytest.mark.parametrize(
    ("path", "words", "refusal"),
    [
        *(("phone", one, NoPhone) for one in SAID["no_phone"]),
        *(("resident_id", one, NumberNotAtHand) for one in SAID["not_at_hand"]),
    ],
)
def test_without_a_number_the_way_on_is_told(path: str, words: str, refusal: type[Refusal]) -> None:
    outcome = said_at(registration_form(), path, words)
    assert isinstance(outcome, Refused)
    assert outcome.problem == refusal().said


@pytest.mark.parametrize("words", SAID["places"])
def test_an_address_that_is_none_is_asked_about_once_and_can_stay_open(words: str) -> None:
    form = report_form(POLICY)
    outcome = said_at(form, "home_address", words)
    assert isinstance(outcome, Asked)
    assert "please write what you know" in plain(outcome.card.text)
    assert {"yes", "retype"} <= set(tokens(outcome.card))
    assert "home_address" not in outcome.state.answers, "nothing counts before the yes"


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("three thousand five hundred", "3500"), ("roughly 3 thousand", "roughly 3000"), ("a hundred", "100"),
        ("five and a half thousand a month", "5500 a month"), ("twenty-five", "25"), ("four of us", "4 of us"),
        ("the one we had", "the one we had"), ("a month", "a month"), ("someone", "someone"), ("ten grand", "10000"),
        ("three hundred and fifty", "350"), ("3.5 thousand", "3500"), ("nineteen", "19"),
    ],
)  # fmt: skip
def test_numbers_in_english_words_are_read(words: str, digits: str) -> None:
    assert with_digits(words) == digits
