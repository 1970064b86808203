"""Things and places that were lent: due back after some months, and written down when they are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from domain.forms import Form
from domain.platform.calendar import WorkingCalendar, add_months
from domain.platform.text import N_, Nn_, Sayable, Text, say, say_many
from domain.procedure import questions as chosen
from domain.procedure.grounds import Change
from domain.procedure.state import Verdict
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step, StepKind


def back_form(number: str, step: Step) -> Form:
    """Ask what came back. Answers: `answer` (a key of `step.answers`), `answered_on`, `note`."""
    return Form(
        key="back",
        title=say(N_("Case {number}: what was lent"), number=number),
        questions=(
            chosen.choice(step, say(N_("How did it come back?"))),
            chosen.day(say(N_("On which day did it come back?")), say(N_("The day on which you had it again."))),
            chosen.note(say(N_("What is there to say about its state?"))),
        ),
        summary=False,
    )


class Back(Kind):
    """It may come back at any time before; only when its months are over is it late."""

    key = StepKind("back")
    name = N_("return of what was lent")
    prompt = N_("It is lent. Once it is back, please write that down.")
    coming = N_("It is lent to you.")
    approved = N_("{step}: written down by the {role}")
    settled = N_("Written down by the {role}, {unit}.")
    done = N_("Written down.")
    go = N_("It is back")
    verdicts = frozenset({Verdict.APPROVE, Verdict.RETURN})
    follows = StepKind("give")
    is_granted = is_outside = tells = True

    def asked(self, step: Step) -> Sayable:
        """For how many months it is lent."""
        source = Nn_(
            "It is lent for {count} month. Once it is back, please write that down.",
            "It is lent for {count} months. Once it is back, please write that down.",
        )
        return say_many(*source, step.months)

    def comes(self, step: Step) -> Sayable:
        """For how many months the worker has it."""
        source = Nn_(
            "It is lent to you for {count} month. If you can no longer use it, please tell your union: /officer",
            "It is lent to you for {count} months. If you can no longer use it, please tell your union: /officer",
        )
        return say_many(*source, step.months)

    def last_day(self, step: Step, since: date, calendar: WorkingCalendar) -> date | None:
        """The working days begin when the months are over."""
        return super().last_day(step, add_months(since, step.months), calendar)

    def rests_on(self, change: Change) -> bool:
        """Whether it came back is so, whatever changed since."""
        return False

    def asks(self, number: str, step: Step) -> Form | None:
        """What came back."""
        return back_form(number, step)

    def kept(self, answers: Mapping[str, Any], step: Step) -> str:
        """The answer, its day, and the note."""
        return chosen.kept(answers, step)

    def told(self, kept: str) -> Sayable | None:
        """All of it."""
        return chosen.told(N_("What was lent, {day}: <b>{answer}</b>"), kept)

    def problems(self, step: Step) -> Iterator[Text]:
        """It says what can be answered, and for how many months it is lent."""
        yield from super().problems(step)
        yield from chosen.problems(step)
        if not step.months:
            yield say(N_("it says for how many {months} something is lent"), months="months")


KIND = Back()
