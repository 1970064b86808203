"""A notice to 10,000 goes out under Telegram's strict limit: how near to it, and what people in a chat feel of it.

The simulator refuses the thirty-first message of any second, as Telegram does. Beside the notice some workers fill in
their report, each answer timed until the next question is there; the same people do it before, with nothing going out.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from benchmarks.crowd.script import POLICY
from benchmarks.figure import Figure, at_least, at_most, in_time, told
from benchmarks.figures.speed import Load, running_load
from benchmarks.programs.kept import looking_into, put_registered, put_units
from benchmarks.programs.processes import FIRST_PERSON, BotProcess, running_bot, running_simulator
from domain.broadcasts.audience import Audience
from domain.platform.messages import Message
from domain.platform.text import Local
from models.broadcasts import Broadcast
from models.platform.outbox import SENT, Outbox
from services import broadcasts
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from simulator import SimulatorClient

READERS, TALKERS = 10_000, 6
LIMIT = 30  # messages a second
SECONDS = 60
ROUNDS, ROUND = 22, 1.3  # so often everybody answers, and the seconds a round takes: nobody gets over one a second
SHARE, REFUSALS, REPLY = 0.95, 3, 250.0  # aims: of the limit, 429 a minute, milliseconds (p99)
PEOPLE = range(FIRST_PERSON, FIRST_PERSON + READERS + TALKERS)


@dataclass(frozen=True)
class Watch:
    """The program, seen from beside."""

    bot: BotProcess
    url: str

    def sent_since(self, moment: datetime) -> int:
        """Count the messages that arrived since then."""
        with looking_into(self.bot.database) as session:
            here = (Outbox.state == SENT, Outbox.kind == "send", col(Outbox.sent_at) >= moment)
            return session.exec(select(func.count()).select_from(Outbox).where(*here)).one()

    def notice(self) -> Broadcast:
        """Return the notice as it stands."""
        with looking_into(self.bot.database) as session:
            return session.exec(select(Broadcast)).one()

    def refused(self) -> int:
        """Count the 429s among the calls that the simulator still remembers."""
        return asyncio.run(_refused(self.url))


async def _refused(url: str) -> int:
    async with SimulatorClient(url) as client:
        return sum("Too Many Requests" in str(call.get("error")) for call in await client.calls())


def measure() -> list[Figure]:
    """Talk without a notice, let it go out alone for a minute, then talk beside it."""
    with tempfile.TemporaryDirectory() as folder, running_simulator(len(PEOPLE), started=True, limits=True) as sim:
        policy = without_quiet_hours(Path(folder))
        bot = BotProcess(Path(folder), sim.url, more={"POLICY": str(policy), "SENDS_PER_SECOND": str(LIMIT)})
        bot.run_command("migrate")
        put_units(bot.database)
        put_registered(bot.database, PEOPLE)
        watch = Watch(bot, sim.url)
        with running_bot(bot), running_load() as load:
            load.order("begin", "form", sim.url, _talkers())
            without = _replies(load, sim.url)
            _announce(bot, policy)
            while watch.notice().delivered < LIMIT:
                time.sleep(0.1)
            sent, refused = _a_minute(watch)
            beside = _replies(load, sim.url)
            refused_beside = watch.refused()
    return [
        at_least(
            f"a notice to {READERS:,}: sent in {SECONDS} s : the limit", sent / (SECONDS * LIMIT), SHARE, "{:.3f}"
        ),
        at_most("  refusals (429) in that minute", refused, REFUSALS, "{:.0f}"),
        in_time("  reply to a form step meanwhile (ms, p99)", _p(beside, 99), REPLY, "{:.0f}"),
        told("  p50 meanwhile; p50, p99 without a notice (ms)", _words(beside, without)),
        told("  refusals while people talk beside it", str(refused_beside - refused)),
    ]


def without_quiet_hours(folder: Path) -> Path:
    """Write the demonstration's policy without quiet hours, for a run at any hour; return its path."""
    text = POLICY.read_text("utf-8")
    for line in ('quiet_from = "21:00"', 'quiet_until = "08:00"'):
        if line not in text:
            raise AssertionError(f"{POLICY} has no line {line}")
        text = text.replace(line, f'{line.split(" = ")[0]} = "12:00"')
    path = folder / "policy.toml"
    path.write_text(text, "utf-8")
    return path


def _talkers() -> list[int]:
    return list(PEOPLE)[:TALKERS]


def _announce(bot: BotProcess, policy: Path) -> None:
    house = House(PolicyBook(policy), ZoneInfo("Asia/Shanghai"), "bot")
    with looking_into(bot.database) as session:
        put_notice(session, house)
        session.commit()


def put_notice(session: Session, house: House) -> None:
    """Announce a notice to everybody."""
    broadcasts.announce(
        Work(session, house, datetime.now(UTC)), key="benchmark", topic="seasonal", title="Eyes", audience=Audience(),
        message=Message(Local({"en": "Free eye tests on Friday, at the assistance centre."})),
    )  # fmt: skip


def _a_minute(watch: Watch) -> tuple[int, int]:
    """Return how much was sent in a minute, and how often the simulator refused."""
    began = datetime.now(UTC)
    time.sleep(SECONDS)
    return watch.sent_since(began), watch.refused()


def _replies(load: Load, url: str) -> list[float]:
    """Let everybody answer one question after another, at a human pace; return the milliseconds of each reply."""
    times: list[float] = []
    for _ in range(ROUNDS):
        began = time.monotonic()
        times += load.order("one", "form", url, _talkers(), 1)
        time.sleep(max(0.0, began + ROUND - time.monotonic()))
    return times


def _p(times: Sequence[float], share: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * share // 100)]


def _words(beside: Sequence[float], without: Sequence[float]) -> str:
    return f"{_p(beside, 50):.0f}; {_p(without, 50):.0f}, {_p(without, 99):.0f} ({len(beside)} replies each)"
