"""Carries registers on that people bring in: reads and judges them beside the desk, takes them in by short pieces."""

from collections.abc import Callable
from datetime import datetime

import structlog

from bot.run.database import Database
from domain.platform.text import Refusal
from services import registers
from services.platform.house import House
from services.platform.work import Work

log = structlog.get_logger()

Now = Callable[[], datetime]


def carry_registers_on(database: Database, house: House, now: Now) -> bool:
    """Do the next step of the register that waits longest; tell whether there was one.

    Reading and judging happen outside of any transaction that writes; what is written is written in pieces.
    """
    with database.look() as session:
        todo = registers.next_register(session, now())
    if todo is None:
        return False
    try:
        _STEPS[todo.state](database, house, now, todo.import_id)
    except Refusal as refusal:
        with database.work() as session:
            registers.wrong(Work(session, house, now()), todo.import_id, refusal.said)
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as failure:
        log.error("a register cannot be carried on", register=todo.import_id, error=type(failure).__name__)
        with database.work() as session:
            registers.fault(Work(session, house, now()), todo.import_id)
    return True


def _find_heading(database: Database, house: House, now: Now, import_id: int) -> None:
    wanted = _wanted(database, house, now, import_id)
    if wanted is None:
        return
    table = registers.open_table(wanted.content)
    with database.work() as session:
        registers.heading_found(Work(session, house, now()), import_id, list(table.heading), table.places)


def _judge(database: Database, house: House, now: Now, import_id: int) -> None:
    wanted = _wanted(database, house, now, import_id)
    if wanted is None:
        return
    with database.look() as session:
        found = registers.judge_all(session, wanted)
    pieces = list(found.pieces())
    for number, households in pieces:
        with database.work() as session:
            work = Work(session, house, now())
            if not registers.keep_piece(work, import_id, number, len(pieces), households):
                return
    with database.work() as session:
        registers.judged(Work(session, house, now()), import_id, found)


def _wanted(database: Database, house: House, now: Now, import_id: int) -> registers.ToRead | None:
    with database.look() as session:
        row = registers.find(session, import_id)
        return registers.to_read(Work(session, house, now()), row) if row is not None and row.content else None


def _take(database: Database, house: House, now: Now, import_id: int) -> None:
    with database.work() as session:
        registers.take_piece(Work(session, house, now()), import_id)


def _undo(database: Database, house: House, now: Now, import_id: int) -> None:
    with database.work() as session:
        registers.undo_piece(Work(session, house, now()), import_id)


_STEPS: dict[str, Callable[[Database, House, Now, int], None]] = {
    registers.SENT: _find_heading,
    registers.READING: _judge,
    registers.TAKING: _take,
    registers.UNDOING: _undo,
}
