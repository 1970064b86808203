"""The forms about a plan: a measure in the officer's own words, what came of one, and what the worker wishes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from domain.forms import ChoiceAnswer, Form, Option, Question, TextAnswer
from domain.platform.text import N_, Nn_, say, say_many
from domain.policy.frame.measures import Doer

IN_DAYS = Nn_("in {count} day", "in {count} days")
DAYS = (14, 30, 60, 90, 180)


def plan_measure_form(number: str) -> Form:
    """Ask for a measure in words of one's own. Answers: `words`, `who` (a Doer), `days`."""
    return Form(
        key="plan_measure",
        title=say(N_("Measure, household {number}"), number=number),
        questions=(_WORDS, _WHO, _DAYS),
        summary=False,
    )


def until_in(answers: Mapping[str, Any], today: date) -> date:
    """Return the day that was chosen."""
    return today + timedelta(days=int(answers["days"]))


def measure_done_form(number: str) -> Form:
    """Ask what came of a measure. Answers: `note`, which may be left out."""
    return Form(
        key="measure_done", title=say(N_("Done, household {number}"), number=number), questions=(_NOTE,), summary=False
    )


def plan_wish_form() -> Form:
    """Ask a worker what they wish otherwise. Answers: `words`."""
    return Form(key="plan_wish", title=say(N_("Our plan")), questions=(_WISH,), summary=False)


_WORDS = Question(
    key="words",
    prompt=say(N_("What is to be done?")),
    answer=TextAnswer(least=2, most=200),
    help=say(N_("In one sentence that the worker understands, such as: go with them to the hospital.")),
    label=say(N_("Measure")),
)
_WHO = Question(
    key="who",
    prompt=say(N_("Who sees to it?")),
    answer=ChoiceAnswer(tuple(Option(one.value, one.said) for one in Doer)),
    help=say(N_("Whoever it is: if it is late, you are reminded.")),
    label=say(N_("Responsible")),
)
_DAYS = Question(
    key="days",
    prompt=say(N_("Until when?")),
    answer=ChoiceAnswer(tuple(Option(str(one), say_many(*IN_DAYS, one)) for one in DAYS)),
    help=say(N_("You can give it more time later.")),
    label=say(N_("Until")),
)
_NOTE = Question(
    key="note",
    prompt=say(N_("What came of it?")),
    answer=TextAnswer(most=300),
    help=say(N_("A sentence that the worker may read, too; or skip it.")),
    label=say(N_("What came of it")),
    optional=True,
)
_WISH = Question(
    key="words",
    prompt=say(N_("What do you wish otherwise? Please say it in your own words; your case officer reads it.")),
    answer=TextAnswer(least=2, most=300),
    help=say(N_("For example: I would rather look for work in the afternoon, the child comes home at noon.")),
    label=say(N_("Your wish")),
)
