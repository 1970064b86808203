"""The buttons under messages about cases, shared by those who queue the messages and those who take the presses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.platform.buttons import Button
from domain.procedure.procedure import Verdict
from domain.units.steps import Role


class Answer(StrEnum):
    """How an objection is answered: it is dismissed, or upheld by giving the case back or refusing it."""

    DISMISS = "d"
    RETURN = "r"
    REFUSE = "f"


@dataclass(frozen=True)
class DecideStep(Button, code="dc"):
    """An officer approves, returns or refuses; `version` is that of the case the officer saw."""

    case_id: int
    version: int
    verdict: Verdict


@dataclass(frozen=True)
class OpenCase(Button, code="oc"):
    """An officer reads what a decision rests on."""

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
class ShowPrompt(Button, code="sp"):
    """An officer wants a prompt anew, at the end of the chat."""

    prompt_id: int


@dataclass(frozen=True)
class PendingPage(Button, code="pg"):
    """Another page of what waits."""

    page: int


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
class MarkPaid(Button, code="mp"):
    """The cashier has paid."""

    case_id: int
    version: int


@dataclass(frozen=True)
class ShowCard(Button, code="sc"):
    """The cashier needs the card number in full."""

    case_id: int
    version: int


@dataclass(frozen=True)
class EntryData(Button, code="ed"):
    """The recorder needs what the national system asks for."""

    case_id: int
    version: int


@dataclass(frozen=True)
class PaidAgain(Button, code="pa"):
    """The money had not come, and the bank sent it once more."""

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
class AnswerObjection(Button, code="ao"):
    """An approver answers an objection."""

    objection_id: int
    answer: Answer


@dataclass(frozen=True)
class ObjectToNotice(Button, code="on"):
    """Somebody knows something that speaks against a notice."""

    notice_id: int


@dataclass(frozen=True)
class NoticesPage(Button, code="np"):
    """Another page of the notices."""

    page: int


@dataclass(frozen=True)
class UnitsPage(Button, code="up"):
    """A page of the units."""

    page: int


@dataclass(frozen=True)
class OpenUnit(Button, code="uo"):
    """One unit, with what can be done there."""

    unit_id: int


@dataclass(frozen=True)
class AddUnit(Button, code="ua"):
    """A new unit below this one; 0 for one at the top."""

    parent_id: int


@dataclass(frozen=True)
class UnitPoster(Button, code="uq"):
    """The poster by which workers of a unit find the bot."""

    unit_id: int


@dataclass(frozen=True)
class OfficersPage(Button, code="op"):
    """A page of the officers."""

    page: int


@dataclass(frozen=True)
class AppointAt(Button, code="aa"):
    """An officer is to be appointed at a unit; the role comes next."""

    unit_id: int


@dataclass(frozen=True)
class AppointAs(Button, code="ar"):
    """Make the one-time link for a role at a unit."""

    unit_id: int
    role: Role


@dataclass(frozen=True)
class OpenAppointment(Button, code="ap"):
    """One appointment; asks whether it is to end."""

    appointment_id: int


@dataclass(frozen=True)
class EndAppointment(Button, code="ae"):
    """The appointment ends now."""

    appointment_id: int
