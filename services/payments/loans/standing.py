"""Loans as they stand: the plan by the case's own policy and the day it was paid, and what has come of it."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

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
    return loans_of(work, [case]).get(case.id)


def loans_of(work: Work, cases: Sequence[AidCase]) -> dict[int, Loan]:
    """Return the loans among these cases by their ids, in a few statements however many there are."""
    steps = {case.id: step for case in cases if (step := _repaid_in(work, case)) is not None}
    rows = _paid(work.session, list(steps))
    if not rows:
        return {}
    came, later = _came(work.session, list(rows)), _later(work.session, list(rows))
    return {
        case.id: _standing(case, steps[case.id], rows[case.id], came.get(case.id, 0), later.get(case.id, []))
        for case in cases
        if case.id in rows
    }


def _repaid_in(work: Work, case: AidCase) -> Step | None:
    return next((one for one in Dossier(work, case).steps if kind_of(one.kind).repays), None)


def _standing(case: AidCase, step: Step, row: MoneyRow, came: int, later: list[Later]) -> Loan:
    assert row.paid_on is not None
    months = int(case.answers[f"{OWN_PREFIX}{step.count}"]) if step.count else step.months
    plan = planned(row.fen, months, row.paid_on, step.first, later)
    return settled(plan, came, row.paid_on, sum(one.months for one in later))


def _paid(session: Session, case_ids: list[int]) -> dict[int, MoneyRow]:
    if not case_ids:
        return {}
    rows = select(MoneyRow).where(col(MoneyRow.case_id).in_(case_ids), MoneyRow.state == MoneyState.PAID.value)
    paid = session.exec(rows.order_by(col(MoneyRow.id))).all()
    return {row.case_id: row for row in paid if row.paid_on is not None}


def _came(session: Session, case_ids: list[int]) -> dict[int, int]:
    of = select(Repayment.case_id, func.sum(Repayment.fen)).where(col(Repayment.case_id).in_(case_ids))
    return {case_id: int(fen) for case_id, fen in session.exec(of.group_by(col(Repayment.case_id)))}


def _later(session: Session, case_ids: list[int]) -> dict[int, list[Later]]:
    """Return what two officers let wait."""
    found: dict[int, list[Later]] = {}
    let = select(Deferral).where(col(Deferral.case_id).in_(case_ids), Deferral.state == Wait.LET.value)
    for one in session.exec(let.order_by(col(Deferral.id))):
        found.setdefault(one.case_id, []).append(Later(one.number, one.months))
    return found
