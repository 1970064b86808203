"""The buttons under prompts, shared by those who queue the messages and those who take the presses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.platform.buttons import Button
from domain.procedure.state import Choice, Verdict


@dataclass(frozen=True)
class ApproveWithout(Button, code="dw"):
    """An officer approves a step although papers are missing; `missing` is the mark of those that they were told."""

    case_id: int
    version: int
    missing: int


@dataclass(frozen=True)
class DecideStep(Button, code="dc"):
    """An officer approves, returns or refuses; `version` is that of the case the officer saw."""

    case_id: int
    version: int
    verdict: Verdict


@dataclass(frozen=True)
class CastVote(Button, code="vo"):
    """A member of a meeting votes; `version` is that of the case they saw."""

    case_id: int
    version: int
    choice: Choice


@dataclass(frozen=True)
class TakeBack(Button, code="tb"):
    """An officer takes back what they have just decided; `together`: all that was decided by that press."""

    meant_id: int
    together: int


@dataclass(frozen=True)
class AtOnce(Button, code="nw"):
    """An officer lets what they have just decided take effect now; `together` likewise."""

    meant_id: int
    together: int


@dataclass(frozen=True)
class ShowPrompt(Button, code="sp"):
    """An officer wants a prompt anew, at the end of the chat."""

    prompt_id: int


@dataclass(frozen=True)
class PendingPage(Button, code="pg"):
    """Another page of what waits."""

    page: int


class Sort(StrEnum):
    """By what a list of what waits was chosen."""

    ALL = "a"
    LATE = "l"
    WHAT = "w"
    PROGRAMME = "p"


@dataclass(frozen=True)
class PendingBy(Button, code="pf"):
    """A page of what waits of one sort; `of` says which step, errand or programme."""

    sort: Sort
    of: str
    page: int


@dataclass(frozen=True)
class EnterMany(Button, code="em"):
    """The recorder has numbers of the national system for several cases."""


@dataclass(frozen=True)
class RecordVisit(Button, code="rv"):
    """An officer begins to record a home visit."""

    case_id: int


@dataclass(frozen=True)
class ConfirmVisit(Button, code="cv"):
    """The second officer was there, too."""

    visit_id: int


@dataclass(frozen=True)
class DenyVisit(Button, code="dv"):
    """The officer who was named was not there."""

    visit_id: int


@dataclass(frozen=True)
class EnterNumber(Button, code="en"):
    """The recorder has the number of the national system."""

    case_id: int
    version: int


@dataclass(frozen=True)
class EntryData(Button, code="ed"):
    """The recorder needs what the national system asks for."""

    case_id: int
    version: int


@dataclass(frozen=True)
class MarkPaid(Button, code="mp"):
    """The cashier has paid."""

    case_id: int
    version: int


@dataclass(frozen=True)
class MonthsPaid(Button, code="mo"):
    """The cashier has paid what is due of something that is given each month."""

    case_id: int
    version: int


@dataclass(frozen=True)
class ShowCard(Button, code="sc"):
    """The cashier needs the card number in full."""

    case_id: int
    version: int


@dataclass(frozen=True)
class Repaid(Button, code="rp"):
    """The cashier writes down that a part of a loan has come back."""

    case_id: int
    version: int


@dataclass(frozen=True)
class SendContract(Button, code="wc"):
    """The worker sends photos of the signed contract."""

    case_id: int


@dataclass(frozen=True)
class ContractBack(Button, code="cb"):
    """An officer cannot read them, and asks for them once more."""

    case_id: int
    version: int
