"""Proving the books: every entry stands in its place, and what the funds say is what the entries come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from domain.books import accounts
from domain.books.accounts import mark
from models.books.ledger import BookEnd, BookEntry, Fund, FundHold
from services.books.posting import told_by

SOME = 5_000  # entries at once, so that a million of them need no more memory than these


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something in the books that cannot be: in which entry (None: in none), and what; for whoever runs the machine."""

    number: int | None
    what: str


def verify(session: Session, tell: Callable[[int], None] = lambda _: None) -> Iterator[Wrong]:
    """Yield everything that is wrong; nothing: the books balance and are unbroken. `tell` hears how many are looked at.

    Every entry goes from one account to another, so that all accounts together are nothing at any time; what is proved
    is that no entry is missing or was changed, and that funds, what is set aside and the accounts say the same.
    """
    sums: defaultdict[str, int] = defaultdict(int)
    last, before = 0, ""
    for entry in _entries(session):
        if entry.number != last + 1:
            yield Wrong(entry.number, f"entries {last + 1} to {entry.number - 1} are missing")
        elif mark(before, told_by(entry)) != entry.mark:
            yield Wrong(entry.number, "this entry, or one before it, is not what was written down")
        last, before = entry.number, entry.mark
        sums[entry.debit] += entry.fen
        sums[entry.credit] -= entry.fen
        if last % SOME == 0:
            tell(last)
    yield from _end(session, last, before)
    yield from _funds(session, sums)


def _entries(session: Session) -> Iterator[Any]:
    """Yield every entry by its columns, which costs a third of what rows of the table do."""
    last = 0
    while True:
        some = select_columns(*BookEntry.__table__.columns).where(col(BookEntry.number) > last)  # type: ignore[attr-defined]
        found = session.execute(some.order_by(col(BookEntry.number)).limit(SOME)).all()
        yield from found
        if len(found) < SOME:
            return
        last = found[-1].number


def _end(session: Session, last: int, before: str) -> Iterator[Wrong]:
    end = session.exec(select(BookEnd)).first()
    should = (end.number, end.mark) if end is not None else (0, "")
    if should != (last, before):
        yield Wrong(None, f"the last entry should be {should[0]}, and is {last}")


def _funds(session: Session, sums: defaultdict[str, int]) -> Iterator[Wrong]:
    said: defaultdict[str, int] = defaultdict(int)
    for one in session.exec(select(Fund)):
        said[accounts.BANK] += one.received - one.paid - one.lent
        said[accounts.fund(one.key)] -= one.free
        said[accounts.committed(one.key)] -= one.committed
        said[accounts.lent(one.key)] -= one.lent
        said[accounts.loan(one.key)] += one.lent
    for account in sorted({*said, *sums}):
        if sums[account] != said[account]:
            yield Wrong(None, f"{account}: the funds say {said[account]} fen, the entries {sums[account]}")
    yield from _holds(session)


def _holds(session: Session) -> Iterator[Wrong]:
    """What is set aside case by case is what the fund says."""
    sums = select(FundHold.fund_id, func.sum(FundHold.committed), func.sum(FundHold.lent))
    of_cases = {fund: (int(held), int(lent)) for fund, held, lent in session.exec(sums.group_by(col(FundHold.fund_id)))}
    for fund in session.exec(select(Fund)):
        held, lent = of_cases.get(fund.id, (0, 0))
        if (fund.committed, fund.lent) != (held, lent):
            yield Wrong(None, f"fund {fund.key}: set aside {fund.committed} fen, case by case {held}")
