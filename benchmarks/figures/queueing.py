"""A notice for 600,000 workers (the size of Zhangzhou) is counted and queued: how long, who waits, how much memory.

The broadcaster's own steps run in this process, on SQLite and on PostgreSQL. Beside them a thread writes small units of
work, as many a second as a busy desk, and notes how long each of them took.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from os import getpid
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlmodel import Session, col, select

from benchmarks.crowd.script import POLICY
from benchmarks.figure import Figure, at_most, in_time, told
from benchmarks.programs.kept import put_units
from benchmarks.programs.processes import KEY, memory_of
from bot.run.database import Database
from bot.run.migrate import migrate
from delivery.broadcaster import STEP_ASIDE, Broadcaster
from domain.broadcasts.audience import Audience
from domain.platform.messages import Message
from domain.platform.text import Local
from models.broadcasts import Broadcast
from models.platform.seal import Vault, use_vault, vault
from services import broadcasts
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from tests.postgres import Server, running_postgres

WORKERS = 600_000
AIMS = {"SQLite": 2.0, "PostgreSQL": 5.0}  # seconds
LONGEST_WAIT = 5.0  # times the longest plain commit, of as many seconds with nothing beside
MORE_MEMORY = 20.0  # MB
ROUNDS = 3  # notices; the middle one counts, since any machine hiccups once in a while
ALONE = 4.0  # seconds
PAUSE = 0.005  # seconds between two units of work beside it
NOON = datetime(2026, 7, 20, 4, tzinfo=UTC)
NUMBERS = {
    "sqlite": "WITH RECURSIVE m(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM m WHERE n < :most) SELECT n FROM m",
    "postgresql": "SELECT generate_series(1, :most) AS n",
}
SEAL = {"sqlite": "randomblob(16)", "postgresql": "decode(md5(n::text), 'hex')"}
PEOPLE = """
INSERT INTO person (id, locale, first_seen_at, consented_at, sensitive_consented_at, registered_at, unit_id,
                    resident_id_print, seal, name, phone, resident_id)
SELECT 100000000 + n, 'zh_Hans', :at, :at, :at, :at, 1, 'a fingerprint as long as they are, of person ' || n,
       {seal}, :sealed, :sealed, :sealed FROM ({numbers}) AS numbers
"""


def measure() -> list[Figure]:
    """Queue it on both databases."""
    use_vault(Vault(KEY))
    with tempfile.TemporaryDirectory() as folder, running_postgres() as url:
        urls = {"SQLite": f"sqlite:///{Path(folder) / 'many.sqlite3'}", "PostgreSQL": Server(url).new_database()}
        return [figure for name, url in urls.items() for figure in _measured(name, url)]


def _measured(name: str, url: str) -> list[Figure]:
    database = Database(url)
    try:
        _fill(database, url)
        rounds = [_round(database, number) for number in range(ROUNDS)]
    finally:
        database.close()
    first, middle = rounds[0], sorted(rounds, key=lambda one: one.longest)[ROUNDS // 2]
    what = f"a notice for {WORKERS:,} workers, {name}"
    return [
        told(f"{what}: counted (s)", f"{first.counting:.2f}"),
        in_time(f"{what}: queued (s)", statistics.median(one.seconds for one in rounds), AIMS[name]),
        at_most("  longest work beside it : the longest plain commit", middle.longest, LONGEST_WAIT, "{:.1f}"),
        told("  the same of all three notices", ", ".join(f"{one.longest:.1f}" for one in rounds)),
        told("  longest, median work beside it; longest, median without (ms)", _waits(middle.alone, middle.beside)),
        at_most("  more memory (MB)", max(one.memory for one in rounds), MORE_MEMORY, "{:.1f}"),
    ]


def _round(database: Database, number: int) -> Round:
    """Queue a notice to everybody; what everybody else does is timed before and beside."""
    _announce(database, number)
    moving = _broadcaster(database)
    with working_beside(database) as alone:
        time.sleep(ALONE)
    counting = _timed(moving, 1)
    _send(database)
    _timed(moving, 1)  # counts once more and begins
    before = _memory()
    with working_beside(database) as beside:
        seconds = _timed(moving)
    memory = _memory() - before
    with database.work() as session:
        notice = _newest(session)
        if notice.queued != WORKERS:
            raise AssertionError(f"{notice.queued} rows instead of {WORKERS}")
        notice.state = "finished"
    return Round(counting, seconds, memory, alone, beside)


def _memory() -> float:
    """Return the resident memory of this process (the server of PostgreSQL is its child), in MB."""
    return memory_of(getpid(), with_children=False)


def _waits(alone: Beside, beside: Beside) -> str:
    with_it, without = (f"{max(one.waits):.1f}, {one.median:.1f}" for one in (beside, alone))
    return f"{with_it} (of {len(beside.waits)}); {without}"


def _fill(database: Database, url: str) -> None:
    migrate(database.engine)
    put_units(url)
    numbers, seal = (one[database.engine.dialect.name] for one in (NUMBERS, SEAL))
    values = {"most": WORKERS, "at": NOON.replace(tzinfo=None), "sealed": vault().seal("林示例示例示例".encode(), b"")}
    with database.work() as session:
        session.execute(text(PEOPLE.format(numbers=numbers, seal=seal)), values)
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))


def _announce(database: Database, number: int) -> None:
    with database.work() as session:
        broadcasts.announce(
            Work(session, _house(), NOON), key=f"benchmark {number}", topic="seasonal", title="Warmth",
            audience=Audience(), message=Message(Local({"zh_Hans": "冬送温暖开始了"})),
        )  # fmt: skip
        _newest(session).state = "counting"


def _house() -> House:
    return House(PolicyBook(POLICY), ZoneInfo("Asia/Shanghai"), "bot")


def _broadcaster(database: Database) -> Broadcaster:
    house = _house()
    return Broadcaster(
        work=database.work, look=database.look, house=lambda: house, now=lambda: NOON, leads=lambda: True,
        wake_sender=lambda: None,
    )  # fmt: skip


def _send(database: Database) -> None:
    with database.work() as session:
        _newest(session).state = "scheduled"


def _newest(session: Session) -> Broadcast:
    return session.exec(select(Broadcast).order_by(col(Broadcast.id).desc()).limit(1)).one()


def _timed(moving: Broadcaster, most: int = WORKERS) -> float:
    """Take steps as the broadcaster does, until the first rows are with the sender; return the seconds."""
    began = time.perf_counter()
    while most and moving.step() == 0.0:
        most -= 1
        time.sleep(STEP_ASIDE)
    return time.perf_counter() - began


@dataclass
class Beside:
    """How long each small unit of work took, in milliseconds."""

    waits: list[float] = field(default_factory=list)
    is_over: bool = False

    @property
    def median(self) -> float:
        return statistics.median(self.waits)


@dataclass(frozen=True)
class Round:
    """What one notice took: seconds to count and to queue it, MB, and how others fared before and beside it."""

    counting: float
    seconds: float
    memory: float
    alone: Beside
    beside: Beside

    @property
    def longest(self) -> float:
        return max(self.beside.waits) / max(self.alone.waits)


@contextmanager
def working_beside(database: Database) -> Iterator[Beside]:
    """Write small units of work one after another in a thread for as long as the block lasts."""
    beside = Beside()

    def work() -> None:
        while not beside.is_over:
            began = time.perf_counter()
            with database.work() as session:
                session.execute(text("UPDATE unit SET name = name WHERE id = 2"))
            beside.waits.append((time.perf_counter() - began) * 1000)
            time.sleep(PAUSE)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield beside
    finally:
        beside.is_over = True
        thread.join()
