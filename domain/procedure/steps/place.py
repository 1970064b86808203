"""A place in a course: which, and from when on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.forms import DateAnswer, Form, Question, TextAnswer
from domain.platform.text import N_, Sayable, say
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step, StepKind


def place_form(number: str) -> Form:
    """Ask for the course. Answers: `course`, `begins_on`."""
    return Form(
        key="place",
        title=say(N_("Place in a course, case {number}"), number=number),
        questions=(
            Question(
                key="course",
                prompt=say(N_("Which course, where and at which hours?")),
                answer=TextAnswer(least=2, most=200),
                help=say(N_("The worker reads this. Whom to call belongs here, too.")),
                label=say(N_("Course")),
            ),
            Question(
                key="begins_on",
                prompt=say(N_("On which day does it begin?")),
                answer=DateAnswer(near=True),
                help=say(N_("The first day of the course.")),
                label=say(N_("Begins on")),
            ),
        ),
        summary=False,
    )


class Place(Kind):
    """Whoever gives the place decides that the union helps; what came of the course is a step of its own."""

    key = StepKind("place")
    name = N_("place in a course")
    prompt = N_("Please find a place in a fitting course, then tell me which.")
    coming = N_("Your union now looks for a place in a fitting course. It costs you nothing.")
    approved = N_("{step}: given by the {role}")
    settled = N_("Written down by the {role}, {unit}.")
    done = N_("Written down.")
    go = N_("Place found")
    follows = StepKind.REVIEW
    goes_before = StepKind("outcome")
    is_duty = needs_people = grants = tells = True

    def asks(self, number: str, step: Step) -> Form | None:
        """Which course."""
        return place_form(number)

    def kept(self, answers: Mapping[str, Any], step: Step) -> str:
        """The course and its first day."""
        return json.dumps({"course": answers["course"], "on": str(answers["begins_on"])}, ensure_ascii=False)

    def told(self, kept: str) -> Sayable | None:
        """The course."""
        if not kept:
            return None
        held = json.loads(kept)
        source = N_("A place in a course from {day} on: {course}")
        return say(source, day=date.fromisoformat(held["on"]), course=held["course"])


KIND = Place()
