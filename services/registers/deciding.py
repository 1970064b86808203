"""What people decide about a register: what its columns mean, that it is taken in, called off, or undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.platform.text import N_
from domain.registers.buttons import Deed
from models.registers.imports import RegisterImport
from services.platform import audit, waiting
from services.platform.work import Work
from services.registers import telling
from services.registers.record import (
    CALLED_OFF,
    COLUMNS,
    OPEN,
    READING,
    READY,
    TAKEN,
    TAKING,
    UNDOING,
    RegisterMovedOn,
    SecondPairForRegister,
    confirmers,
    empty,
    find,
    locked,
    subject,
    wake,
)
from services.registers.trying.columns import KEYS, keep, lacking


def decide(work: Work, import_id: int, version: int, deed: Deed) -> None:
    """Do what somebody says about a register as it stood in a version; whoever comes second finds that it has moved on.

    Raises NotForYou, RegisterMovedOn, SecondPairForRegister.
    """
    row = locked(work, import_id, version)
    _DEEDS[deed](work, row)


def means(work: Work, import_id: int, place: int, column: int) -> None:
    """Say what a heading means; raises NotForYou, RegisterMovedOn."""
    row = locked(work, import_id)
    if row.state != COLUMNS or not 0 <= place < len(row.headings):
        raise RegisterMovedOn
    heading = str(row.headings[place])
    columns = {key: one for key, one in row.columns.items() if one != heading}
    if 0 <= column < len(KEYS):
        columns[KEYS[column]] = heading
    row.columns = columns


def _columns_right(work: Work, row: RegisterImport) -> None:
    _require(row, COLUMNS)
    if lacking(row.columns):
        raise RegisterMovedOn
    keep(work, row.headings, row.columns, work.person_id or None)
    waiting.stop(row)
    _goes_on(work, row, READING, N_("confirmed the columns of a register"))
    telling.tell(work, row)


def _take(work: Work, row: RegisterImport, *, with_doubtful: bool) -> None:
    _require(row, READY)
    if work.person_id not in confirmers(work, row) and work.person_id != 0:
        raise SecondPairForRegister
    row.with_doubtful, row.confirmed_by, row.confirmed_at = with_doubtful, work.person_id or None, work.now
    row.done, row.counts = 0, dict(row.counts) | {"came": 0}
    waiting.stop(row)
    _goes_on(work, row, TAKING, N_("let a register be taken in"))
    telling.tell(work, row)


def _call_off(work: Work, row: RegisterImport) -> None:
    _require(row, *OPEN)
    waiting.stop(row)
    empty(work, row)
    _goes_on(work, row, CALLED_OFF, N_("called a register off"))


def _undo(work: Work, row: RegisterImport) -> None:
    _require(row, TAKEN)
    row.done, row.counts = 0, dict(row.counts) | {"undone_to": 0, "left": 0}
    _goes_on(work, row, UNDOING, N_("let a register be undone"))
    telling.tell(work, row)


def _asks(_work: Work, row: RegisterImport) -> None:
    _require(row, TAKEN)


def _require(row: RegisterImport, *states: str) -> None:
    if row.state not in states:
        raise RegisterMovedOn


def _goes_on(work: Work, row: RegisterImport, state: str, noted: str) -> None:
    row.state, row.version = state, row.version + 1
    audit.note(work, work.person_id or None, noted, subject(row))
    wake(work)


_DEEDS: Mapping[Deed, Callable[[Work, RegisterImport], None]] = {
    Deed.COLUMNS_RIGHT: _columns_right,
    Deed.TAKE: lambda work, row: _take(work, row, with_doubtful=False),
    Deed.TAKE_ALL: lambda work, row: _take(work, row, with_doubtful=True),
    Deed.CALL_OFF: _call_off,
    Deed.UNDO: _asks,
    Deed.UNDO_SURE: _undo,
}


def by_machine(work: Work, import_id: int, deed: Deed) -> None:
    """The same at the command line, where whoever runs the program acts; raises RegisterMovedOn."""
    row = find(work.session, import_id, lock=True)
    if row is None:
        raise RegisterMovedOn
    _DEEDS[deed](work, row)
