"""What becomes of a register that is read: its columns are found, its households judged and kept in pieces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from domain.platform.messages import Message
from domain.platform.text import N_, Sayable, pack, say
from models.registers.imports import RegisterImport, RegisterPiece
from services.platform import audit, outbox, waiting
from services.platform.work import Work
from services.registers import cards, telling
from services.registers.record import (
    AT_WORK,
    COLUMNS,
    FAULTS,
    READING,
    READY,
    RESTS,
    SENT,
    TAKING,
    UNDOING,
    WRONG,
    empty,
    find,
    subject,
    wake,
)
from services.registers.trying.columns import meant
from services.registers.trying.reading import Found

FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Next:
    """A register at which there is something to do."""

    import_id: int
    state: str


def next_register(session: Session, now: datetime) -> Next | None:
    """Return the oldest register at which there is something to do, None if there is none; one at which the program
    failed rests a while, so that nobody waits behind it."""
    query = select(RegisterImport.id, RegisterImport.state, RegisterImport.counts)
    rows = session.exec(query.where(col(RegisterImport.state).in_(AT_WORK)).order_by(col(RegisterImport.id)))
    awake = (Next(one, state) for one, state, counts in rows if str(counts.get(RESTS, "")) <= now.isoformat())
    return next(awake, None)


def wrong(work: Work, import_id: int, problem: Sayable) -> None:
    """Nothing of a register can be taken; whoever sent it reads why. One that is being taken in or undone goes on by
    itself after a while, longer each time, and whom it concerns hears of the first time."""
    row = find(work.session, import_id, lock=True)
    if row is not None and row.state in (TAKING, UNDOING):
        _rest(work, row, problem)
    if row is None or row.state not in (SENT, READING):
        return
    row.state, row.problem, row.version = WRONG, pack(problem), row.version + 1
    empty(work, row)
    telling.tell(work, row)


def _rest(work: Work, row: RegisterImport, problem: Sayable) -> None:
    times = int(row.counts.get(FAULTS, 0)) + 1
    until = work.now + min(FIRST_REST * 2 ** (times - 1), LONGEST_REST)
    row.counts = dict(row.counts) | {FAULTS: times, RESTS: until.isoformat()}
    source = N_("The register {file} does not go on: {problem} It is tried again by itself; nothing of it is lost.")
    told = Message(say(source, file=row.file_name, problem=problem))
    people = work.admin_ids | ({row.person_id} if row.person_id is not None else set())
    for one in sorted(people):
        outbox.put(work, one, told, key=f"register:{row.id}:{row.version}:fault:{one}")


def fault(work: Work, import_id: int) -> None:
    """The program failed at it, which is not tried for ever."""
    wrong(work, import_id, say(N_("The program failed at this table. The administrators find it in the log.")))


def heading_found(work: Work, import_id: int, heading: list[str], places: Mapping[str, int]) -> None:
    """Ask whoever sent a register whether its columns are right; what was confirmed here before is not asked again."""
    row = find(work.session, import_id, lock=True)
    if row is None or row.state != SENT:
        return
    row.headings = heading
    row.columns, is_known = meant(work.session, heading, places)
    row.version += 1
    row.state = READING if is_known or row.person_id is None else COLUMNS
    if row.state == COLUMNS:
        waiting.begin(work, row, work.house.policies.current.waits.officers, work.today)
    else:
        wake(work)
    telling.tell(work, row)


def keep_piece(work: Work, import_id: int, number: int, pieces: int, households: list[Any]) -> bool:
    """Keep some households as they were judged; False when the register is no longer read."""
    row = find(work.session, import_id, lock=True)
    if row is None or row.state != READING:
        return False
    if number == 0:  # begun anew, if a process died on the way
        work.session.exec(delete(RegisterPiece).where(col(RegisterPiece.import_id) == row.id))
    work.session.add(RegisterPiece(import_id=row.id, number=number, households=households))
    row.pieces, row.done = pieces, number + 1
    telling.progress(work, row)
    return True


def judged(work: Work, import_id: int, found: Found) -> None:
    """The dry run is done: whoever sent the register, and whoever takes it in, read what would become of it."""
    row = find(work.session, import_id, lock=True)
    if row is None or row.state != READING:
        return
    row.state, row.counts, row.content, row.done = READY, dict(found.counts), None, 0
    row.version += 1
    audit.note(work, row.person_id, N_("had a register tried"), subject(row), detail=_detail(row.counts))
    waiting.stop(row)
    waiting.begin(work, row, work.house.policies.current.waits.officers, work.today)
    telling.tell(work, row, also=telling.TO_CONFIRM)
    if row.person_id is not None and found.report:
        outbox.put(work, row.person_id, cards.report(row, found.report), key=f"register:{row.id}:report")


def _detail(counts: Mapping[str, int]) -> str:
    return " ".join(f"{name}={counts[name]}" for name in sorted(counts))


__all__ = ["Next", "fault", "heading_found", "judged", "keep_piece", "next_register", "wrong"]
