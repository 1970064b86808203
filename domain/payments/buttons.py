"""The buttons under messages about money: those of the cashier, and those of the worker who waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.platform.buttons import Button


@dataclass(frozen=True)
class MoneyBack(Button, code="pa"):
    """The bank sent the money back; prompts of the version before say “Paid again”, which begins with this, too."""

    case_id: int


class Again(StrEnum):
    """What a second officer finds: pay it again, ask for another card, or it had not come back."""

    PAY = "p"
    CARD = "c"
    PAID = "d"


@dataclass(frozen=True)
class DecideAgain(Button, code="dg"):
    """A second officer looked at money that came back; `row_id` is the row that is proposed."""

    row_id: int
    found: Again


@dataclass(frozen=True)
class GiveCard(Button, code="gc"):
    """The worker gives another card for money that came back."""

    case_id: int


@dataclass(frozen=True)
class AnswerWorker(Button, code="aw"):
    """The cashier writes to the worker whose money did not come."""

    case_id: int


@dataclass(frozen=True)
class ReceiptArrived(Button, code="ra"):
    """The worker has the money."""

    case_id: int


@dataclass(frozen=True)
class ReceiptMissing(Button, code="rm"):
    """The worker says that the money did not come."""

    case_id: int


@dataclass(frozen=True)
class PayMonths(Button, code="mz"):
    """The cashier has paid every month that is due, as the list showed them: of so many cases, so much in all (fen);
    `mark` says of which."""

    mark: int
    count: int
    fen: int


@dataclass(frozen=True)
class HoldRun(Button, code="rx"):
    """An officer lets what is given each month rest."""

    case_id: int


@dataclass(frozen=True)
class LetRunOn(Button, code="ry"):
    """An officer lets it go on."""

    case_id: int


@dataclass(frozen=True)
class EndRun(Button, code="rz"):
    """A second officer ends what rests."""

    case_id: int


@dataclass(frozen=True)
class StopRun(Button, code="rw"):
    """A worker needs what they are given each month no more; `sure` once they were asked."""

    case_id: int
    sure: int


@dataclass(frozen=True)
class AskToWait(Button, code="wr"):
    """The worker cannot pay a repayment this month."""

    case_id: int


@dataclass(frozen=True)
class AskToSettle(Button, code="ws"):
    """The worker would like to pay back all of a loan at once."""

    case_id: int


@dataclass(frozen=True)
class AnswerSettling(Button, code="wh"):
    """The cashier writes to that worker how."""

    case_id: int


@dataclass(frozen=True)
class ProposeWait(Button, code="wp"):
    """An officer asks that a repayment may wait."""

    case_id: int


@dataclass(frozen=True)
class DecideWait(Button, code="wd"):
    """An officer lets a repayment of this number wait, or not; the first of two, or the second."""

    deferral_id: int
    number: int
    lets: int


class Heard(StrEnum):
    """What the worker said when a case officer asked whether the money came."""

    ARRIVED = "a"
    MISSING = "m"
    NOBODY = "n"


@dataclass(frozen=True)
class ReceiptHeard(Button, code="rh"):
    """A case officer asked the worker who had not said whether the money came."""

    case_id: int
    version: int
    heard: Heard
