"""The receipt: the worker says whether the money has come."""

from __future__ import annotations

from collections.abc import Iterator

from domain.platform.text import N_
from domain.procedure.events import MoneyOff
from domain.procedure.state import Verdict
from domain.procedure.steps.kind import Actor, Kind, WaitsFor
from domain.units.steps import StepKind


class Receipt(Kind):
    """No officer decides it; what becomes of silence is said in `domain.procedure.late`."""

    key = StepKind.RECEIPT
    name = N_("confirmation by the worker")
    coming = N_("Please tell us whether the money has come.")
    actor = Actor.WORKER
    verdicts = frozenset[Verdict]()
    follows = StepKind.PAYMENT
    is_granted = is_money = True
    waits_for = WaitsFor.RECEIPT

    def left(self, case_id: int) -> Iterator[object]:
        """Nothing is due any more."""
        yield MoneyOff(case_id)


KIND = Receipt()
