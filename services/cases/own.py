"""A worker's view of a case: where it is, who has it, what is missing and what was said."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from domain.platform.text import N_, Local, Money, Text, say
from domain.procedure.state import Status
from domain.units.steps import StepKind
from models.payments import Payment
from models.procedure import AidCase, Decision
from services.cases import worker_side as cases
from services.cases.worker_side import HARDSHIP, PaperKind
from services.platform.house import House
from services.platform.policies import Policy
from services.platform.work import Work
from services.procedure.papers import needed_papers
from services.procedure.record import latest_notice, policy_of, programme_title, steps_of

__all__ = ["AidCase", "CaseView", "needed_papers", "view"]


@dataclass(frozen=True)
class CaseView:
    """What a worker sees of a case; `role` and `level` name who has it, None when it is the worker or nobody.

    `due_on` is the last day of the step, `disputed` says that the cashier is looking for the money.
    """

    case: AidCase
    title: Text | Local
    step: Text
    role: Text | None
    level: Text | None
    notice_until: date | None
    missing: tuple[PaperKind, ...]
    reason: str
    paid: Money | None
    paid_on: date | None
    disputed: bool
    due_on: date | None

    @property
    def is_closed(self) -> bool:
        return Status(self.case.status).is_closed

    @property
    def is_returned(self) -> bool:
        return self.case.status == Status.RETURNED

    @property
    def is_refused(self) -> bool:
        return self.case.status == Status.REFUSED

    @property
    def waits_for_receipt(self) -> bool:
        return self.case.status == Status.OPEN and self.case.step == StepKind.RECEIPT


def view(work: Work, case: AidCase) -> CaseView:
    """Return a case as its worker sees it."""
    policy = policy_of(work, case)
    step = next((step for step in steps_of(case, policy) if step.kind == case.step), None)
    decider = step.decider(case.amount) if step and case.status == Status.OPEN else None
    notice = latest_notice(work.session, case) if case.step == StepKind.NOTICE else None
    payment = work.session.exec(select(Payment).where(Payment.case_id == case.id)).first()
    closed = Status(case.status).is_closed
    disputed = bool(payment and payment.missing_since)
    return CaseView(
        case=case,
        title=_title(case, policy),
        step=cases.label_of_step(case),
        role=decider.role.label if decider else None,
        level=decider.level.label if decider else None,
        notice_until=notice.last_day if notice else None,
        missing=() if closed else tuple(cases.missing_papers(work.session, case, policy)),
        reason=_last_reason(work.session, case),
        paid=Money(payment.amount) if payment else None,
        paid_on=payment.paid_on if payment else None,
        disputed=disputed,
        due_on=None if disputed else _last_day(work.house, case),
    )


def _title(case: AidCase, policy: Policy) -> Text | Local:
    """A report that is still running has no file yet."""
    if case.programme == HARDSHIP and not Status(case.status).is_closed:
        return say(N_("Opening a hardship file"))
    return programme_title(case, policy)


def _last_day(house: House, case: AidCase) -> date | None:
    """Return the last day of the step: it is overdue from the midnight after."""
    if case.due_at is None or case.status != Status.OPEN:
        return None
    return case.due_at.astimezone(house.zone).date() - timedelta(days=1)


def _last_reason(session: Session, case: AidCase) -> str:
    """Return why the case was returned or refused the last time, if it stands so now."""
    if case.status not in (Status.RETURNED, Status.REFUSED):
        return ""
    query = select(Decision).where(Decision.case_id == case.id, col(Decision.verdict).in_(("return", "refuse")))
    decision = session.exec(query.order_by(col(Decision.id).desc())).first()
    return decision.reason or "" if decision else ""
