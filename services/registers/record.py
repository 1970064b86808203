"""A register that somebody brings in: where it stands, whom it concerns, and what is raised when it has moved on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, delete, select

from domain.platform.access import Action, NotForYou
from domain.platform.access import require as require_access
from domain.platform.text import N_, Refusal
from models.registers.imports import RegisterImport, RegisterPiece
from services.platform.work import Work

FETCHING, SENT, COLUMNS, READING, READY = "fetching", "sent", "columns", "reading", "ready"
TAKING, TAKEN, UNDOING, UNDONE, WRONG, CALLED_OFF = "taking", "taken", "undoing", "undone", "wrong", "called_off"
AT_WORK = (SENT, READING, TAKING, UNDOING)  # the program has something to do
FAULTS, RESTS = "faults", "rests_until"  # among the counts of one at which the program failed: how often, until when
OPEN = (FETCHING, SENT, COLUMNS, READING, READY)  # nothing was taken yet


class RegisterMovedOn(Refusal):
    """A press on a register that stands elsewhere by now."""

    text = N_(
        "That is over: this register stands elsewhere by now. Nothing was changed; you see below where it stands."
    )


class SecondPairForRegister(Refusal):
    """Whoever brings a register in does not confirm it, where there is another administrator."""

    text = N_("Another administrator has to look at this register and take it in: whoever sent it does not do that.")


def subject(row: RegisterImport) -> str:
    """Return how the trail names a register."""
    return f"register:{row.id}"


def locked(work: Work, import_id: int, version: int | None = None) -> RegisterImport:
    """Return a register, locked, if this person may work on it; raises NotForYou, RegisterMovedOn."""
    require_access(work.actor, Action.IMPORT_REGISTER)
    row = find(work.session, import_id, lock=True)
    if row is None or not may_see(work, row):
        raise NotForYou
    if version is not None and row.version != version:
        raise RegisterMovedOn
    return row


def may_see(work: Work, row: RegisterImport) -> bool:
    """An administrator sees every register, others those that they sent."""
    return work.person_id == row.person_id or work.person_id in work.admin_ids


def find(session: Session, import_id: int, *, lock: bool = False) -> RegisterImport | None:
    """Return a register as it stands now, None if there is none."""
    query = select(RegisterImport).where(RegisterImport.id == import_id)
    if lock:
        query = query.with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).first()


def confirmers(work: Work, row: RegisterImport) -> frozenset[int]:
    """Return who may take a register in: another administrator, and the sender only where there is none."""
    others = work.admin_ids - {row.person_id}
    return others or frozenset({row.person_id} if row.person_id is not None else ())


def empty(work: Work, row: RegisterImport) -> None:
    """Let go of what was read and is not kept: nothing of these people stays in the register itself."""
    row.content = None
    work.session.exec(delete(RegisterPiece).where(col(RegisterPiece.import_id) == row.id))


def went_on(counts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the counts of a register at which the program has not failed this time."""
    return {name: count for name, count in counts.items() if name not in (FAULTS, RESTS)}


def wake(work: Work) -> None:
    """Let the watch that carries registers on look at once when this work is written down."""
    work.session.info["policy"] = True
