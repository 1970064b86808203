"""The monthly run: what was approved is paid month by month, until its months are over or something ends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from domain.platform.access import Action
from domain.platform.calendar import WorkingCalendar
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Text, say
from domain.procedure.buttons import MonthsPaid, ShowCard
from domain.procedure.events import RunBegun, RunOff
from domain.procedure.grounds import Change
from domain.procedure.state import Verdict
from domain.procedure.steps.kind import Kind, back_key
from domain.units.steps import Step, StepKind


class Run(Kind):
    """Each month is a row of money that becomes due on its day; its cashiers are asked while one is due.

    It is over once every month of it is paid, or it was ended; `services.payments` moves it on then.
    """

    key = StepKind("run")
    name = N_("monthly payment")
    prompt = N_("Please pay what is due to the bank card and send me the date and the bank's reference.")
    coming = N_("It was approved. It is now paid to the bank card month by month; the months stand under /cases.")
    approved = N_("{step}: its months are over")
    verdicts = frozenset({Verdict.RETURN})
    follows = StepKind.APPROVAL
    is_duty = is_granted = is_listed = is_money = is_outside = pays_out = runs = True
    needs_people = True
    shows = Action.SEE_CARD

    def last_day(self, step: Step, since: date, calendar: WorkingCalendar) -> date | None:
        """None: each month has a day of its own."""
        return None

    def rests_on(self, change: Change) -> bool:
        """What ends it is looked at each month."""
        return False

    def entered(self, case_id: int) -> Iterator[object]:
        """Its months are written down."""
        yield RunBegun(case_id)

    def left(self, case_id: int) -> Iterator[object]:
        """No month of it is due any more."""
        yield RunOff(case_id)

    def keys(self, case_id: int, version: int, *, can_return: bool) -> Keys:
        """That what is due is paid, and the card in full."""
        back = (back_key(case_id, version),) if can_return else ()
        return (
            (key(say(N_("Mark paid")), MonthsPaid(case_id, version)), *back),
            (key(Text(N_("Show card number")), ShowCard(case_id, version)),),
        )


KIND = Run()
