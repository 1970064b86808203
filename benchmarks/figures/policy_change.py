"""A line of the policy changes: 5,000 households on file are classed anew, as the running program does it."""

from __future__ import annotations

import multiprocessing
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, event, insert, update
from sqlmodel import col, func, select

from benchmarks.figure import Figure, at_most, in_time
from bot.run.database import Database
from bot.run.migrate import migrate
from bot.run.policy_watch import look_once
from domain.households.household import Household
from domain.policy_file.comparing.invented import invented
from domain.policy_file.loading import load_policy
from models.households import HouseholdFile
from models.people import Person
from models.platform.outbox import Outbox
from models.platform.seal import Vault, use_vault
from models.units import Unit
from services import policy_file
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from tests.postgres import running_postgres
from tests.union import DEMO

HOUSEHOLDS, ADMIN, FIRST_HEAD = 5_000, 90, 100_000
SECONDS, MEGABYTES, WAIT = 5.0, 50.0, 250.0
STATEMENTS = 60  # the files are read in one, whatever their number
ZONE = ZoneInfo("Asia/Shanghai")
BEFORE, AFTER = datetime(2026, 7, 20, 9, tzinfo=ZONE), datetime(2026, 7, 20, 10, tzinfo=ZONE)
LINE, HIGHER = 'deep = { factor = 1.0, op = "le" }', 'deep = { factor = 1.1, op = "le" }'


@dataclass(frozen=True)
class Changed:
    """What it took: seconds by the clock and of the processor, MB more, statements, and how long one who writes
    meanwhile waited at most (ms)."""

    seconds: float
    of_processor: float
    more: float
    statements: int
    waited: float


def measure() -> list[Figure]:
    """Change a line on both databases, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _figures("SQLite", f"sqlite:///{Path(folder) / 'policy.sqlite3'}")
    with running_postgres() as url:
        return figures + _figures("PostgreSQL", url)


def _figures(name: str, url: str) -> list[Figure]:
    _fill(url)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        changed = pool.apply(change_a_line, (url,))
    what = f"a line of the policy changes, {HOUSEHOLDS:,} households, {name}"
    return [
        in_time(f"{what} (s)", changed.seconds, SECONDS),
        Figure(f"{what} (s of the processor)", "", f"{changed.of_processor:.2f}", met=None),
        at_most(f"{what}: memory more (MB)", changed.more, MEGABYTES, "{:.1f}"),
        at_most(f"{what}: statements", changed.statements, STATEMENTS, "{:.0f}"),
        in_time(f"{what}: a writer waited at most (ms)", changed.waited, WAIT, "{:.0f}"),
    ]


def change_a_line(url: str) -> Changed:
    """Save the file with another line, and let the watch look at it."""
    use_vault(Vault(b"k" * 32))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "demo.toml"
        file.write_text(DEMO.read_text("utf-8"), "utf-8")
        database = Database(url)
        house = House(PolicyBook(file), ZONE, "sisong_bot", admin_ids=frozenset({ADMIN}))
        with database.work() as session:
            policy_file.begun(Work(session, house, BEFORE))
        look_once(database, house, lambda: BEFORE)  # nothing is due: all is loaded that will be needed
        text = DEMO.read_text("utf-8")
        assert LINE in text
        file.write_text(text.replace(LINE, HIGHER), "utf-8")
        look_once(database, house, lambda: BEFORE)  # it may still be being written; the next look takes it
        found = _measured(database, house)
        database.close()
    return found


def _measured(database: Database, house: House) -> Changed:
    before, waits, over = _most_memory(), list[float](), threading.Event()
    writer = threading.Thread(target=_write, args=(database, waits, over))
    writer.start()
    with _counted(database.engine) as statements:
        started, of_processor = time.perf_counter(), time.process_time()
        look_once(database, house, lambda: AFTER)
        seconds, of_processor = time.perf_counter() - started, time.process_time() - of_processor
    over.set()
    writer.join()
    _check(database)
    looked = [one for one in statements if not one.startswith("UPDATE person")]
    return Changed(seconds, of_processor, _most_memory() - before, len(looked), max(waits) * 1000)


def _write(database: Database, waits: list[float], over: threading.Event) -> None:
    """Somebody is served meanwhile: a small transaction every 20 ms."""
    while not over.wait(0.02):
        started = time.perf_counter()
        with database.work() as session:
            session.connection().execute(update(Person).where(col(Person.id) == FIRST_HEAD).values(locale="en"))
        waits.append(time.perf_counter() - started)


def _check(database: Database) -> None:
    """Make sure that the administrator was told of all households."""
    with database.work() as session:
        told = session.exec(select(func.count()).where(Outbox.chat_id == ADMIN)).one()
    assert told >= 2, told  # that it is in force, and what it means


def _most_memory() -> float:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


@contextmanager
def _counted(engine: Engine) -> Iterator[list[str]]:
    said: list[str] = []

    @event.listens_for(Engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    yield said
    event.remove(Engine, "before_cursor_execute", note)


def _fill(url: str) -> None:
    """Write a union into a new database, with the answers of invented households."""
    use_vault(Vault(b"k" * 32))
    database = Database(url)
    migrate(database.engine)
    policy = load_policy(DEMO, years=())
    households = enumerate(invented(policy, HOUSEHOLDS, today=BEFORE.date()))
    with database.work() as session:
        session.add(Unit(parent_id=None, level="centre", path="/1/", name="Centre"))
        session.flush()
        connection = session.connection()
        connection.execute(insert(Person), [_person(n) for n in (ADMIN, *range(FIRST_HEAD, FIRST_HEAD + HOUSEHOLDS))])
        connection.execute(insert(HouseholdFile), [_file(number, one) for number, one in households])
    database.close()


def _person(number: int) -> dict[str, Any]:
    moments = ("first_seen_at", "consented_at", "sensitive_consented_at", "registered_at")
    return {"id": number, "locale": "zh_Hans", "unit_id": 1, "name": f"员{number}", **dict.fromkeys(moments, BEFORE)}


def _file(number: int, household: Household) -> dict[str, Any]:
    return {"number": f"HF-2026-{number:05d}", "national_number": f"N-{number}", "head_id": FIRST_HEAD + number,
            "unit_id": 1, "household_class": "deep", "data": _answers(household), "opened_at": BEFORE}  # fmt: skip


def _answers(household: Household) -> dict[str, Any]:
    kept = {key: value for key, value in asdict(household).items() if key not in ("rigid", "own")}
    people = [{key: _plain(value) for key, value in one.items()} for one in kept.pop("members")]
    rigid = {f"rigid_{key}": fen for key, fen in household.rigid.items()}
    return {key: _plain(value) for key, value in kept.items()} | rigid | {"members": people}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
