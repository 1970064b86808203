"""The books for others: a file that Beancount's own checker proves, and vouchers for a spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from domain.platform.text import N_, Text
from models.books.ledger import BookEntry, Fund
from models.procedure import AidCase

ROOTS: Mapping[str, str] = {
    "bank": "Assets:Bank",
    "loan": "Assets:Loan",
    "fund": "Equity:Fund",
    "lent": "Equity:Lent",
    "committed": "Liabilities:Committed",
}
SOME = 5_000


def account(name: str) -> str:
    """Return an account as Beancount names it: `fund:union_own` is Equity:Fund:Union-own."""
    kind, _, key = name.partition(":")
    return f"{ROOTS[kind]}:{key.replace('_', '-').capitalize()}" if key else ROOTS[kind]


def as_beancount(session: Session) -> Iterator[str]:
    """Yield the books as lines of a Beancount file, entry by entry, with what each account holds in the end."""
    yield 'option "title" "Sisong"\noption "operating_currency" "CNY"\n'
    days = session.exec(select(func.min(BookEntry.day), func.max(BookEntry.day))).one()
    if days[0] is None:
        return
    names = {*session.exec(select(BookEntry.debit).distinct()), *session.exec(select(BookEntry.credit).distinct())}
    for name in sorted(names):
        yield f"{days[0]} open {account(name)} CNY"
    for entry, number in entries(session):
        yield _transaction(entry, number)
    for name, fen in sorted(_held(session).items()):
        if name in names:
            yield f"{days[1] + timedelta(days=1)} balance {account(name)}  {_yuan(fen)} ~ 0.001 CNY"


def entries(session: Session) -> Iterator[tuple[BookEntry, str]]:
    """Yield every entry in its order, with the number of its case; a few thousand at once."""
    last = 0
    while True:
        some = select(BookEntry, AidCase.number).outerjoin(AidCase, col(AidCase.id) == col(BookEntry.case_id))
        found = session.exec(some.where(BookEntry.number > last).order_by(col(BookEntry.number)).limit(SOME)).all()
        yield from ((entry, number or "") for entry, number in found)
        if len(found) < SOME:
            return
        last = found[-1][0].number
        session.expunge_all()


def _transaction(entry: BookEntry, number: str) -> str:
    about = f" ^case-{entry.case_id}" if entry.case_id else ""
    told = f"{entry.what} {number}".strip()
    return (
        f'{entry.day} * "{told}"{about}\n  entry: {entry.number}\n  mark: "{entry.mark}"\n'
        f"  {account(entry.debit)}  {_yuan(entry.fen)} CNY\n  {account(entry.credit)}  {_yuan(-entry.fen)} CNY"
    )


def _held(session: Session) -> dict[str, int]:
    """Return what each account holds as the funds say it: Beancount has to come to the same from the entries."""
    held: dict[str, int] = {"bank": 0}
    for one in session.exec(select(Fund)):
        held["bank"] += one.received - one.paid - one.lent
        parts = {"fund": -one.free, "committed": -one.committed, "lent": -one.lent, "loan": one.lent}
        for kind, fen in parts.items():
            held[f"{kind}:{one.key}"] = held.get(f"{kind}:{one.key}", 0) + fen
    return held


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


COLUMNS = (
    (N_("No."), "number"), (N_("Day"), "date"), (N_("What"), "text"), (N_("Case"), "text"), (N_("To"), "text"),
    (N_("From"), "text"), (N_("Sum"), "money"), (N_("By"), "number"), (N_("Mark"), "text"),
)  # fmt: skip
WHAT = {
    "received": N_("came in"),
    "taken_out": N_("went out"),
    "set_aside": N_("set aside"),
    "freed": N_("free again"),
    "paid": N_("paid out"),
    "came_back": N_("came back from the bank"),
    "lent_out": N_("lent out"),
    "loan_came_back": N_("loan came back from the bank"),
    "repaid": N_("repaid"),
}


def vouchers(session: Session, said: Callable[[Text], str]) -> dict[str, Any]:
    """Return every entry as a table, a sheet a year, for whoever draws it; `said` puts it into their language."""
    what = {key: said(Text(source)) for key, source in WHAT.items()}
    by_year: dict[int, list[list[Any]]] = {}
    for one, number in entries(session):
        by_year.setdefault(one.day.year, []).append(_row(one, number, what[one.what]))
    columns = [{"title": said(Text(title)), "type": type_} for title, type_ in COLUMNS]
    sheets = [{"title": str(year), "columns": columns, "rows": rows} for year, rows in sorted(by_year.items())]
    return {"sheets": sheets or [{"title": str(date.min.year), "columns": columns, "rows": []}]}


def _row(one: BookEntry, number: str, what: str) -> list[Any]:
    return [
        one.number, one.day.isoformat(), what, number, account(one.debit), account(one.credit), one.fen, one.by,
        one.mark,
    ]  # fmt: skip
