"""The forms about households on file: a visit to one, and a table that gives households to officers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from domain.forms import (
    IMAGE,
    TABLE,
    ChoiceAnswer,
    DateAnswer,
    Form,
    Option,
    PaperAnswer,
    Question,
    TextAnswer,
    answered,
)
from domain.households.visits import LONGEST_AGO_DAYS, Findings
from domain.platform.text import N_, say

OTHER_DAY = "other"
MOST_PHOTOS = 6


def home_visit_form(number: str, today: date) -> Form:
    """Ask for a visit to a household on file, in four taps.

    Answers: `day` (ISO day or OTHER_DAY), `other_day`, `findings` (a Findings), `note`, `photos`.
    """
    return Form(
        key="home_visit",
        title=say(N_("Visit, household {number}"), number=number),
        questions=(*_day(today), _FINDINGS, _NOTE, _PHOTOS),
        summary=False,
    )


def _day(today: date) -> tuple[Question, Question]:
    yesterday = today - timedelta(days=1)
    days = (
        Option(today.isoformat(), say(N_("Today"))),
        Option(yesterday.isoformat(), say(N_("Yesterday"))),
        Option(OTHER_DAY, say(N_("Another day"))),
    )
    near = Question(
        key="day",
        prompt=say(N_("When were you there?")),
        answer=ChoiceAnswer(days),
        help=say(N_("The day of the visit itself, not the day on which you write it down.")),
        label=say(N_("Visited on")),
    )
    other = Question(
        key="other_day",
        prompt=say(N_("On which day were you there?")),
        answer=DateAnswer(not_future=True, earliest=today - timedelta(days=LONGEST_AGO_DAYS)),
        help=say(N_("The day of the visit itself, not the day on which you write it down.")),
        label=say(N_("Visited on")),
        ask_if=answered("day", OTHER_DAY),
    )
    return near, other


def day_of(answers: Mapping[str, Any]) -> date:
    """Return the day of the visit from the form's answers."""
    day = answers["day"]
    return date.fromisoformat(str(answers["other_day"] if day == OTHER_DAY else day))


_FINDINGS = Question(
    key="findings",
    prompt=say(N_("How are they?")),
    answer=ChoiceAnswer(tuple(Option(one.value, one.label) for one in Findings)),
    help=say(N_("If they are better or worse off, the leaders of the station hear of it, so that they can act.")),
    label=say(N_("What was found")),
)
_NOTE = Question(
    key="note",
    prompt=say(N_("Is there anything to write down? A few words, without ID or card numbers.")),
    answer=TextAnswer(least=2, most=800),
    help=say(
        N_("What has changed, what they need, and what you have promised. If there is nothing, press “None, skip”.")
    ),
    label=say(N_("Note")),
    optional=True,
)
_PHOTOS = Question(
    key="photos",
    prompt=say(N_("A photo of the visit? If people are in it, ask them first.")),
    answer=PaperAnswer((IMAGE,), at_most=MOST_PHOTOS),
    help=say(N_("If you have none, press “No photo”.")),
    label=say(N_("Photos")),
    hint=say(N_("Send one or several, at most {most}, then press Done."), most=str(MOST_PHOTOS)),
    optional=True,
    skip_label=say(N_("No photo")),
)


def officer_table_form() -> Form:
    """Ask for a table of households and their officers. Answers: `table` (one file)."""
    question = Question(
        key="table",
        prompt=say(N_("Please send the table as a file (.xlsx or .csv).")),
        answer=PaperAnswer((TABLE,), at_most=1),
        help=say(
            N_(
                "Save it in Excel or WPS as an Excel workbook (.xlsx) or as CSV. Two columns are needed, named at the "
                "top: household number and case officer. In each line below stand the number of a household file and "
                "its officer: the Telegram number, the phone number, or the name if only one officer has it."
            )
        ),
        label=say(N_("Table")),
        hint=say(N_("Either every line of it is taken, or none, and you read what to correct.")),
    )
    return Form(key="officer_table", title=say(N_("Case officers by table")), questions=(question,), summary=False)
