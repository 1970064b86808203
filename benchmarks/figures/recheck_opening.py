"""The yearly re-check opens for a large union: 5,000 households and 200 officers, in seconds and statements."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from datetime import datetime
from pathlib import Path

from sqlmodel import func, select

from benchmarks.figure import Figure, at_most, in_time
from benchmarks.figures.season_opening import BEFORE, FIRST_OFFICER, HOUSEHOLDS, OFFICERS, ZONE, counted, fill
from bot.run.database import Database
from models.platform.outbox import Outbox
from models.platform.seal import Vault, use_vault
from models.rechecks.rounds import Recheck
from services import rechecks
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from tests.postgres import running_postgres
from tests.union import DEMO

SECONDS = 5.0
STATEMENTS = 40  # all rows are one statement, and the words to officers are written together
OPENING = datetime(2026, 11, 2, 9, tzinfo=ZONE)


def measure() -> list[Figure]:
    """Open a re-check on both databases, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _figures("SQLite", f"sqlite:///{Path(folder) / 'recheck.sqlite3'}")
    with running_postgres() as url:
        return figures + _figures("PostgreSQL", url)


def _figures(name: str, url: str) -> list[Figure]:
    fill(url)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        seconds, statements = pool.apply(open_recheck, (url,))
    what = f"opening the yearly re-check, {HOUSEHOLDS:,} households, {OFFICERS} officers, {name}"
    return [
        in_time(f"{what} (s)", seconds, SECONDS),
        at_most(f"{what}: statements", statements, STATEMENTS, "{:.0f}"),
    ]


def open_recheck(url: str) -> tuple[float, int]:
    """Run the job once on the opening day; return the seconds and the statements it took."""
    use_vault(Vault(b"k" * 32))
    database, house = Database(url), House(PolicyBook(DEMO), ZONE, "sisong_bot")
    with database.work() as session:
        house.policies.keep(session, now=BEFORE)
        rechecks.carry_on(Work(session, house, BEFORE.replace(month=5)))  # nothing is due: all is loaded
    with counted(database.engine) as statements:
        started = time.perf_counter()
        with database.work() as session:
            rechecks.carry_on(Work(session, house, OPENING))
        seconds = time.perf_counter() - started
    _check(database)
    database.close()
    return seconds, len(statements)


def _check(database: Database) -> None:
    """Make sure that everything is there: a row for each household, a word for each officer."""
    with database.work() as session:
        rows = session.exec(select(func.count()).select_from(Recheck)).one()
        told = session.exec(select(func.count()).select_from(Outbox).where(Outbox.chat_id >= FIRST_OFFICER)).one()
    assert (rows, told) == (HOUSEHOLDS, OFFICERS), (rows, told)
