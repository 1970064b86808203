"""What stands once in a whole sentence is read and shown back; what stands twice, or may be something else, is not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.forms import (
    MONTH,
    AnswerKind,
    ChoiceAnswer,
    Chosen,
    Completed,
    DateAnswer,
    MoneyAnswer,
    NumberAnswer,
    PaperAnswer,
    ResidentIdAnswer,
    TextAnswer,
    Typed,
    YesNoAnswer,
)
from domain.forms.cards.said import says_later
from domain.platform.days.spoken import day_in
from domain.platform.money import spoken_amount
from domain.platform.numbers.sentences import number_in
from domain.platform.text import say
from domain.policy.questions import policy_options
from tests.data.households import demo
from tests.unit.forms.test_forms_answers import asking, problem, taken
from tests.unit.forms.test_spoken import shown_back

DATA = Path(__file__).parents[2] / "data" / "real" / "spoken.json"
SAID: dict[str, Any] = json.loads(DATA.read_text("utf-8"))
TODAY = date(2026, 11, 27)
YES, RETYPE = Chosen("yes"), Chosen("retype")


@pytest.mark.parametrize(("words", "fen"), [*SAID["in_sentences"], *SAID["range_in_sentence"]])
def test_the_only_amount_of_a_sentence_is_shown_back(words: str, fen: int) -> None:
    assert f"fen={fen})" in shown_back(MoneyAnswer(per=MONTH), words)
    assert taken(MoneyAnswer(per=MONTH), Typed(words), YES) == fen
    assert taken(MoneyAnswer(per=MONTH), Typed(words), RETYPE, Typed("12")) == 1200


@pytest.mark.parametrize("words", SAID["no_single_amount"])
def test_several_amounts_or_other_numbers_are_no_answer(words: str) -> None:
    assert "could not read that as an amount" in problem(MoneyAnswer(per=MONTH), Typed(words))


@given(st.text(st.sampled_from("我的工资老婆没有大概万千百每月年到手块钱左右吧，。 abckw"), max_size=40))
def test_words_without_a_number_are_never_an_amount(words: str) -> None:
    assert spoken_amount(words) is None


@pytest.mark.parametrize("words", SAID["no_money"])
def test_no_money_of_a_kind_is_nothing(words: str) -> None:
    assert taken(MoneyAnswer(), Typed(words), YES) == 0
    assert "could not read" in problem(MoneyAnswer(may_be_nothing=False), Typed(words))


@pytest.mark.parametrize(("words", "number"), SAID["counted"])
def test_the_only_thing_counted_is_shown_back(words: str, number: int) -> None:
    assert number_in(words) == number
    assert taken(NumberAnswer(), Typed(words), YES) == number


@pytest.mark.parametrize("words", SAID["not_counted"])
def test_what_counts_several_things_or_none_is_asked_about(words: str) -> None:
    assert "whole number" in problem(NumberAnswer(), Typed(words))


@pytest.mark.parametrize(("words", "day"), SAID["days_in_sentences"])
def test_the_only_day_of_a_sentence(words: str, day: str) -> None:
    found = day_in(words, today=TODAY, is_past=True)
    assert found is not None
    assert found.isoformat() == day
    assert shown_back(DateAnswer(not_future=True), words)


@pytest.mark.parametrize("words", SAID["no_single_day"])
def test_several_days_or_none(words: str) -> None:
    assert day_in(words, today=TODAY, is_past=True) is None


@pytest.mark.parametrize(
    ("words", "meant"), [*((one, True) for one in SAID["yes"]), *((one, False) for one in SAID["no"])]
)
def test_a_yes_or_a_no_in_words(words: str, meant: bool) -> None:
    walker = asking(YesNoAnswer())
    outcome = walker.does(Typed(words))
    if not isinstance(outcome, Completed):
        outcome = walker.does(YES)
    assert isinstance(outcome, Completed)
    assert outcome.answers["it"] is meant


@pytest.mark.parametrize("words", SAID["neither"])
def test_what_only_sounds_like_yes_or_no(words: str) -> None:
    assert "yes" in problem(YesNoAnswer(), Typed(words)).lower()


@pytest.mark.parametrize(("name", "words", "key"), SAID["choices"])
def test_the_only_choice_that_a_sentence_names(name: str, words: str, key: str) -> None:
    assert taken(ChoiceAnswer(policy_options(demo(), name)), Typed(words), YES) == key


@pytest.mark.parametrize(("name", "words", "options"), SAID["fits_several"])
def test_words_that_fit_several_options_are_asked_about(name: str, words: str, options: str) -> None:
    asked = problem(ChoiceAnswer(policy_options(demo(), name)), Typed(words))
    assert asked == f"That fits more than one answer: {options}. Please press the one that is right."


@pytest.mark.parametrize(("name", "words"), SAID["no_choice"])
def test_a_sentence_that_names_no_choice(name: str, words: str) -> None:
    assert problem(ChoiceAnswer(policy_options(demo(), name)), Typed(words))


@pytest.mark.parametrize("words", SAID["later"])
def test_later_is_the_key_that_says_later(words: str) -> None:
    later: dict[str, Any] = {"optional": True, "skip_label": say("Not at hand, later")}
    assert says_later(words)
    assert _left_out(ResidentIdAnswer(), words, **later)
    assert _left_out(PaperAnswer(), words, optional=True)


def _left_out(answer: AnswerKind, words: str, **more: Any) -> bool:
    outcome = asking(answer, **more).does(Typed(words))
    return getattr(outcome, "answers", {"it": "not taken"}).get("it") in (None, [])


@pytest.mark.parametrize("words", SAID["not_later"])
def test_what_is_not_later(words: str) -> None:
    assert not says_later(words)


@pytest.mark.parametrize("words", ["不知道", "没有", "don't know"])
def test_what_may_be_the_key_that_leaves_out_is_shown_back(words: str) -> None:
    walker = asking(ResidentIdAnswer(), optional=True, skip_label=say("Not at hand, later"))
    walker.does(Typed(words))
    assert "Not at hand, later" in walker.screen
    outcome = walker.does(YES)
    assert isinstance(outcome, Completed)
    assert outcome.answers.get("it") is None
    assert problem(TextAnswer(least=12), Typed(words)), "nothing is left out that must be answered"
