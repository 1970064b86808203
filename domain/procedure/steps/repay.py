"""The repayment: what was lent comes back by a plan, and the case ends once all of it is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from domain.platform.calendar import WorkingCalendar
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Refusal, Text, say
from domain.procedure.buttons import Repaid
from domain.procedure.grounds import Change
from domain.procedure.state import CaseState, Decision, Verdict
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step, StepKind


class StillOwed(Refusal):
    """A loan is settled by its last repayment, and by nothing else."""

    text = N_("Case {number} is not paid back yet. Please write down each repayment; with the last one it ends.")


class Repay(Kind):
    """It is over with the last repayment, which `services.payments` writes down; nothing at home takes it back."""

    key = StepKind("repay")
    name = N_("repayment")
    prompt = N_("The loan is being paid back. Please write down each repayment as soon as it is there.")
    coming = N_("The loan is now paid back by the plan, which stands under /cases. I remind you before each day.")
    approved = N_("{step}: written down as settled by the {role}")
    settled = N_("Settled; written down by the {role}, {unit}.")
    done = N_("The loan is settled.")
    go = N_("Write down a repayment")
    verdicts = frozenset({Verdict.APPROVE})
    follows = StepKind.PAYMENT
    is_granted = is_money = is_outside = repays = True

    def check(self, case: CaseState, decision: Decision) -> None:
        """Raise StillOwed unless the last repayment is named."""
        if not decision.reference:
            raise StillOwed(number=case.number)

    def last_day(self, step: Step, since: date, calendar: WorkingCalendar) -> date | None:
        """None: each repayment has a day of its own."""
        return None

    def rests_on(self, change: Change) -> bool:
        """What was lent is owed, whatever changed since."""
        return False

    def keys(self, case_id: int, version: int, *, can_return: bool) -> Keys:
        """That a repayment has come."""
        return ((key(Text(self.go), Repaid(case_id, version)),),)

    def problems(self, step: Step) -> Iterator[Text]:
        """It says in how many months."""
        yield from super().problems(step)
        if not step.months and step.count is None:
            source = N_("a repayment says in how many {months}, or which question of the programme asks it ({count})")
            yield say(source, months="months", count="count")


KIND = Repay()
