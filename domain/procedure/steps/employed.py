"""Whether somebody is in work some months after a course: asked once, and not before."""

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

AFTER = StepKind("outcome")


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


class Employed(Kind):
    """It lies before its officers at once, with the day from which on they ask."""

    key = StepKind("employed")
    name = N_("work after the course")
    coming = N_("Some months from now your union asks once whether you are in work.")
    prompt = N_("Is the person in work?")
    approved = N_("{step}: written down by the {role}")
    settled = N_("Written down by the {role}, {unit}.")
    done = N_("Written down.")
    go = N_("Write down the work")
    verdicts = frozenset({Verdict.APPROVE, Verdict.RETURN})
    follows = AFTER
    is_granted = is_outside = tells = True

    def asked(self, step: Step) -> Sayable:
        """After how many months."""
        source = Nn_(
            "Once {count} month has gone by since the course, please ask whether the person is in work.",
            "Once {count} months have gone by since the course, please ask whether the person is in work.",
        )
        return say_many(*source, step.months)

    def check(self, case: CaseState, decision: Decision) -> None:
        """Raise AskedTooEarly before its months are over."""
        since = max((one.at for one in case.decisions if one.step == AFTER), default=decision.at)
        assert case.step is not None
        first = add_months(since.astimezone(BEIJING).date(), case.step.months)
        if decision.at.astimezone(BEIJING).date() < first:
            raise AskedTooEarly(number=case.number, day=first)

    def last_day(self, step: Step, since: date, calendar: WorkingCalendar) -> date | None:
        """The working days begin when the months are over."""
        return super().last_day(step, add_months(since, step.months), calendar)

    def rests_on(self, change: Change) -> bool:
        """Whether somebody works is so, whatever changed since."""
        return False

    def asks(self, number: str, step: Step) -> Form | None:
        """Whether they are in work."""
        return employed_form(number, step)

    def kept(self, answers: Mapping[str, Any], step: Step) -> str:
        """The answer, its day, and which work."""
        return chosen.kept(answers, step)

    def told(self, kept: str) -> Sayable | None:
        """All of it."""
        return chosen.told(N_("Work after the course, {day}: <b>{answer}</b>"), kept)

    def problems(self, step: Step) -> Iterator[Text]:
        """It says what can be answered, and after how many months it is asked."""
        yield from super().problems(step)
        yield from chosen.problems(step)
        if not step.months:
            yield say(N_("it says after how many {months} it is asked"), months="months")


KIND = Employed()
