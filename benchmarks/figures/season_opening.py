"""A season opens for a large union: 5,000 households and 200 officers, in seconds, memory and statements."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, event, insert
from sqlmodel import func, select

from benchmarks.figure import Figure, at_most, in_time
from bot.run.database import Database
from bot.run.migrate import migrate
from models.campaigns import CampaignTask
from models.households import HouseholdFile
from models.officers import Appointment
from models.people import Person
from models.platform.outbox import Outbox
from models.platform.seal import Vault, use_vault
from models.units import Unit
from services.campaigns.filling import A_BATCH
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from services.year import seasons as campaigns
from tests.postgres import running_postgres
from tests.union import DEMO

HOUSEHOLDS, OFFICERS, STATIONS = 5_000, 200, 20
SECONDS, MEGABYTES = 5.0, 50.0
BATCHES = HOUSEHOLDS // A_BATCH
STATEMENTS = 2 * BATCHES + 30  # a batch is read and its tasks are written; what else there is does not grow
ZONE = ZoneInfo("Asia/Shanghai")
BEFORE, OPENING = datetime(2026, 3, 2, 9, tzinfo=ZONE), datetime(2026, 6, 1, 9, tzinfo=ZONE)
FIRST_OFFICER, FIRST_HEAD = 10_000, 100_000


@dataclass(frozen=True)
class Opened:
    """What an opening took; `more` is how much the process grew, in MB."""

    seconds: float
    more: float
    statements: int


def measure() -> list[Figure]:
    """Open a season on both databases, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _figures("SQLite", f"sqlite:///{Path(folder) / 'season.sqlite3'}")
    with running_postgres() as url:
        return figures + _figures("PostgreSQL", url)


def _figures(name: str, url: str) -> list[Figure]:
    fill(url)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        opened = pool.apply(open_season, (url,))
    what = f"opening a season, {HOUSEHOLDS:,} households, {OFFICERS} officers, {name}"
    return [
        in_time(f"{what} (s)", opened.seconds, SECONDS),
        at_most(f"{what}: memory more (MB)", opened.more, MEGABYTES, "{:.1f}"),
        at_most(f"{what}: statements", opened.statements, STATEMENTS, "{:.0f}"),
    ]


def open_season(url: str) -> Opened:
    """Run the job once on the opening day."""
    use_vault(Vault(b"k" * 32))
    database, house = Database(url), House(PolicyBook(DEMO), ZONE, "sisong_bot")
    with database.work() as session:
        house.policies.keep(session, now=BEFORE)
        quiet = Work(session, house, BEFORE.replace(month=5))
        campaigns.carry_seasons_on(quiet)  # nothing is due: all is loaded that will be needed
    before = _most_memory()
    with counted(database.engine) as statements:
        started = time.perf_counter()
        with database.work() as session:
            campaigns.carry_seasons_on(Work(session, house, OPENING))
        seconds = time.perf_counter() - started
    more = _most_memory() - before
    _check(database)
    database.close()
    return Opened(seconds, more, len(statements))


def _most_memory() -> float:
    """Return the most this process has ever held, in MB; `ru_maxrss` would begin with what its parent held."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    said: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    yield said
    event.remove(engine, "before_cursor_execute", note)


def _check(database: Database) -> None:
    """Make sure that everything is there: a task for each household, a digest for each officer."""
    with database.work() as session:
        tasks = session.exec(select(func.count()).select_from(CampaignTask)).one()
        digests = session.exec(select(func.count()).select_from(Outbox).where(Outbox.chat_id >= FIRST_OFFICER)).one()
    assert (tasks, digests) == (HOUSEHOLDS, OFFICERS), (tasks, digests)


def fill(url: str) -> None:
    """Write the union into a new database."""
    use_vault(Vault(b"k" * 32))
    database = Database(url)
    migrate(database.engine)
    with database.work() as session:
        for number in range(STATIONS + 1):
            session.add(_unit(number))
            session.flush()
        people = [(FIRST_OFFICER + n, n) for n in range(OFFICERS)] + [(FIRST_HEAD + n, n) for n in range(HOUSEHOLDS)]
        connection = session.connection()
        connection.execute(insert(Person), [_person(person_id, _station(n)) for person_id, n in people])
        connection.execute(insert(Appointment), [_appointment(n) for n in range(OFFICERS)])
        connection.execute(insert(HouseholdFile), [_file(n) for n in range(HOUSEHOLDS)])
    database.close()


def _station(number: int) -> int:
    return 2 + number % OFFICERS % STATIONS


def _unit(number: int) -> Unit:
    if number == 0:
        return Unit(parent_id=None, level="centre", path="/1/", name="Centre")
    return Unit(parent_id=1, level="station", path=f"/1/{number + 1}/", name=f"Station {number}")


def _person(person_id: int, unit_id: int) -> dict[str, Any]:
    moments = ("first_seen_at", "consented_at", "sensitive_consented_at", "registered_at")
    return {"id": person_id, "locale": "zh_Hans", "unit_id": unit_id, "name": f"员{person_id}",
            **dict.fromkeys(moments, BEFORE)}  # fmt: skip


def _appointment(number: int) -> dict[str, Any]:
    return {"person_id": FIRST_OFFICER + number, "role": "case_officer", "unit_id": _station(number),
            "appointed_by": 1, "since": BEFORE}  # fmt: skip


def _file(number: int) -> dict[str, Any]:
    member = {
        "relation": "child", "name": "某某", "resident_id": "990101200801010019", "health": "good",
        "work_status": "student", "stage": "senior_secondary", "school": "示例中学", "entry_year": 2024,
    }  # fmt: skip
    data = {"members": [member] * 3, "self_monthly_income": 120_000, "self_work_status": "on_duty",
            "main_cause": "serious_illness", "homes": 1, "home_area": "20_to_50"}  # fmt: skip
    return {"number": f"HF-2026-{number:05d}", "national_number": f"N-{number}", "head_id": FIRST_HEAD + number,
            "unit_id": _station(number), "household_class": "deep", "data": data, "opened_at": BEFORE,
            "case_officer_id": FIRST_OFFICER + number % OFFICERS}  # fmt: skip
