"""The buttons of the books: money that came in is written down, and confirmed by somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.platform.buttons import Button


class Way(StrEnum):
    """Whether money came into a fund, or goes out of it otherwise than for a case."""

    IN = "i"
    OUT = "o"


@dataclass(frozen=True)
class EnterMoney(Button, code="fm"):
    """Write down what came into a fund, or what goes out of it."""

    way: Way


@dataclass(frozen=True)
class ReceiptsToConfirm(Button, code="fw"):
    """Show what waits to be confirmed once more."""


class Found(StrEnum):
    """What somebody finds who looks into the account."""

    THERE = "y"
    WRONG = "n"


@dataclass(frozen=True)
class DecideReceipt(Button, code="fk"):
    """Say whether money that was written down is in the account."""

    receipt_id: int
    found: Found
