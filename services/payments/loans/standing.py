"""A loan as it stands: its plan by the case's own policy and the day it was paid, and what has come of it."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from domain.households.asked import OWN_PREFIX
from domain.payments.loans import Instalment, Loan, planned, settled
from domain.payments.money import MoneyState
from domain.platform.text import N_, Money, Sayable, Text, lines, say
from domain.procedure.steps import kind_of
from domain.units.steps import Step
from models.payments import MoneyRow, Repayment
from models.procedure import AidCase
from services.platform.work import Work
from services.procedure import Dossier


def loan_of(work: Work, case: AidCase) -> Loan | None:
    """Return the loan of a case that was paid; None for what is not lent, or not paid yet."""
    step = next((one for one in Dossier(work, case).steps if kind_of(one.kind).repays), None)
    row = _paid(work.session, case) if step is not None else None
    if step is None or row is None or row.paid_on is None:
        return None
    plan = planned(row.fen, _months(case, step), row.paid_on, step.first)
    return settled(plan, sum(one.fen for one in repayments_of(work.session, case)), row.paid_on)


def repayments_of(session: Session, case: AidCase) -> list[Repayment]:
    """Return what has come back so far, in the order in which it was written down."""
    query = select(Repayment).where(Repayment.case_id == case.id).order_by(col(Repayment.id))
    return list(session.exec(query))


def _paid(session: Session, case: AidCase) -> MoneyRow | None:
    rows = select(MoneyRow).where(MoneyRow.case_id == case.id, MoneyRow.state == MoneyState.PAID.value)
    return session.exec(rows.order_by(col(MoneyRow.id).desc())).first()


def _months(case: AidCase, step: Step) -> int:
    return int(case.answers[f"{OWN_PREFIX}{step.count}"]) if step.count else step.months


def loan_told(work: Work, case: AidCase) -> Sayable | None:
    """Return the plan as its worker and officers read it, with what is left; None where nothing is lent."""
    loan = loan_of(work, case)
    return lines(_left(loan), *_plan(loan)) if loan is not None else None


def _left(loan: Loan) -> Text:
    if not loan.left:
        return say(N_("Lent: {amount}. All of it is paid back."), amount=Money(loan.fen))
    came = Money(loan.fen - loan.left)
    source = N_("Lent: {amount}, paid back: {came}. Still to pay back: {left}")
    return say(source, amount=Money(loan.fen), came=came, left=Money(loan.left))


def _plan(loan: Loan) -> Iterator[Text]:
    for one in loan.plan:
        yield say(_source(one), number=one.number, day=one.due_on, amount=Money(one.fen), left=Money(one.left))


def _source(one: Instalment) -> str:
    if not one.left:
        return N_("{number}. {day}: {amount}, paid back")
    return N_("{number}. {day}: {amount}, of which {left} is open") if one.paid else N_("{number}. {day}: {amount}")
