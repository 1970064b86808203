"""Papers after the money: what could not wait was paid at once, and now its papers come."""

from __future__ import annotations

from collections.abc import Iterator

from domain.platform.text import N_
from domain.procedure.events import PapersDue
from domain.procedure.state import Verdict
from domain.procedure.steps.kind import Actor, Kind, WaitsFor
from domain.units.steps import StepKind


class Papers(Kind):
    """No officer decides it: it is over when all have come, or when their days are."""

    key = StepKind("papers")
    name = N_("papers after the payment")
    coming = N_("Now please send the papers that were to follow.")
    actor = Actor.WORKER
    verdicts = frozenset[Verdict]()
    follows = StepKind.PAYMENT
    is_granted = True
    waits_for = WaitsFor.PROOFS

    def entered(self, case_id: int) -> Iterator[object]:
        """They are asked for, unless they are there already."""
        yield PapersDue(case_id)


KIND = Papers()
