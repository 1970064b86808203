"""Registers as people see them: a list, one of them, its headings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, or_, select

from domain.platform.access import Action, NotForYou
from domain.platform.access import require as require_access
from domain.platform.messages import Message
from domain.platform.text import Sayable
from domain.registers.buttons import Deed
from models.registers import RegisterImport
from services.platform.work import Work
from services.registers import cards
from services.registers.columns import COLUMNS
from services.registers.record import find, may_see

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
