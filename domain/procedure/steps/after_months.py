"""What is asked or looked at once, some months after the step before it, and not before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from domain.platform.calendar import BEIJING, WorkingCalendar, add_months
from domain.platform.text import N_, Refusal, Text, say
from domain.procedure import questions as chosen
from domain.procedure.grounds import Change
from domain.procedure.state import CaseState, Decision, Verdict
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step


class AfterMonths(Kind):
    """It lies before its officers at once, with the day from which on they act."""

    too_early: ClassVar[type[Refusal]]
    approved = N_("{step}: written down by the {role}")
    settled = N_("Written down by the {role}, {unit}.")
    done = N_("Written down.")
    verdicts = frozenset({Verdict.APPROVE, Verdict.RETURN})
    is_granted = is_outside = tells = True

    def check(self, case: CaseState, decision: Decision) -> None:
        """Raise `too_early` before its months are over."""
        since = max((one.at for one in case.decisions if one.step == self.follows), default=decision.at)
        assert case.step is not None
        first = add_months(since.astimezone(BEIJING).date(), case.step.months)
        if decision.at.astimezone(BEIJING).date() < first:
            raise self.too_early(number=case.number, day=first)

    def last_day(self, step: Step, since: date, calendar: WorkingCalendar) -> date | None:
        """The working days begin when the months are over."""
        return super().last_day(step, add_months(since, step.months), calendar)

    def rests_on(self, change: Change) -> bool:
        """What was found then is so, whatever changed since."""
        return False

    def kept(self, answers: Mapping[str, Any], step: Step) -> str:
        """The answer, its day, and the note."""
        return chosen.kept(answers, step)

    def problems(self, step: Step) -> Iterator[Text]:
        """It says what can be answered, and after how many months it is asked."""
        yield from super().problems(step)
        yield from chosen.problems(step)
        if not step.months:
            yield say(N_("it says after how many {months} it is asked"), months="months")
