"""What people say at the list of their household is understood, or answered by what to do next; nobody gets lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain.aid.report_form import report_form
from domain.forms import Asked, Chosen, Refused
from tests.data.households import demo
from tests.unit.forms.test_forms_walker import Walker, plain, tokens

DATA = Path(__file__).parents[2] / "data" / "real" / "spoken.json"
SAID: dict[str, Any] = json.loads(DATA.read_text("utf-8"))
REPORT = report_form(demo())


def at_the_list(**prefill: Any) -> Walker:
    """Return a report that asks who lives in the household."""
    walker = Walker(REPORT, **prefill)
    walker.walks_to("members")
    assert walker.state.at == "members"
    return walker


def problem(walker: Walker, words: str) -> str:
    """Return why words are not taken at the list; nobody on it gets lost."""
    before = walker.state.answers
    outcome = walker.types(words)
    assert isinstance(outcome, Refused), outcome
    assert walker.state.answers == before
    return plain(outcome.problem)


@pytest.mark.parametrize("words", [*SAID["alone"], *SAID["nobody_else"]])
def test_nobody_else_goes_on(words: str) -> None:
    walker = at_the_list()
    walker.types(words)
    assert walker.state.at != "members"
    assert walker.state.answers["members"] == []


@pytest.mark.parametrize(("words", "count"), SAID["people_told"])
def test_how_many_they_are_is_compared_with_the_list(words: str, count: int) -> None:
    assert f"Still to be added: {count - 1}." in problem(at_the_list(), words)


def test_a_list_that_is_complete_goes_on() -> None:
    walker = at_the_list()
    walker.types("老婆")
    walker.walks_to("members")
    assert "Press who does not belong" in problem(walker, "就我一个人")
    assert "Still to be added: 1." in problem(walker, "一共三口人")
    walker.types("一共两口人")
    assert walker.state.at != "members"
    assert len(walker.state.answers["members"]) == 1


@pytest.mark.parametrize("words", SAID["several_people"])
def test_several_people_at_once_come_one_after_the_other(words: str) -> None:
    walker = at_the_list()
    assert "several people at once" in problem(walker, words)
    walker.does(Chosen("done"))
    assert walker.state.at != "members"


@pytest.mark.parametrize(("words", "people"), SAID["people_named"])
def test_several_people_who_are_named_are_all_asked_about(words: str, people: list[str]) -> None:
    walker = at_the_list()
    walker.types(words)
    assert walker.state.at == "members.0.name"
    assert [one["relation"] for one in walker.state.answers["members"]] == people


def test_after_the_first_of_two_the_second_is_asked_about() -> None:
    walker = at_the_list()
    walker.types("两个女儿")
    walker.walks_to("members.1.name")
    assert walker.state.at == "members.1.name"
    walker.walks_to("members")
    assert all(one["name"] for one in walker.state.answers["members"])


@pytest.mark.parametrize(("words", "named", "count"), SAID["children_open"])
def test_which_children_is_asked_before_anybody_is_added(words: str, named: list[str], count: int) -> None:
    walker = at_the_list()
    shown = walker.types(words)
    assert isinstance(shown, Asked)
    assert not walker.state.answers.get("members")
    ways = [token for token in tokens(shown.card) if token.startswith("o:way-")]
    assert len(ways) == (count + 1 if count else 5), "sons and daughters, or one or two where nobody said how many"
    walker.does(Chosen(ways[1]))
    added = [one["relation"] for one in walker.state.answers["members"]]
    assert added == [*named, *(["son"] * (count - 1) + ["daughter"] if count else ["daughter"])]
    assert walker.state.at == "members.0.name"


def test_whoever_is_left_open_can_be_said_otherwise() -> None:
    walker = at_the_list()
    walker.types("老婆和两个孩子")
    walker.does(Chosen("retype"))
    assert not walker.state.drafts
    walker.types("老婆和两个孩子")
    walker.types("两个儿子")
    assert [one["relation"] for one in walker.state.answers["members"]] == ["son", "son"]
    assert not walker.state.drafts


@pytest.mark.parametrize("words", SAID["only_a_count"])
def test_a_number_alone_says_of_nobody_who_they_are(words: str) -> None:
    assert "A number alone does not tell me who they are." in problem(at_the_list(), words)


@pytest.mark.parametrize("words", SAID["gone"])
def test_who_is_gone_is_not_added(words: str) -> None:
    walker = at_the_list()
    problem(walker, words)
    assert not walker.state.answers.get("members")


@pytest.mark.parametrize("words", SAID["nobody_told"])
def test_words_that_tell_of_nobody_are_none(words: str) -> None:
    assert "Please press one of the buttons" in problem(at_the_list(), words)


@pytest.mark.parametrize("words", SAID["one_person"])
def test_one_person_is_added(words: str) -> None:
    walker = at_the_list()
    walker.types(words)
    assert walker.state.at.startswith("members.0")


def test_a_number_is_no_person() -> None:
    assert "press" in problem(at_the_list(), "2")
