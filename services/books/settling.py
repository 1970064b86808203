"""What the bank did with what was set aside: it paid it, sent it back, or a loan was paid back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from domain.books import accounts
from domain.platform.text import N_, Money, Refusal
from models.books.ledger import Fund, FundHold
from models.payments import MoneyRow, Repayment
from models.procedure import AidCase
from services.books.funds import are_kept, holds_of, locked
from services.books.holding import cover
from services.books.posting import Act, post
from services.platform.work import Work

Lines = Callable[[str, int], tuple[accounts.Line, ...]]


class NoFundHoldsIt(Refusal):
    """Money that is not in the books cannot have been paid from them."""

    text = N_(
        "The books hold less than {amount} for case {number}. Please write down first what has come into the fund: "
        "/funds"
    )


def row_paid(work: Work, case: AidCase, row: MoneyRow, *, is_loan: bool) -> None:
    """The bank paid a row. Raises NoFundHoldsIt for one of before the books, if no fund holds it now either."""
    if not case.set_aside and not are_kept(work, case):
        return
    holds = holds_of(work.session, case)
    there = sum(one.committed for one in holds)
    if there < row.fen:
        if not cover(work, case, case.set_aside + row.fen - there):
            raise NoFundHoldsIt(number=case.number, amount=Money(row.fen))
        holds = holds_of(work.session, case)
    lines, what = (accounts.lent_out, "lent_out") if is_loan else (accounts.paid, "paid")
    _go(work, case, row, row.paid_on or work.today, holds, what, lines, "committed", "lent" if is_loan else "paid")


def row_came_back(work: Work, case: AidCase, row: MoneyRow, *, is_loan: bool) -> None:
    """The bank sent a row back: it stays set aside for the case."""
    if not case.set_aside:
        return
    lines, what = (accounts.loan_came_back, "loan_came_back") if is_loan else (accounts.came_back, "came_back")
    holds, day = holds_of(work.session, case), row.returned_on or work.today
    _go(work, case, row, day, holds, what, lines, "lent" if is_loan else "paid", "committed")


def _go(
    work: Work, case: AidCase, row: MoneyRow, day: date, holds: list[FundHold], what: str, lines: Lines,
    from_: str, to: str,
) -> None:  # fmt: skip
    """Move what a row is of, fund by fund, from one part of them to another."""
    funds, left = locked(work.session, [one.fund_id for one in holds]), row.fen
    for hold in holds:
        fen = min(getattr(hold, from_), left)
        if fen > 0:
            left -= fen
            for one in (hold, funds[hold.fund_id]):
                _shift(one, fen, from_, to)
            key = f"{what}:{row.id}:{hold.fund_id}:{work.now.timestamp()}"
            post(work, Act(what, key, day, case_id=case.id, row_id=row.id), lines(funds[hold.fund_id].key, fen))
    work.session.flush()


def _shift(one: Fund | FundHold, fen: int, from_: str, to: str) -> None:
    setattr(one, from_, getattr(one, from_) - fen)
    setattr(one, to, getattr(one, to) + fen)


def loan_repaid(work: Work, case: AidCase, repayment: Repayment) -> None:
    """A part of a loan was paid back: the fund has it again, free for others."""
    if not case.set_aside:
        return
    holds, left = holds_of(work.session, case), repayment.fen
    funds = locked(work.session, [one.fund_id for one in holds])
    for hold in holds:
        fen = min(hold.lent, left)
        if fen > 0:
            fund, left = funds[hold.fund_id], left - fen
            fund.lent, hold.lent = fund.lent - fen, hold.lent - fen
            act = Act("repaid", f"repaid:{repayment.id}:{fund.id}", repayment.paid_on, case_id=case.id)
            post(work, act, accounts.repaid(fund.key, fen))
    work.session.flush()
