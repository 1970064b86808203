"""What a case waits for from its worker, as it stands."""

from __future__ import annotations

from enum import StrEnum

from domain.policy.waits import Patience, Waits
from domain.procedure.state import Status
from domain.units.steps import StepKind


class WaitsFor(StrEnum):
    """What the worker is to do; named as the policy names its days."""

    RETURNED = "returned"  # correct the case and hand it in again
    PAPERS = "papers"  # bring the papers that were to follow
    RECEIPT = "receipt"  # say whether the money has come


def waits_for(status: Status, kind: StepKind | None, *, disputed: bool = False) -> WaitsFor | None:
    """Return what a case that stands so waits for, None when nothing is left to its worker.

    A review may wait for papers; whether any are missing is asked when the days are over.
    """
    if status is Status.RETURNED:
        return WaitsFor.RETURNED
    if status is not Status.OPEN:
        return None
    if kind is StepKind.RECEIPT:
        return None if disputed else WaitsFor.RECEIPT
    return WaitsFor.PAPERS if kind is StepKind.REVIEW else None


def patience_of(waits: Waits, what: WaitsFor) -> Patience:
    """Return how long the policy waits for this."""
    patience: Patience = getattr(waits, what.value)
    return patience
