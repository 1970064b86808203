"""What a case waits for from its worker, as it stands."""

from __future__ import annotations

from domain.policy.waits import Patience, Waits
from domain.procedure.state import CaseState, Status
from domain.procedure.steps import kind_of
from domain.procedure.steps.kind import WaitsFor
from domain.units.steps import StepKind

__all__ = ["WaitsFor", "patience_of", "waits_for"]


def waits_for(status: Status, kind: StepKind | None, *, disputed: bool = False) -> WaitsFor | None:
    """Return what a case that stands so waits for, None when nothing is left to its worker.

    A review may wait for papers; whether any are missing is asked when the days are over.
    """
    if status is Status.RETURNED:
        return WaitsFor.RETURNED
    if status is not Status.OPEN:
        return None
    waited = kind_of(kind).waits_for
    return None if waited is WaitsFor.RECEIPT and disputed else waited


def patience_of(waits: Waits, what: WaitsFor) -> Patience:
    """Return how long the policy waits for this."""
    patience: Patience = getattr(waits, what.value)
    return patience


def sum_is_open(case: CaseState) -> bool:
    """Say whether nobody has chosen yet how much is given, where that is left open: the approval is still to come."""
    return not any(kind_of(step.kind).chooses_sum for step in case.steps[: case.position])
