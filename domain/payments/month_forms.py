"""What cashiers and officers are asked about what is given each month."""

from __future__ import annotations

from domain.forms import Form, Question, TextAnswer
from domain.platform.text import N_, Sayable, Text, say


def run_held_form(number: str) -> Form:
    """Ask why what is given each month is to rest. Answers: `reason`."""
    return _reason_form("run_held", number, say(N_("Why is it to rest? The worker reads your words.")))


def run_ended_form(number: str) -> Form:
    """Ask why what is given each month ends. Answers: `reason`."""
    return _reason_form("run_ended", number, say(N_("Why does it end? The worker reads your words.")))


def _reason_form(form: str, number: str, prompt: Sayable) -> Form:
    question = Question(
        key="reason",
        prompt=prompt,
        answer=TextAnswer(least=2, most=500),
        help=say(N_("A sentence or two: what you have found, and what the worker can do about it.")),
        label=say(N_("Reason")),
    )
    title: Text = say(N_("Case {number}, what is given each month"), number=number)
    return Form(key=form, title=title, questions=(question,), summary=False)
