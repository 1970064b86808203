"""The forms about offers: a new one, and what became of one for a worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from domain.forms import ChoiceAnswer, DateAnswer, Form, NumberAnswer, Option, Question, Scope, TextAnswer
from domain.offers.rules import Kind, Result
from domain.platform.text import N_, Text, say

MOST_PLACES = 10_000

TITLES = {
    Kind.VACANCY: say(N_("New vacancy")),
    Kind.TRAINING: say(N_("New training places")),
    Kind.FAIR: say(N_("New job fair")),
}


def offer_form(kind: Kind, units: Sequence[Option]) -> Form:
    """Ask for a new offer; `units` are those it may be for, by their ids.

    Answers: `title`, `place`, `pay` (not for a fair), `places`, `closes`, `begins` (not for a vacancy), `unit` (not if
    there is only one) and `words` (may be left out).
    """
    return Form(key="offer", title=TITLES[kind], questions=tuple(_questions(kind, units)))


def _questions(kind: Kind, units: Sequence[Option]) -> Iterator[Question]:
    yield _TITLE[kind]
    yield _PLACE
    if kind is not Kind.FAIR:
        yield _PAY[kind]
    yield _PLACES
    yield _CLOSES
    if kind is not Kind.VACANCY:
        yield _begins(kind)
    if len(units) > 1:
        yield _unit(units)
    yield _WORDS


def _title(prompt: str, help_text: str) -> Question:
    return Question(
        key="title",
        prompt=say(prompt),
        answer=TextAnswer(least=2, most=60),
        help=say(help_text),
        label=say(N_("Title")),
    )


_TITLE = {
    Kind.VACANCY: _title(N_("What job is it?"), N_("A few words, such as: welder, canteen help, night guard.")),
    Kind.TRAINING: _title(
        N_("What is taught?"), N_("A few words, such as: electrician, child care, driving, computing.")
    ),
    Kind.FAIR: _title(N_("What is the fair called?"), N_("A few words, such as: spring fair of the textile trade.")),
}
_PLACE = Question(
    key="place",
    prompt=say(N_("Where is it?")),
    answer=TextAnswer(least=2, most=120),
    help=say(N_("Employer or school and the address, so that people find the way.")),
    label=say(N_("Place")),
)


def _pay(prompt: str, help_text: str, label: str) -> Question:
    return Question(
        key="pay", prompt=say(prompt), answer=TextAnswer(least=1, most=80), help=say(help_text), label=say(label)
    )


_PAY = {
    Kind.VACANCY: _pay(
        N_("What does it pay?"), N_("As workers will read it, such as: 4,500 a month, meals free."), N_("Pay")
    ),
    Kind.TRAINING: _pay(
        N_("What does it cost? If it is free, please say so."),
        N_("As workers will read it, such as: free, with 20 yuan a day for lunch."),
        N_("Cost"),
    ),
}
_PLACES = Question(
    key="places",
    prompt=say(N_("How many places are there?")),
    answer=NumberAnswer(least=1, most=MOST_PLACES, usual=(1, 500)),
    help=say(N_("When all are taken, further people come on a waiting list.")),
    label=say(N_("Places")),
)
_CLOSES = Question(
    key="closes",
    prompt=say(N_("Until which day can people say that they are interested?")),
    answer=DateAnswer(not_past=True),
    help=say(N_("The last day on which they can still answer.")),
    label=say(N_("Last day to answer")),
)
_WORDS = Question(
    key="words",
    prompt=say(N_("What else should people know?")),
    answer=TextAnswer(least=1, most=600),
    help=say(N_("Hours, what to bring, how to get there, whom to ask for. You can leave it out.")),
    label=say(N_("Anything else")),
    optional=True,
)


def _begins(kind: Kind) -> Question:
    fair = kind is Kind.FAIR
    return Question(
        key="begins",
        prompt=say(N_("On which day is the fair?") if fair else N_("On which day does the course begin?")),
        answer=DateAnswer(not_past=True),
        help=say(N_("Those who are interested are reminded on the day before.")),
        label=say(N_("Day of the fair") if fair else N_("First day")),
        check=_not_before_the_last_day,
    )


def _not_before_the_last_day(value: Any, scope: Scope) -> Text | None:
    closes = scope.get("closes")
    if not closes or date.fromisoformat(str(value)) >= date.fromisoformat(str(closes)):
        return None
    return say(
        N_("It would begin before the last day to answer, {closes}. Please give that day or a later one."),
        closes=date.fromisoformat(str(closes)),
    )


def _unit(units: Sequence[Option]) -> Question:
    return Question(
        key="unit",
        prompt=say(N_("For the workers of which unit is it?")),
        answer=ChoiceAnswer(tuple(units)),
        help=say(N_("It goes to this unit and all below it.")),
        label=say(N_("Unit")),
    )


def job_words_form() -> Form:
    """Ask a worker which words an offer should hold. Answers: `words`."""
    return _words_form("job_words")


def offer_words_form() -> Form:
    """Ask an officer which words an offer should hold. Answers: `words`."""
    return _words_form("offer_words")


def _words_form(key: str) -> Form:
    words = Question(
        key="words",
        prompt=say(N_("What are you looking for?")),
        answer=TextAnswer(least=1, most=60),
        help=say(N_("I look for your words in the title, the place, the pay and all that is written about an offer.")),
        label=say(N_("Words")),
        hint=say(N_("A word or two, such as: driver, cleaning, night shift.")),
    )
    return Form(key=key, title=say(N_("Search the offers")), questions=(words,), summary=False)


NOTES = {
    Result.WENT: N_("They took part. Anything to add before it is written down?"),
    Result.HIRED: N_("They were hired. Anything to add before it is written down?"),
    Result.NOT_SUITABLE: N_(
        "It was not suitable. Anything to add before it is written down? The reason helps to find something better."
    ),
}


def result_form(result: Result) -> Form:
    """Ask for a note about what became of an offer. Answers: `note` (may be left out)."""
    note = Question(
        key="note",
        prompt=say(NOTES[result]),
        answer=TextAnswer(least=2, most=400),
        help=say(N_("One or two sentences for your colleagues. The worker does not read them.")),
        label=say(N_("Note")),
        optional=True,
    )
    return Form(key="offer_result", title=say(N_("Result of an offer")), questions=(note,), summary=False)
