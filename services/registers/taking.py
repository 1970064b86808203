"""Households of a register come on file, a piece at a time: all of it in one transaction, and none twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from domain.platform.text import N_, pack
from domain.registers.events import HouseholdsTaken
from domain.registers.judging import Judged, Level
from models.households import HouseholdFile, HouseholdMember
from models.people import Person
from models.procedure import AidCase
from models.registers.imports import RegisteredHousehold, RegisterImport, RegisterPiece
from services.platform import audit, outbox
from services.platform.audit import Audit
from services.platform.work import Work
from services.registers import cards, telling
from services.registers.record import TAKEN, TAKING, find, subject, wake, went_on
from services.registers.rows import Writer, case_rows, file_rows, head_rows, member_rows, trail_rows
from services.registers.trying.doubles import refusals_now
from services.registers.trying.reading import unpacked


def take_piece(work: Work, import_id: int) -> None:
    """Take the next piece of a register in, or end it when there is none left."""
    row = find(work.session, import_id, lock=True)
    if row is None or row.state != TAKING:
        return
    piece = next_piece(work.session, row, "read")
    if piece is None:
        _done(work, row)
        return
    every = [unpacked(kept) for kept in piece.households]
    chosen = [one for one in every if one.level is Level.TAKEN or (row.with_doubtful and one.level is Level.DOUBTFUL)]
    refused = refusals_now(work.session, chosen)
    came = [one for one in chosen if one.lines[0] not in refused]
    _write(work, row, came)
    piece.state = "taken"
    piece.households = [[numbers, pack(why)] for numbers, why in refused.items()]  # of the people nothing stays here
    row.done += 1
    counts = went_on(row.counts)
    row.counts = counts | {"came": counts.get("came", 0) + len(came), "late": counts.get("late", 0) + len(refused)}
    telling.progress(work, row)
    wake(work)


def next_piece(session: Session, row: RegisterImport, state: str) -> RegisterPiece | None:
    """Return the first piece of a register that is in a state."""
    query = select(RegisterPiece).where(RegisterPiece.import_id == row.id, RegisterPiece.state == state)
    return session.exec(query.order_by(col(RegisterPiece.number)).limit(1)).first()


def _write(work: Work, row: RegisterImport, came: Sequence[Judged]) -> None:
    """Write what is kept of some households; a few statements for all of them together."""
    if not came:
        return
    write = Writer(work.session)
    heads = head_rows(work, came)
    write.many(Person, heads)
    files = write.numbered(HouseholdFile, file_rows(work, came, heads))
    cases = write.numbered(AidCase, case_rows(work, row, came, files))
    together = list(zip(came, files, cases, strict=True))
    write.many(HouseholdMember, [member for one in together for member in member_rows(*one)])
    entries = [
        {"import_id": row.id, "household_id": file["id"], "case_id": case["id"], "line": one.lines[0]}
        for one, file, case in together
    ]
    write.many(RegisteredHousehold, entries)
    write.many(Audit, trail_rows(work, row, files))
    work.happened(HouseholdsTaken(tuple(file["id"] for file in files)))


def _done(work: Work, row: RegisterImport) -> None:
    row.state, row.done = TAKEN, 0
    row.version += 1
    detail = f"{row.counts.get('came', 0)} households"
    audit.note(work, row.confirmed_by, N_("took a register in"), subject(row), detail=detail)
    telling.tell(work, row)
    if late := _late(work.session, row):
        late_rows = [[numbers, Level.REFUSED.value, "", "", why] for numbers, why in late]
        if row.person_id is not None:
            outbox.put(work, row.person_id, cards.report(row, late_rows), key=f"register:{row.id}:late")


def _late(session: Session, row: RegisterImport) -> list[tuple[str, Any]]:
    """Return the households that could be taken at the dry run, and not any more when it came to it."""
    pieces = session.exec(select(RegisterPiece).where(RegisterPiece.import_id == row.id)).all()
    return [(str(number), why) for piece in pieces for number, why in piece.households]
