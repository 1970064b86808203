"""A look some months after goods were given: what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from domain.forms import Form
from domain.platform.calendar import BEIJING, WorkingCalendar, add_months
from domain.platform.text import N_, Nn_, Refusal, Sayable, Text, say, say_many
from domain.procedure import questions as chosen
from domain.procedure.grounds import Change
from domain.procedure.state import CaseState, Decision, Verdict
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step, StepKind

AFTER = StepKind("give")


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


class Look(Kind):
    """It lies before its officers at once, with the day from which on they look."""

    key = StepKind("look")
    name = N_("look at what came of it")
    prompt = N_("Please look at what came of it.")
    coming = N_("Some months from now your union comes to see how it goes.")
    approved = N_("{step}: written down by the {role}")
    settled = N_("Written down by the {role}, {unit}.")
    done = N_("Written down.")
    go = N_("Write down what came of it")
    verdicts = frozenset({Verdict.APPROVE, Verdict.RETURN})
    follows = AFTER
    is_granted = is_outside = tells = True

    def asked(self, step: Step) -> Sayable:
        """After how many months."""
        source = Nn_(
            "Once {count} month has gone by since they got it, please look at what came of it.",
            "Once {count} months have gone by since they got it, please look at what came of it.",
        )
        return say_many(*source, step.months)

    def check(self, case: CaseState, decision: Decision) -> None:
        """Raise LookedTooEarly before its months are over."""
        since = max((one.at for one in case.decisions if one.step == AFTER), default=decision.at)
        assert case.step is not None
        first = add_months(since.astimezone(BEIJING).date(), case.step.months)
        if decision.at.astimezone(BEIJING).date() < first:
            raise LookedTooEarly(number=case.number, day=first)

    def last_day(self, step: Step, since: date, calendar: WorkingCalendar) -> date | None:
        """The working days begin when the months are over."""
        return super().last_day(step, add_months(since, step.months), calendar)

    def rests_on(self, change: Change) -> bool:
        """What came of it is so, whatever changed since."""
        return False

    def asks(self, number: str, step: Step) -> Form | None:
        """What was found."""
        return look_form(number, step)

    def kept(self, answers: Mapping[str, Any], step: Step) -> str:
        """The answer, its day, and the note."""
        return chosen.kept(answers, step)

    def told(self, kept: str) -> Sayable | None:
        """All of it."""
        return chosen.told(N_("What came of it, {day}: <b>{answer}</b>"), kept)

    def problems(self, step: Step) -> Iterator[Text]:
        """It says what can be answered, and after how many months it is looked at."""
        yield from super().problems(step)
        yield from chosen.problems(step)
        if not step.months:
            yield say(N_("it says after how many {months} it is looked at"), months="months")


KIND = Look()
