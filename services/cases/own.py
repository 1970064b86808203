"""A worker's own cases: where each is, who has it, what is missing, what was said, and what it was handed in with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from domain.payments.money import MoneyKind, MoneyState
from domain.platform.access import NotForYou
from domain.platform.text import Local, Money, Sayable, Text
from domain.procedure.grounds import Missing
from domain.procedure.late import is_unheard
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from domain.procedure.steps.kind import WaitsFor
from domain.units.steps import StepKind
from models.payments import MoneyRow
from models.procedure import AidCase, Decision
from services.cases.history import HistoryLine, history
from services.cases.lapsed import back_until
from services.cases.papers.letters import has_letter
from services.cases.reports.beside import AlsoFor, Beside, also_for, seen_beside
from services.cases.reports.labels import label_of_step, waits_until
from services.payments import CameBack, LoanView, came_back, loan_view, run_told, running
from services.platform.work import Work
from services.procedure import Dossier, short_said

MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class CaseView:
    """What a worker sees of a case; `role` and `level` name who has it, None when it is the worker or nobody.

    `amount` is in fen. `due_on` is the last day of the step, `disputed` says that the cashier is looking for the money,
    `came_back` that the bank sent it back.
    `waits_until` is the last day that the worker has, `back_until` that on which they may take it up again.
    `is_unheard`: closed as paid without their word, which they may still give.
    """

    id: int
    number: str
    title: Text | Local
    status: Status
    step: Text
    since: datetime
    opened_at: datetime
    amount: int
    least: int | None  # the sum is still to be chosen, from this up to the amount
    waits_for_receipt: bool
    waits_for_proofs: bool
    role: Text | None
    level: Text | None
    notice_until: date | None
    missing: tuple[Missing, ...]
    reason: str
    paid: Money | None
    paid_on: date | None
    disputed: bool
    due_on: date | None
    came_back: CameBack | None
    waits_until: date | None
    back_until: date | None
    is_unheard: bool
    told: tuple[Sayable, ...] = ()  # what officers wrote down in steps of which the worker reads
    loan: LoanView | None = None  # what was lent, once it is paid
    beside: tuple[Beside, ...] = ()  # the other cases of the same report, each for a list of its own
    also_for: tuple[AlsoFor, ...] = ()  # the lists that one press hands it in for, too
    signs: bool = False  # they may send photos of the contract
    may_stop: bool = False  # they are given something each month, and may say that they need it no more
    has_letter: bool = False  # there is a decision that a letter tells

    @property
    def is_closed(self) -> bool:
        return self.status.is_closed

    @property
    def is_returned(self) -> bool:
        return self.status is Status.RETURNED

    @property
    def is_refused(self) -> bool:
        return self.status is Status.REFUSED


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A case as it was handed in: for which programme and by which form, under which policy, when and with what."""

    id: int
    number: str
    programme: str
    form: str
    policy_version: str
    opened_at: datetime
    answers: Mapping[str, Any]
    is_returned: bool


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A hardship report that is not closed yet, and where it stands."""

    number: str
    step: Text


def _own(work: Work, case_id: int) -> AidCase:
    """Return a case of whoever acts; raises NotForYou for any other, whether there is one or not."""
    case = work.session.get(AidCase, case_id)
    if case is None or case.applicant_id != work.person_id:
        raise NotForYou
    return case


def _all_own(work: Work) -> list[AidCase]:
    query = select(AidCase).where(AidCase.applicant_id == work.person_id).order_by(col(AidCase.id).desc())
    return list(work.session.exec(query.limit(MOST_LISTED)))


def own_cases(work: Work) -> list[CaseView]:
    """Return the worker's latest cases, the newest first."""
    return [_view(work, case) for case in _all_own(work)]


def own_case(work: Work, which: int | str) -> CaseView:
    """Return a case, by its id or its number, as its worker sees it; raises NotForYou for anybody else's."""
    if isinstance(which, str):
        which = work.session.exec(select(AidCase.id).where(AidCase.number == which)).first() or 0
    return _view(work, _own(work, which))


def own_history(work: Work, case_id: int) -> tuple[str, list[HistoryLine]]:
    """Return the number of a case and what happened to it so far, for its worker; raises NotForYou."""
    case = _own(work, case_id)
    return case.number, history(work.session, case, Dossier(work, case).policy)


def papers_to_add(work: Work, case_id: int) -> tuple[Missing, ...]:
    """Return the kinds of paper that belong to a case, the missing ones first; raises NotForYou."""
    dossier = Dossier(work, _own(work, case_id))
    missing = dossier.missing_papers
    return (*missing, *(kind for kind in dossier.papers_ever if kind not in missing))


def handed_in(work: Work, case_id: int) -> HandedIn:
    """Return what a case was handed in with, to its worker; raises NotForYou."""
    case = _own(work, case_id)
    is_returned = case.status == Status.RETURNED
    return HandedIn(
        case.id, case.number, case.programme, Dossier(work, case).form.key, case.policy_version, case.opened_at,
        case.answers, is_returned,
    )  # fmt: skip


def report_under_way(work: Work) -> UnderWay | None:
    """Return the worker's hardship report that is not closed yet, if there is one."""
    case = _report_of(work)
    return UnderWay(case.number, label_of_step(case)) if case is not None else None


def answers_under_way(work: Work) -> Mapping[str, Any] | None:
    """Return what the worker's hardship report that is not closed yet says; None without one."""
    case = _report_of(work)
    return case.answers if case is not None else None


def _report_of(work: Work) -> AidCase | None:
    theirs = select(AidCase).where(AidCase.applicant_id == work.person_id, col(AidCase.opens_file))
    return work.session.exec(theirs.where(col(AidCase.closed_at).is_(None)).order_by(col(AidCase.id))).first()


def _view(work: Work, case: AidCase) -> CaseView:
    dossier, status = Dossier(work, case), Status(case.status)
    step = next((step for step in dossier.steps if step.kind == case.step), None)
    decider = step.decider(case.amount) if step and status is Status.OPEN and case.short_since is None else None
    row = _paid(work.session, case)
    disputed, waits_for = bool(row and row.missing_since), kind_of(case.step).waits_for
    by_worker = waits_for in (WaitsFor.RECEIPT, WaitsFor.PROOFS)
    return CaseView(
        id=case.id,
        number=case.number,
        title=dossier.title_now,
        status=status,
        step=label_of_step(case),
        since=case.step_since,
        opened_at=case.opened_at,
        amount=0 if kind_of(case.step).runs else case.amount,
        least=case.least if dossier.sum_is_open else None,
        waits_for_receipt=status is Status.OPEN and waits_for is WaitsFor.RECEIPT,
        waits_for_proofs=status is Status.OPEN and waits_for is WaitsFor.PROOFS,
        role=decider.role.label if decider else None,
        level=decider.level.label if decider else None,
        notice_until=dossier.notice_until if kind_of(case.step).is_posted else None,
        missing=() if status.is_closed else dossier.missing_papers,
        reason=_last_reason(work.session, case),
        paid=Money(row.fen) if row else None,
        paid_on=row.paid_on if row else None,
        disputed=disputed,
        due_on=None if disputed or by_worker else _last_day(work, case),
        came_back=None if status.is_closed else came_back(work.session, case),
        waits_until=None if disputed else waits_until(dossier),
        back_until=back_until(work, case),
        is_unheard=is_unheard(
            status,
            dossier.steps,
            StepKind(case.step),
            paid=row is not None,
            confirmed=row is not None and row.confirmed_at is not None,
        ),
        told=(*_told(work.session, case, dossier), *_months(work, case), *_short(work, case)),
        loan=loan_view(work, case),
        beside=seen_beside(work, case),
        also_for=also_for(work, case),
        signs=status is Status.OPEN and kind_of(case.step).is_signed,
        may_stop=running(work, case) is not None,
        has_letter=has_letter(dossier),
    )


def _short(work: Work, case: AidCase) -> tuple[Sayable, ...]:
    waits = short_said(work, case)
    return (waits,) if waits else ()


def _paid(session: Session, case: AidCase) -> MoneyRow | None:
    rows = select(MoneyRow).where(MoneyRow.case_id == case.id, MoneyRow.state == MoneyState.PAID.value)
    rows = rows.where(MoneyRow.kind == MoneyKind.PAY.value)
    return session.exec(rows.order_by(col(MoneyRow.id).desc())).first()


def _last_day(work: Work, case: AidCase) -> date | None:
    """Return the last day of the step: it is overdue from the midnight after."""
    if case.due_at is None or case.status != Status.OPEN:
        return None
    return case.due_at.astimezone(work.house.zone).date() - timedelta(days=1)


def _told(session: Session, case: AidCase, dossier: Dossier) -> tuple[Sayable, ...]:
    kinds = {step.kind: kind_of(step.kind) for step in dossier.steps if kind_of(step.kind).tells}
    if not kinds:
        return ()
    approved = select(Decision).where(Decision.case_id == case.id, Decision.verdict == "approve")
    kept = session.exec(approved.where(col(Decision.step).in_(kinds)).order_by(col(Decision.id))).all()
    found = (kinds[StepKind(one.step)].told(one.reason or "") for one in kept)
    return tuple(one for one in found if one is not None)


def _months(work: Work, case: AidCase) -> tuple[Sayable, ...]:
    months = run_told(work, case)
    return (months,) if months is not None else ()


def _last_reason(session: Session, case: AidCase) -> str:
    """Return why the case was returned or refused the last time, if it stands so now or has lapsed since."""
    if case.status not in (Status.RETURNED, Status.LAPSED, Status.REFUSED):
        return ""
    query = select(Decision).where(Decision.case_id == case.id, col(Decision.verdict).in_(("return", "refuse")))
    decision = session.exec(query.order_by(col(Decision.id).desc())).first()
    return decision.reason or "" if decision else ""
