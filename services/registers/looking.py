"""Registers as people see them: a list, one of them, its headings."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from domain.platform.access import Action, NotForYou
from domain.platform.access import require as require_access
from domain.platform.messages import Message
from domain.platform.text import Sayable, lines
from domain.registers.buttons import Deed
from domain.registers.judging import Level
from models.registers.imports import RegisterImport, RegisterPiece
from services.platform.work import Work
from services.registers import cards
from services.registers.record import find, may_see
from services.registers.trying.columns import COLUMNS
from services.registers.trying.reading import unpacked

MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A register in the list."""

    import_id: int
    file_name: str
    stands: str


def registers(work: Work) -> list[RegisterLine]:
    """Return the newest registers that whoever acts may see; raises NotForYou."""
    require_access(work.actor, Action.IMPORT_REGISTER)
    theirs = or_(RegisterImport.person_id == work.person_id, work.person_id in work.admin_ids)
    query = select(RegisterImport).where(theirs).order_by(col(RegisterImport.id).desc()).limit(MOST_LISTED)
    return [
        RegisterLine(one.id, one.file_name, cards.STANDS.get(one.state, one.state)) for one in work.session.exec(query)
    ]


def shown(work: Work, import_id: int, deed: Deed | None = None) -> Message:
    """Return where a register stands, or the question that comes before a deed; raises NotForYou."""
    row = _row(work, import_id)
    return cards.sure(row) if deed is Deed.UNDO else cards.card(work, row, work.person_id)


def headings(work: Work, import_id: int) -> list[str]:
    """Return the headings of a register in their order, also empty ones; raises NotForYou."""
    return [str(one) for one in _row(work, import_id).headings]


def labels() -> list[Sayable]:
    """Return what the columns of a register are called, in their order."""
    return [one.label for one in COLUMNS]


def _row(work: Work, import_id: int) -> RegisterImport:
    require_access(work.actor, Action.IMPORT_REGISTER)
    row = find(work.session, import_id)
    if row is None or not may_see(work, row):
        raise NotForYou
    return row


# At the command line -------------------------------------------------------------------------------------------------


def stands(row: RegisterImport) -> str:
    """Return where a register stands, in a line for whoever runs the program."""
    counts = ", ".join(f"{name} {count}" for name, count in sorted(row.counts.items()))
    problem = f": {row.problem}" if row.problem else ""
    return f"Register {row.id} ({row.file_name}): {row.state}{problem}. {counts}"


def as_csv(session: Session, import_id: int, plain: Callable[[Sayable], str]) -> str:
    """Return the report on a register that is ready, line by line; long numbers are kept whole as text."""
    whole = io.StringIO()
    write = csv.writer(whole)
    write.writerow(("lines", "result", "name", "id number", "why"))
    pieces = select(RegisterPiece).where(RegisterPiece.import_id == import_id).order_by(col(RegisterPiece.number))
    for piece in session.exec(pieces):
        for one in map(unpacked, piece.households):
            name, number = one.shown
            why = plain(lines(*one.refusals, *one.doubts, between="; ")) if one.level is not Level.TAKEN else ""
            write.writerow((", ".join(map(str, one.lines)), one.level.value, name, f'="{number}"', why))
    return whole.getvalue()
