"""The review: the station looks at what was handed in, after two officers have visited the home."""

from __future__ import annotations

from collections.abc import Sequence

from domain.forms import IMAGE, ChoiceAnswer, DateAnswer, Form, Option, PaperAnswer, Question, TextAnswer
from domain.platform.text import N_, say
from domain.procedure.grounds import Change
from domain.procedure.steps.kind import Kind, WaitsFor
from domain.units.steps import StepKind

MOST_PHOTOS = 6


def visit_form(colleagues: Sequence[Option], number: str) -> Form:
    """Ask for a home visit. Answers: `visited_on`, `second` (key of a colleague), `findings`, `photos`."""
    return Form(
        key="visit",
        title=say(N_("Home visit, case {number}"), number=number),
        questions=(
            Question(
                key="visited_on",
                prompt=say(N_("On which day were you there?")),
                answer=DateAnswer(not_future=True, near=True),
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
            Question(
                key="photos",
                prompt=say(N_("A photo of the visit? If people are in it, ask them first.")),
                answer=PaperAnswer((IMAGE,), at_most=MOST_PHOTOS),
                help=say(N_("Whoever decides on the case sees it under “Papers”. If you have none, press “No photo”.")),
                label=say(N_("Photos")),
                hint=say(N_("Send one or several, at most {most}, then press Done."), most=str(MOST_PHOTOS)),
                optional=True,
                skip_label=say(N_("No photo")),
            ),
        ),
        summary=False,
    )


class Review(Kind):
    """Whoever reviews may have visited; nothing that was decided before binds it, since it looks at all there is."""

    key = StepKind.REVIEW
    name = N_("review")
    prompt = N_("Please review it.")
    prompt_paid = N_("It is paid already. Please look whether everything is in order: papers, and what happened.")
    coming = N_("Your union now reviews it; two colleagues will visit you at home, which costs nothing.")
    is_duty = is_visited = asks_aid = True
    waits_for = WaitsFor.PAPERS

    def rests_on(self, change: Change) -> bool:
        """A review decides of what it finds."""
        return False


KIND = Review()
