"""The officers' short forms: a home visit, the national number, a payment, a unit, answers to people."""

from __future__ import annotations

from collections.abc import Sequence

from domain.forms.form import Form, Question
from domain.forms.kinds import ChoiceAnswer, DateAnswer, Option, TextAnswer
from domain.platform.text import N_, Sayable, Text, say


def visit_form(colleagues: Sequence[Option], number: str) -> Form:
    """Ask for a home visit. Answers: `visited_on`, `second` (key of a colleague), `findings`."""
    return Form(
        key="visit",
        title=say(N_("Home visit, case {number}"), number=number),
        questions=(
            Question(
                key="visited_on",
                prompt=say(N_("On which day were you there?")),
                answer=DateAnswer(not_future=True),
                help=say(N_("The day of the visit itself, not the day on which you write it down.")),
                label=say(N_("Day of the visit")),
            ),
            Question(
                key="second",
                prompt=say(N_("Who went with you?")),
                answer=ChoiceAnswer(tuple(colleagues)),
                help=say(N_("Visits are made by two officers. Your colleague gets a message and confirms it.")),
                label=say(N_("Colleague")),
            ),
            Question(
                key="findings",
                prompt=say(N_("What did you find? A few sentences, without ID or card numbers.")),
                answer=TextAnswer(least=5, most=800),
                help=say(N_("Say what agrees with the report and what does not: home, people, income, illness.")),
                label=say(N_("Findings")),
            ),
        ),
        summary=False,
    )


def entry_form(number: str) -> Form:
    """Ask for the number of the national system. Answers: `national_number`."""
    question = Question(
        key="national_number",
        prompt=say(N_("Which number did the national system give?")),
        answer=TextAnswer(least=3, most=40),
        help=say(N_("Letters and digits as they stand there. Each household has its own.")),
        label=say(N_("National number")),
    )
    return Form(
        key="entry", title=say(N_("Entry of case {number}"), number=number), questions=(question,), summary=False
    )


def payment_form(title: Text) -> Form:
    """Ask for a payment. Answers: `paid_on`, `reference`."""
    return Form(
        key="payment",
        title=title,
        questions=(
            Question(
                key="paid_on",
                prompt=say(N_("On which day did the bank pay?")),
                answer=DateAnswer(not_future=True),
                help=say(N_("The day on the bank's receipt.")),
                label=say(N_("Paid on")),
            ),
            Question(
                key="reference",
                prompt=say(N_("What is the bank's reference?")),
                answer=TextAnswer(least=3, most=40),
                help=say(N_("The number by which the bank finds the payment again; it is on the receipt.")),
                label=say(N_("Bank reference")),
            ),
        ),
    )


def unit_form(levels: Sequence[Option]) -> Form:
    """Ask for a new unit. Answers: `name`, `level`."""
    return Form(
        key="unit",
        title=say(N_("New unit")),
        questions=(
            Question(
                key="name",
                prompt=say(N_("What is the unit called?")),
                answer=TextAnswer(least=2, most=80),
                help=say(N_("The name by which workers look for it.")),
                label=say(N_("Name")),
            ),
            Question(
                key="level",
                prompt=say(N_("Which level is it?")),
                answer=ChoiceAnswer(tuple(levels)),
                help=say(N_("The centre has stations below it, a station has points.")),
                label=say(N_("Level")),
            ),
        ),
        summary=False,
    )


def answer_form(prompt: Sayable) -> Form:
    """Ask for the answer to an objection. Answers: `answer`."""
    question = Question(
        key="answer",
        prompt=prompt,
        answer=TextAnswer(least=5, most=800),
        help=say(N_("Plain words: what you looked at, and why you answer so. The person who objected stays unnamed.")),
        label=say(N_("Answer")),
    )
    return Form(key="answer", title=say(N_("Answer to an objection")), questions=(question,), summary=False)


def worker_answer_form(number: str) -> Form:
    """Ask what the worker is told whose money did not come. Answers: `answer`."""
    question = Question(
        key="answer",
        prompt=say(N_("What did you find out? The worker reads it as you write it.")),
        answer=TextAnswer(least=5, most=800),
        help=say(N_("Plain words help: what the bank says, what happens next, and what the worker can do.")),
        label=say(N_("Answer")),
    )
    return Form(
        key="worker_answer",
        title=say(N_("Answer to the worker, case {number}"), number=number),
        questions=(question,),
        summary=False,
    )
