"""A long text comes in pieces: they belong together, and none of them is the answer."""

from __future__ import annotations

import pytest

from domain.forms import AnswerKind, Asked, ChoiceAnswer, Completed, MoneyAnswer, NameAnswer, Refused, TextAnswer, Typed
from tests.unit.forms.test_forms_answers import RENT, asking
from tests.unit.forms.test_forms_walker import Walker, plain, tokens

NOTICE = TextAnswer(most=10_000)


def sends(walker: Walker, text: str, at: int) -> str:
    """Send a piece at a second; return what is said to it."""
    outcome = walker.does(Typed(text, 1, at))
    assert isinstance(outcome, Asked | Refused), outcome
    return plain(outcome.problem if isinstance(outcome, Refused) else outcome.card.text)


def test_pieces_are_joined_and_count_once_the_person_says_so() -> None:
    walker = asking(NOTICE)
    assert "4096 characters so far" in sends(walker, "一" * 4096, 100)
    assert "5096 characters so far" in sends(walker, "二" * 1000, 101)
    outcome = walker.presses("done")
    assert isinstance(outcome, Completed)
    assert outcome.answers["it"] == "一" * 4096 + "二" * 1000, "what was cut in the middle of a line is one line again"


def test_a_piece_that_ends_with_its_line_keeps_it() -> None:
    walker = asking(NOTICE)
    sends(walker, "一" * 2500, 100)
    sends(walker, "二", 3600)
    outcome = walker.presses("done")
    assert isinstance(outcome, Completed)
    assert outcome.answers["it"] == "一" * 2500 + "\n二"


def test_a_long_text_can_be_written_anew() -> None:
    walker = asking(NOTICE)
    sends(walker, "一" * 2500, 100)
    walker.presses("retype")
    assert "done" not in tokens(walker.card)
    assert isinstance(walker.does(Typed("短", 2, 101)), Completed)


@pytest.mark.parametrize("answer", [TextAnswer(most=300), NameAnswer(), MoneyAnswer(), ChoiceAnswer(RENT)])
def test_what_cannot_fit_is_never_taken_by_its_last_piece(answer: AnswerKind) -> None:
    walker = asking(answer)
    fits = "1" if not isinstance(answer, NameAnswer) else "林示例"
    assert "4096 characters" in sends(walker, "x" * 4096, 100)
    rest = sends(walker, fits, 102)
    assert f"{4096 + len(fits)} characters" in rest, "it belongs to what came before"
    assert isinstance(walker.does(Typed(fits, 3, 200)), Completed), "later it is an answer"


def test_what_grows_too_long_says_so() -> None:
    walker = asking(TextAnswer(most=3000))
    sends(walker, "一" * 2500, 100)
    assert "at most 3000 fit" in sends(walker, "二" * 1000, 101)
    assert isinstance(walker.does(Typed("短", 3, 200)), Completed)
