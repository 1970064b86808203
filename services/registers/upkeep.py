"""Registers that nobody decides about are reminded of, and let go of in the end: they are full of people."""

from __future__ import annotations

from sqlmodel import col, select

from domain.platform.text import N_, Text
from models.registers.imports import RegisterImport
from services.platform import waiting
from services.platform.waiting import Due
from services.platform.work import Work
from services.registers import telling
from services.registers.record import CALLED_OFF, COLUMNS, READY, confirmers, empty

REMIND = N_("A register still waits for you. Until you decide nothing of it is taken.")
OVER = N_("Nobody has decided about this register, so it was let go of. Nothing was taken; it can be sent again.")


def call_on(work: Work) -> None:
    """Remind whoever is to decide about a register, and let go of what nobody decides about."""
    due = select(RegisterImport).where(
        col(RegisterImport.state).in_((COLUMNS, READY)), col(RegisterImport.call_on) <= work.today
    )
    for row in work.session.exec(due.order_by(col(RegisterImport.id)).with_for_update()).all():
        asked = confirmers(work, row) if row.state == READY else frozenset({row.person_id or 0})
        last = waiting.reminders(work, [_key(row, one) for one in asked] if row.reminded else ())
        patience, reminder = work.house.policies.current.waits.officers, next(iter(last.values()), None)
        match waiting.what_is_due(work, row, patience, work.today, reminder):
            case Due.REMIND | Due.LAST:
                for one in sorted(asked):
                    telling.put(work, row, one, Text(REMIND), _key(row, one))
            case Due.END:
                _end(work, row, asked)


def _end(work: Work, row: RegisterImport, asked: frozenset[int]) -> None:
    row.state, row.version = CALLED_OFF, row.version + 1
    waiting.stop(row)
    empty(work, row)
    for one in sorted(asked | ({row.person_id} if row.person_id is not None else set())):
        telling.put(work, row, one, Text(OVER), f"register:{row.id}:over:{one}")


def _key(row: RegisterImport, reader: int) -> str:
    return f"register:{row.id}:{row.state}:{row.waits_since}:{row.reminded}:{reader}"
