"""The entries of the books: each is written down once, behind the last one, and never changed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from domain.books.accounts import Line, mark
from models.books.ledger import BookEnd, BookEntry
from services.platform.work import Work


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, once by its `key`: for which case, row of money or receipt, on which day."""

    what: str
    key: str
    day: date
    case_id: int | None = None
    row_id: int | None = None
    receipt_id: int | None = None


def post(work: Work, act: Act, lines: Iterable[Line]) -> None:
    """Write down what an act moves; an IntegrityError when it is written down already."""
    end = _locked_end(work.session)
    for count, line in enumerate(lines):
        entry = BookEntry(
            number=end.number + 1, key=f"{act.key}:{count}", day=act.day, debit=line.debit, credit=line.credit,
            fen=line.fen, what=act.what, case_id=act.case_id, row_id=act.row_id, receipt_id=act.receipt_id,
            by=work.person_id, at=work.now, mark="",
        )  # fmt: skip
        entry.mark = mark(end.mark, told_by(entry))
        end.number, end.mark = entry.number, entry.mark
        work.session.add(entry)
    work.session.flush()


def told_by(entry: Any) -> tuple[object, ...]:
    """Return all that an entry (a `BookEntry`, or its columns) tells, as its mark is made of it."""
    return (
        entry.number, entry.key, entry.day.isoformat(), entry.debit, entry.credit, entry.fen, entry.what,
        entry.case_id, entry.row_id, entry.receipt_id, entry.by, _instant(entry.at),
    )  # fmt: skip


def _instant(at: datetime) -> int:
    since = at.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _locked_end(session: Session) -> BookEnd:
    """Return where the entries end; whoever else writes one waits until this work is over."""
    end = select(BookEnd).where(BookEnd.id == 1).with_for_update().execution_options(populate_existing=True)
    found = session.exec(end.execution_options(still_known=True)).first()
    if found is not None:
        return found
    with suppress(IntegrityError), session.begin_nested():  # the first entry of all, or somebody else's
        session.add(BookEnd(id=1))
        session.flush()
    return session.exec(end).one()
