"""A loan as its worker and its officers read it: what is lent and left, what comes next, and the plan as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.payments.deferrals import Wait
from domain.payments.loans import Instalment, Loan
from domain.platform.text import N_, Money, Nn_, Sayable, Text, lines, paragraphs, say, say_many
from domain.procedure.state import Status
from models.payments import Deferral
from models.procedure import AidCase
from services.payments.loans.deferring import open_wait
from services.payments.loans.standing import loan_of
from services.platform.work import Work

SHOWN = 3  # repayments that stand on the card; a plan of one more is shown whole


@dataclass(frozen=True, slots=True)
class LoanView:
    """A loan in short, as a paragraph; `plan` is it as a whole. `is_owed`: something is to be paid back. `is_asked`:
    somebody decides whether it may wait."""

    told: Sayable
    plan: Sayable
    is_owed: bool
    is_asked: bool


def loan_view(work: Work, case: AidCase) -> LoanView | None:
    """Return the loan of a case that was paid; None for what is not lent, or not paid yet."""
    loan = loan_of(work, case)
    if loan is None:
        return None
    row, later = open_wait(work.session, case), _later(work.session, case)
    asked = _asked(row) if row is not None else None
    whole = paragraphs(_left(loan), lines(*_lines(loan.plan), later))
    is_owed = bool(loan.left) and case.status == Status.OPEN
    return LoanView(lines(_left(loan), *_coming(loan), later, asked), whole, is_owed, row is not None)


def _left(loan: Loan) -> Text:
    if not loan.left:
        return say(N_("Lent: {amount}. All of it is paid back."), amount=Money(loan.fen))
    came = Money(loan.fen - loan.left)
    source = N_("Lent: {amount}, paid back: {came}. Still to pay back: {left}")
    return say(source, amount=Money(loan.fen), came=came, left=Money(loan.left))


def _coming(loan: Loan) -> Iterator[Text]:
    more = len(loan.open) - SHOWN
    yield from _lines(loan.open if more <= 1 else loan.open[:SHOWN])
    if more > 1:
        source = Nn_(
            "… and {count} more, the last one on {day}",
            "… and {count} more, the last one on {day}",
        )
        yield say_many(*source, more, day=loan.plan[-1].due_on)


def _lines(plan: Sequence[Instalment]) -> Iterator[Text]:
    for one in plan:
        yield say(_source(one), number=one.number, day=one.due_on, amount=Money(one.fen), left=Money(one.left))


def _source(one: Instalment) -> str:
    if not one.left:
        return N_("{number}. {day}: {amount}, paid back")
    return N_("{number}. {day}: {amount}, of which {left} is open") if one.paid else N_("{number}. {day}: {amount}")


def _later(session: Session, case: AidCase) -> Text | None:
    let = select(Deferral.months).where(Deferral.case_id == case.id, Deferral.state == Wait.LET.value)
    months = sum(session.exec(let.order_by(col(Deferral.id))))
    source = Nn_("Repayments waited for {count} month.", "Repayments waited for {count} months.")
    return say_many(*source, months) if months else None


def _asked(row: Deferral) -> Text:
    source = N_("Asked: that repayment {number} waits from {before} to {after}. It is being decided.")
    return say(source, number=row.number, before=row.due_on, after=row.moves_to)
