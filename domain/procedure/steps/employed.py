"""Whether somebody is in work some months after a course: asked once, and not before."""

from __future__ import annotations

from domain.forms import Form
from domain.platform.text import N_, Nn_, Refusal, Sayable, say, say_many
from domain.procedure import questions as chosen
from domain.procedure.steps.after_months import AfterMonths
from domain.units.steps import Step, StepKind


class AskedTooEarly(Refusal):
    """The months after the course are not over."""

    text = N_("In case {number} this is asked from {day} on: only then can it be said whether the work lasts.")


def employed_form(number: str, step: Step) -> Form:
    """Ask about the work. Answers: `answer` (a key of `step.answers`), `answered_on`, `note`."""
    return Form(
        key="employed",
        title=say(N_("Work after the course, case {number}"), number=number),
        questions=(
            chosen.choice(step, say(N_("Are they in work?"))),
            chosen.day(say(N_("On which day did you ask?")), say(N_("The day of the call or of the visit."))),
            chosen.note(say(N_("Which work, and what would help further?"))),
        ),
        summary=False,
    )


class Employed(AfterMonths):
    """It lies before its officers at once, with the day from which on they ask."""

    key = StepKind("employed")
    name = N_("work after the course")
    coming = N_("Some months from now your union asks once whether you are in work.")
    prompt = N_("Is the person in work?")
    go = N_("Write down the work")
    follows = StepKind("outcome")
    too_early = AskedTooEarly

    def asked(self, step: Step) -> Sayable:
        """After how many months."""
        source = Nn_(
            "Once {count} month has gone by since the course, please ask whether the person is in work.",
            "Once {count} months have gone by since the course, please ask whether the person is in work.",
        )
        return say_many(*source, step.months)

    def asks(self, number: str, step: Step) -> Form | None:
        """Whether they are in work."""
        return employed_form(number, step)

    def told(self, kept: str) -> Sayable | None:
        """All of it."""
        return chosen.told(N_("Work after the course, {day}: <b>{answer}</b>"), kept)


KIND = Employed()
