"""The list of who lives together, with many of them on a small phone: the question stands right above its keys."""

from __future__ import annotations

from domain.aid.report_form import report_form
from domain.forms import Asked, Chosen, FormState, advance, card, start
from domain.forms.conditions import Facts
from domain.forms.outcomes import Card
from tests.every_form import POLICY, TODAY
from tests.unit.forms.test_forms_walker import plain, tokens

FORM, FACTS = report_form(POLICY), Facts(TODAY)
NAME = "阿卜杜热合曼·买买提依明江"
QUESTION = "Who lives with you and shares the household money?"
ROWS = 9  # of 40 points each; with four lines of the question they fill the 460 points that 360 x 640 leave


def with_people(count: int) -> FormState:
    people = [{"relation": "child", "name": f"{NAME}{one}"} for one in range(count)]
    return start(FORM, FACTS).but(answers={"members": people}).moved("members")


def pressed(state: FormState, token: str) -> FormState:
    outcome = advance(FORM, state, Chosen(token), FACTS)
    assert isinstance(outcome, Asked)
    return outcome.state


def listed(shown: Card) -> list[str]:
    return [token for token in tokens(shown) if token.startswith("e:")]


def test_with_six_people_the_question_stands_right_above_few_keys() -> None:
    shown = card(FORM, with_people(6), FACTS)
    last = plain(shown.text).split("\n\n")[-1]
    assert last.startswith(QUESTION)
    assert last.count("\n") <= 1
    assert len(shown.rows) <= ROWS
    assert listed(shown) == []


def test_whoever_is_to_be_changed_is_chosen_on_a_page_of_their_own() -> None:
    state = pressed(with_people(6), "p:1")
    assert listed(card(FORM, state, FACTS)) == [f"e:{one}" for one in range(6)]
    assert QUESTION in plain(card(FORM, pressed(state, "p:0"), FACTS).text)
    assert pressed(state, "e:3").at == "members.3"
    assert listed(card(FORM, with_people(1), FACTS)) == ["e:0"], "one person is one key"
