"""The buttons of the books: money that came in is written down, and confirmed by somebody else."""

from __future__ import annotations

from dataclasses import dataclass

from domain.platform.buttons import Button


@dataclass(frozen=True)
class EnterMoney(Button, code="fm"):
    """Write down what came into a fund."""


@dataclass(frozen=True)
class ReceiptsToConfirm(Button, code="fw"):
    """Show what waits to be confirmed once more."""


@dataclass(frozen=True)
class DecideReceipt(Button, code="fk"):
    """Say whether money that was written down is in the account."""

    receipt_id: int
    is_there: bool
