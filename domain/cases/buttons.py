"""The buttons under one case: what its officers look at, and what its worker does with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.platform.buttons import Button
from domain.platform.power.purposes import Purpose


@dataclass(frozen=True)
class OpenCase(Button, code="oc"):
    """An officer reads what a decision rests on."""

    case_id: int


@dataclass(frozen=True)
class ChangeFromCase(Button, code="kb"):
    """An officer wants to change what its worker gave at registration, or the card of its student."""

    case_id: int


@dataclass(frozen=True)
class SeePapers(Button, code="pp"):
    """An officer wants the files."""

    case_id: int


@dataclass(frozen=True)
class SeeHistory(Button, code="hi"):
    """An officer wants to read what has happened."""

    case_id: int


@dataclass(frozen=True)
class SeeWhy(Button, code="wy"):
    """An officer wants to read everything that was looked at when the case was handed in."""

    case_id: int


@dataclass(frozen=True)
class SeeAllLooked(Button, code="wa"):
    """Whoever reads why a case was found so wants what holds, too."""

    case_id: int


@dataclass(frozen=True)
class ShowList(Button, code="ls"):
    """An approver or cashier wants the list of what waits of money settled at visits."""


@dataclass(frozen=True)
class ApproveList(Button, code="al"):
    """An approver approves a list as they saw it: `mark` says of which cases, how many, and the sum in fen."""

    mark: int
    count: int
    fen: int


class Act(StrEnum):
    """What a worker can do with a case."""

    OPEN = "o"
    HISTORY = "h"
    PAPERS = "p"
    CORRECT = "c"
    WITHDRAW = "w"
    SURE = "s"
    OBJECT = "j"
    TAKE_UP = "u"
    REPORTED = "r"
    SENT = "d"
    PLAN = "l"


@dataclass(frozen=True)
class CasePress(Button, code="mc"):
    """A press under one of the worker's own cases."""

    case_id: int
    act: Act


@dataclass(frozen=True)
class AddPaper(Button, code="ad"):
    """A worker wants to add a paper of this kind."""

    case_id: int
    kind: str


@dataclass(frozen=True)
class SentPaper(Button, code="pt"):
    """A worker wants to see a file that they sent."""

    paper_id: int


@dataclass(frozen=True)
class TakePaperBack(Button, code="pb"):
    """A worker takes a paper back; `sure` 1 once they were asked."""

    paper_id: int
    sure: int


@dataclass(frozen=True)
class OtherPaper(Button, code="po"):
    """A worker sends another file in place of a paper."""

    paper_id: int


@dataclass(frozen=True)
class LetterOnPaper(Button, code="xl"):
    """An officer wants the letter on a decision, and says what for."""

    case_id: int
    purpose: Purpose


@dataclass(frozen=True)
class OwnLetter(Button, code="xm"):
    """A worker wants the letter on the decision of their case."""

    case_id: int
