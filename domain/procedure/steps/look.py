"""A look some months after goods were given: what came of them."""

from __future__ import annotations

from domain.forms import Form
from domain.platform.text import N_, Nn_, Refusal, Sayable, say, say_many
from domain.procedure import questions as chosen
from domain.procedure.steps.after_months import AfterMonths
from domain.units.steps import Step, StepKind


class LookedTooEarly(Refusal):
    """The months since the goods were given are not over."""

    text = N_("In case {number} the look is from {day} on: only then can it be said what came of it.")


def look_form(number: str, step: Step) -> Form:
    """Ask what was found. Answers: `answer` (a key of `step.answers`), `answered_on`, `note`."""
    return Form(
        key="look",
        title=say(N_("Case {number}: what came of it"), number=number),
        questions=(
            chosen.choice(step, say(N_("What came of it?"))),
            chosen.day(say(N_("On which day did you look?")), say(N_("The day of the call or of the visit."))),
            chosen.note(say(N_("What did you see, and what would help further?"))),
        ),
        summary=False,
    )


class Look(AfterMonths):
    """It lies before its officers at once, with the day from which on they look."""

    key = StepKind("look")
    name = N_("look at what came of it")
    prompt = N_("Please look at what came of it.")
    coming = N_("Some months from now your union comes to see how it goes.")
    go = N_("Write down what came of it")
    follows = StepKind("give")
    too_early = LookedTooEarly

    def asked(self, step: Step) -> Sayable:
        """After how many months."""
        source = Nn_(
            "Once {count} month has gone by since they got it, please look at what came of it.",
            "Once {count} months have gone by since they got it, please look at what came of it.",
        )
        return say_many(*source, step.months)

    def asks(self, number: str, step: Step) -> Form | None:
        """What was found."""
        return look_form(number, step)

    def told(self, kept: str) -> Sayable | None:
        """All of it."""
        return chosen.told(N_("What came of it, {day}: <b>{answer}</b>"), kept)


KIND = Look()
