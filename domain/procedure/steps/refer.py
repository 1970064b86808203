"""The hand-over: what the union cannot decide itself is given to the body that can."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from domain.forms import DateAnswer, Form, Question, TextAnswer
from domain.platform.text import N_, Local, Sayable, Text, say
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step, StepKind


def hand_over_form(number: str, to: Local) -> Form:
    """Ask to whom a case was handed over. Answers: `handed_to`, `handed_on`."""
    return Form(
        key="hand_over",
        title=say(N_("Case {number}: handed over to {to}"), number=number, to=to),
        questions=(
            Question(
                key="handed_to",
                prompt=say(N_("Who has it there now? Name or office, and how to reach them.")),
                answer=TextAnswer(least=2, most=120),
                help=say(N_("The worker reads this, so that they know whom to ask for.")),
                label=say(N_("Handed to")),
            ),
            Question(
                key="handed_on",
                prompt=say(N_("On which day was it handed over?")),
                answer=DateAnswer(not_future=True, near=True),
                help=say(N_("The day on which they had it in their hands.")),
                label=say(N_("Handed over on")),
            ),
        ),
        summary=False,
    )


class Refer(Kind):
    """Whoever hands it over decides that the union takes it up; the answer is a step of its own."""

    key = StepKind("refer")
    name = N_("hand-over")
    prompt = N_("Please hand it over to {to}, then tell me who has it there.")
    coming = N_("Your union now hands it over to {to}. You need not do anything.")
    approved = N_("{step}: handed over by the {role}")
    settled = N_("Handed over by the {role}, {unit}.")
    done = N_("Written down.")
    go = N_("Handed over")
    follows = StepKind.REVIEW
    goes_before = StepKind("answer")
    is_duty = needs_people = grants = tells = True

    def asked(self, step: Step) -> Sayable:
        """To whom it goes."""
        return say(self.prompt, to=step.to or "-")

    def comes(self, step: Step) -> Sayable:
        """To whom it goes."""
        return say(self.coming, to=step.to or "-")

    def asks(self, number: str, step: Step) -> Form | None:
        """Who has it there, and since when."""
        return hand_over_form(number, step.to or Local({}))

    def kept(self, answers: Mapping[str, Any], step: Step) -> str:
        """The body, who has it there, and the day."""
        to = dict((step.to or Local({})).by_locale)
        on = str(answers["handed_on"])
        return json.dumps({"to": to, "who": answers["handed_to"], "on": on}, ensure_ascii=False)

    def told(self, kept: str) -> Sayable | None:
        """Who has it there."""
        if not kept:
            return None
        held = json.loads(kept)
        source = N_("Handed over to {to} on {day}: {who}")
        return say(source, to=Local(held["to"]), day=date.fromisoformat(held["on"]), who=held["who"])

    def problems(self, step: Step) -> Iterator[Text]:
        """It says to whom."""
        yield from super().problems(step)
        if step.to is None:
            yield say(N_("a hand-over says to whom it goes ({key})"), key="to")


KIND = Refer()
