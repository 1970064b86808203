"""What came of a course: attended or not, the exam, the certificate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from domain.forms import Form
from domain.platform.text import N_, Sayable, Text, say
from domain.procedure import questions as chosen
from domain.procedure.grounds import Change
from domain.procedure.state import Verdict
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step, StepKind


def outcome_form(number: str, step: Step) -> Form:
    """Ask what came of a course. Answers: `answer` (a key of `step.answers`), `answered_on`, `note`."""
    return Form(
        key="outcome",
        title=say(N_("Course of case {number}"), number=number),
        questions=(
            chosen.choice(step, say(N_("What came of the course?"))),
            chosen.day(say(N_("On which day did it end?")), say(N_("The day of the exam, or the last day."))),
            chosen.note(say(N_("Which certificate, with its number? Or what else should be known?"))),
        ),
        summary=False,
    )


class Outcome(Kind):
    """It is written down once the course is over; what changed at home is in nobody's way."""

    key = StepKind("outcome")
    name = N_("course")
    prompt = N_("Once the course is over, please write down what came of it.")
    coming = N_("We wish you every success! After the course your union writes down what came of it.")
    approved = N_("{step}: written down by the {role}")
    settled = N_("Written down by the {role}, {unit}.")
    done = N_("Written down.")
    go = N_("Write down the outcome")
    verdicts = frozenset({Verdict.APPROVE, Verdict.RETURN})
    follows = StepKind("place")
    is_granted = is_outside = tells = True

    def rests_on(self, change: Change) -> bool:
        """What came of a course is so, whatever changed since."""
        return False

    def asks(self, number: str, step: Step) -> Form | None:
        """What came of it."""
        return outcome_form(number, step)

    def kept(self, answers: Mapping[str, Any], step: Step) -> str:
        """The answer, its day, and the certificate."""
        return chosen.kept(answers, step)

    def told(self, kept: str) -> Sayable | None:
        """All of it."""
        return chosen.told(N_("Course, {day}: <b>{answer}</b>"), kept)

    def problems(self, step: Step) -> Iterator[Text]:
        """It says what can come of it."""
        yield from super().problems(step)
        yield from chosen.problems(step)


KIND = Outcome()
