"""A loan as it stands: its plan by the case's own policy and the day it was paid, and what has come of it."""

from sqlmodel import Session, col, select

from domain.households.asked import OWN_PREFIX
from domain.payments.deferrals import Wait
from domain.payments.loans import Later, Loan, planned, settled
from domain.payments.money import MoneyState
from domain.procedure.steps import kind_of
from domain.units.steps import Step
from models.payments import Deferral, MoneyRow, Repayment
from models.procedure import AidCase
from services.platform.work import Work
from services.procedure import Dossier


def loan_of(work: Work, case: AidCase) -> Loan | None:
    """Return the loan of a case that was paid; None for what is not lent, or not paid yet."""
    step = next((one for one in Dossier(work, case).steps if kind_of(one.kind).repays), None)
    row = _paid(work.session, case) if step is not None else None
    if step is None or row is None or row.paid_on is None:
        return None
    later = _later(work.session, case)
    plan = planned(row.fen, _months(case, step), row.paid_on, step.first, later)
    came = sum(one.fen for one in repayments_of(work.session, case))
    return settled(plan, came, row.paid_on, sum(one.months for one in later))


def _later(session: Session, case: AidCase) -> list[Later]:
    """Return what two officers let wait."""
    let = select(Deferral).where(Deferral.case_id == case.id, Deferral.state == Wait.LET.value)
    return [Later(one.number, one.months) for one in session.exec(let.order_by(col(Deferral.id)))]


def repayments_of(session: Session, case: AidCase) -> list[Repayment]:
    """Return what has come back so far, in the order in which it was written down."""
    query = select(Repayment).where(Repayment.case_id == case.id).order_by(col(Repayment.id))
    return list(session.exec(query))


def _paid(session: Session, case: AidCase) -> MoneyRow | None:
    rows = select(MoneyRow).where(MoneyRow.case_id == case.id, MoneyRow.state == MoneyState.PAID.value)
    return session.exec(rows.order_by(col(MoneyRow.id).desc())).first()


def _months(case: AidCase, step: Step) -> int:
    return int(case.answers[f"{OWN_PREFIX}{step.count}"]) if step.count else step.months
