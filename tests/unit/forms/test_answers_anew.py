"""A new answer to a question of before, by a reply to it or an edit of what was said: shown back before it counts."""

from __future__ import annotations

from typing import Any

import pytest

from domain.forms import (
    Anew,
    AnswerKind,
    Asked,
    Attached,
    ChoiceAnswer,
    Form,
    FormState,
    GroupAnswer,
    LookupAnswer,
    MoneyAnswer,
    NameAnswer,
    Outcome,
    PaperAnswer,
    Question,
    Refused,
    SameAnswer,
    TextAnswer,
    Typed,
    YesNoAnswer,
    answered,
    answered_by,
    choices,
    edited,
    shown_under,
)
from domain.platform.text import lines, say
from tests.unit.forms.test_forms_walker import FACTS, Walker, a_file, plain, tokens


def ask(key: str, answer: AnswerKind, **changes: Any) -> Question:
    """Return a question with its key as its words."""
    return Question(
        key=key, prompt=lines(f"{key}?"), help=lines("Why."), label=lines(key), answer=answer, **changes
    )  # fmt: skip


PERSON = Form("person", say("Person"), (ask("name", NameAnswer()), ask("wage", MoneyAnswer())))
FORM = Form(
    "family",
    say("Family"),
    (
        ask("married", YesNoAnswer()),
        ask("spouse", NameAnswer(), ask_if=answered("married", True)),
        ask("wage", MoneyAnswer()),
        ask("home", ChoiceAnswer(choices(("own", "Own"), ("rent", "Rent")))),
        ask("rent", MoneyAnswer(), ask_if=answered("home", "rent")),
        ask("people", GroupAnswer(PERSON)),
        ask("unit", LookupAnswer()),
        ask("paper", PaperAnswer(), optional=True),
        ask("note", TextAnswer()),
    ),
)


class Person(Walker):
    """Somebody whose messages are numbered, as in a chat."""

    def __init__(self) -> None:
        super().__init__(FORM)
        self.numbers = iter(range(1, 1000))

    def types(self, text: str) -> Outcome:
        """Send text with the next number."""
        return self.does(Typed(text, next(self.numbers)))

    def anew(self, path: str, text: str) -> Outcome:
        """Reply to the question at a path."""
        return self.does(Anew(path, Typed(text, next(self.numbers))))

    def edits(self, path: str, text: str) -> Outcome:
        """Change the message that answered the question at a path."""
        number = first_number(self.state.heard, path)
        self.outcome = edited(self.form, self.state, path, Typed(text, number), FACTS)
        self.state = self.outcome.state
        return self.outcome

    def through(self, *texts: str) -> Person:
        """Type one answer after another."""
        for text in texts:
            assert isinstance(self.types(text), Asked), text
        return self


def first_number(kept: str, path: str) -> int:
    """Return the number on the first line that ends with a path."""
    return next(int(number) for number, _, at in (line.partition(" ") for line in kept.splitlines()) if at == path)


def test_a_new_answer_is_shown_back_and_then_the_open_question() -> None:
    lin = Person().through("no", "2000")
    assert lin.state.at == "home"
    lin.anew("wage", "3500")
    assert "wage: Money(fen=200000) → <b>Money(fen=350000)</b>" in lin.screen
    assert lin.state.answers["wage"] == 200_000, "nothing counts before the yes"
    lin.presses("yes")
    assert lin.state.answers["wage"] == 350_000
    assert lin.state.at == "home"
    assert "✓ wage: Money(fen=350000)" in lin.screen


def test_a_no_leaves_everything_as_it_was() -> None:
    lin = Person().through("no", "2000")
    lin.anew("wage", "3500")
    lin.presses("no")
    assert (lin.state.at, lin.state.answers["wage"]) == ("home", 200_000)


def test_words_meanwhile_are_shown_back_too_and_never_count_at_once() -> None:
    lin = Person().through("no", "2000")
    lin.anew("wage", "3500")
    lin.types("1")
    assert "Money(fen=100)" in lin.screen
    assert lin.state.answers["wage"] == 200_000
    lin.types("yes")
    assert (lin.state.at, lin.state.answers["wage"]) == ("home", 100)


def test_changed_messages_are_asked_about_one_after_the_other() -> None:
    lin = Person().through("no", "2000", "Rent", "500")
    lin.edits("wage", "3500")
    lin.edits("rent", "600")
    lin.edits("married", "yes")
    assert "wage: Money(fen=200000) → <b>Money(fen=350000)</b>" in lin.screen
    assert "2 more answers that you changed" in lin.screen
    lin.presses("yes")
    assert "rent: Money(fen=50000) → <b>Money(fen=60000)</b>" in lin.screen
    assert "1 more answer that you changed" in lin.screen
    lin.presses("no")
    assert "married" in lin.screen
    lin.presses("yes")
    assert (lin.state.answers["wage"], lin.state.answers["rent"], lin.state.at) == (350_000, 50_000, "spouse")


def test_of_one_changed_answer_the_latest_words_count() -> None:
    lin = Person().through("no", "2000", "Rent", "500")
    for words in ("3500", "3600"):
        lin.edits("wage", words)
    for words in ("600", "700"):
        lin.edits("rent", words)
    assert "<b>Money(fen=360000)</b>" in lin.screen
    assert "1 more answer" in lin.screen
    lin.edits("wage", "2000")
    assert "<b>Money(fen=70000)</b>" in lin.screen, "what reads as before is no change any more"
    lin.edits("rent", "500")
    assert (lin.state.at, lin.state.answers["rent"]) == ("people", 50_000)


def test_a_change_that_waits_is_taken_back_and_words_that_are_no_answer_are_told() -> None:
    lin = Person().through("no", "2000", "Rent", "500")
    lin.edits("wage", "3500")
    lin.edits("rent", "600")
    lin.edits("rent", "500")
    assert "more answer" not in lin.screen
    refused = lin.edits("rent", "many")
    assert isinstance(refused, Refused)
    assert plain(refused.problem).startswith("About “rent”: ")
    lin.presses("yes")
    assert (lin.state.at, lin.state.answers["wage"]) == ("people", 350_000)


def test_a_file_waits_until_a_change_is_settled() -> None:
    lin = Person().through("no", "2000", "Rent", "500")
    lin.edits("wage", "3500")
    outcome = lin.does(Anew("paper", Attached(a_file(1))))
    assert isinstance(outcome, Refused)
    assert "whether the change above is right" in plain(outcome.problem)
    lin.presses("yes")
    assert lin.state.answers["wage"] == 350_000


def test_a_reply_in_words_meanwhile_leaves_the_changes_that_wait() -> None:
    lin = Person().through("no", "2000", "Rent", "500")
    lin.edits("wage", "3500")
    lin.edits("rent", "600")
    lin.types("3700")
    assert "<b>Money(fen=370000)</b>" in lin.screen
    assert "1 more answer" in lin.screen
    lin.types("yes")
    assert "<b>Money(fen=60000)</b>" in lin.screen


def test_what_a_change_brings_up_is_asked_and_what_it_takes_away_is_not() -> None:
    lin = Person().through("no", "2000", "Rent", "500")
    lin.anew("married", "yes")
    lin.presses("yes")
    assert lin.state.at == "spouse"
    lin.types("王样本")
    assert lin.state.at == "people", "the rest is as it was"
    lin.anew("home", "Own")
    assert "home: Rent → <b>Own</b>" in lin.screen
    lin.presses("yes")
    outcome = lin.anew("rent", "600")
    assert isinstance(outcome, Refused)
    assert "not asked any more" in plain(outcome.problem)


def test_of_the_same_answer_it_is_said_that_it_is_the_same() -> None:
    lin = Person().through("no", "2000")
    outcome = lin.anew("wage", "2000")
    assert isinstance(outcome, Refused)
    assert outcome.problem == SameAnswer().said
    assert lin.state.at == "home"


def test_what_cannot_be_read_names_its_question_and_changes_nothing() -> None:
    lin = Person().through("no", "2000")
    before = lin.state
    outcome = lin.anew("wage", "many")
    assert isinstance(outcome, Refused)
    assert plain(outcome.problem).startswith("About “wage”: ")
    assert (lin.state.at, lin.state.answers, lin.state.version) == (before.at, before.answers, before.version)
    assert "home?" in plain(outcome.card.text)


def test_a_persons_answer_is_changed_and_follows_them_when_somebody_before_is_removed() -> None:
    lin = Person().through("no", "2000", "Own")
    for name in ("王样本", "林样一"):
        lin.presses("add")
        lin.types(name)
        lin.types("100")
    number, version = (first_number(kept, "people.1.wage") for kept in (lin.state.heard, lin.state.asked))
    lin.presses("e:0")
    lin.presses("r:0")
    assert answered_by(lin.state, number) == shown_under(lin.state, version) == "people.0.wage"
    lin.anew("people.0.wage", "200")
    assert "Money(fen=10000) → <b>Money(fen=20000)</b>" in lin.screen
    lin.presses("yes")
    assert lin.state.answers["people"] == [{"name": "林样一", "wage": 20_000}]
    assert lin.state.at == "people"


def test_a_paper_comes_later_and_what_is_looked_up_is_shown_back() -> None:
    lin = Person().through("no", "2000", "Own")
    lin.presses("done")
    lin.types("mine")
    lin.presses("skip")
    assert lin.state.at == "note"
    lin.does(Anew("paper", Attached(a_file())))
    assert "done" in tokens(lin.card)
    lin.presses("done")
    assert len(lin.state.answers["paper"]) == 1
    assert lin.state.at == "note"
    lin.anew("people", "add")
    assert "add" in tokens(lin.card), "what takes no words shows its buttons"


def test_what_was_shown_and_heard_is_found_again() -> None:
    lin = Person().through("no")
    version = lin.state.version
    lin.through("2000")
    assert shown_under(lin.state, version) == "wage"
    assert shown_under(lin.state, lin.state.version) == "home"
    assert shown_under(lin.state, lin.state.version + 1) is None
    assert [answered_by(lin.state, number) for number in (1, 2, 3)] == ["married", "wage", None]


def test_what_was_shown_and_heard_is_found_in_drafts_that_kept_it_as_lists() -> None:
    state = Person().through("no").state
    pairs = {"asked": [[3, "married"], [4, ""], [6, "wage"]], "heard": [[1, "married"], [2, ""]]}
    old = {**state.to_json(), "version": 9, **pairs}
    read = FormState.from_json(old)
    assert {shown_under(read, version) for version in (3, 4, 5)} == {"married"}
    assert [answered_by(read, number) for number in (1, 2)] == ["married", None]
    assert FormState.from_json(read.to_json()) == read


def test_what_was_not_taken_is_mended_by_an_edit() -> None:
    lin = Person().through("no")
    assert isinstance(lin.types("many"), Refused)
    assert answered_by(lin.state, 2) == "wage"
    lin.anew("wage", "3500")
    assert (lin.state.at, lin.state.answers["wage"]) == ("home", 350_000)


@pytest.mark.parametrize("control", ["leave", "help"])
def test_what_is_shown_back_waits(control: str) -> None:
    lin = Person().through("no", "2000")
    lin.anew("wage", "3500")
    lin.presses(control)
    assert "3500" in lin.screen.replace("350000", "3500")
    lin.presses("yes")
    assert lin.state.answers["wage"] == 350_000
