"""The bot is killed while a notice goes out: nobody is missed, nobody gets it twice, and what is in doubt is said."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from benchmarks.crowd.script import POLICY
from benchmarks.programs.kept import looking_into, put_registered, put_units
from benchmarks.programs.processes import FIRST_PERSON, BotProcess, running_simulator
from delivery.claims import SLOTS
from domain.broadcasts.audience import Audience
from domain.platform.access import Actor, Office
from domain.platform.messages import Message
from domain.platform.text import Local
from models.broadcasts import Broadcast
from models.platform.outbox import IN_DOUBT, Outbox
from services import broadcasts
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from simulator import SimulatorClient
from tests.union import ZONE

READERS, KILLS, SENDS_A_SECOND = 240, 4, 60
PATIENCE = 60.0
WORDS, MAYBE = "Free eye tests on Friday", "You may have this message already"
QUIET = ('quiet_from = "21:00"', 'quiet_until = "08:00"')

pytestmark = [pytest.mark.xdist_group("one at a time"), pytest.mark.usefixtures("warm_starts")]


def people() -> range:
    return range(FIRST_PERSON, FIRST_PERSON + READERS)


def without_quiet_hours(folder: Path) -> Path:
    """The demonstration's policy for a test that runs at any hour."""
    policy = POLICY.read_text("utf-8")
    for line in QUIET:
        assert line in policy
        policy = policy.replace(line, f'{line.split(" = ")[0]} = "12:00"')
    path = folder / "policy.toml"
    path.write_text(policy, "utf-8")
    return path


def notice(session: Session) -> Broadcast:
    return session.exec(select(Broadcast)).one()


def seen(bot: BotProcess) -> Broadcast:
    with looking_into(bot.database) as session:
        return notice(session)


def announce(bot: BotProcess, house: House) -> None:
    with looking_into(bot.database) as session:
        broadcasts.announce(
            Work(session, house, datetime.now(UTC)),
            key="crash",
            topic="seasonal",
            title="Eyes",
            message=Message(Local({"en": WORDS})),
            audience=Audience(),
        )
        session.commit()


def until(bot: BotProcess, wanted: Callable[[Broadcast], bool]) -> Broadcast:
    """Wait until the notice is as wanted."""
    end = time.monotonic() + PATIENCE
    while not wanted(row := seen(bot)):
        assert time.monotonic() < end, row
        time.sleep(0.02)
    return row


def is_over(row: Broadcast) -> bool:
    return row.state == "finished"


async def heard(url: str) -> tuple[Counter[int], Counter[int]]:
    """Count how often each person got the notice, and how often with the word that it may be a repetition."""
    got: Counter[int] = Counter()
    maybe: Counter[int] = Counter()
    async with SimulatorClient(url) as client:
        for number in people():
            player = client.player(number)
            await player.refresh()
            got[number] = sum(WORDS in one.text for one in player.messages)
            maybe[number] = sum(MAYBE in one.text for one in player.messages)
    return got, maybe


def in_doubt(bot: BotProcess) -> set[int]:
    with looking_into(bot.database) as session:
        doubtful = select(Outbox.chat_id).where(Outbox.state == IN_DOUBT, col(Outbox.broadcast_id).is_not(None))
        return set(session.exec(doubtful))


def crashed(folder: Path, database_url: str = "") -> None:
    """Announce a notice, kill the bot several times while it goes out, and look who got it."""
    policy = without_quiet_hours(folder)
    house, chance = House(PolicyBook(policy), ZONE, "bot"), random.Random()
    with running_simulator(READERS, started=True) as simulator:
        more = {"POLICY": str(policy), "SENDS_PER_SECOND": str(SENDS_A_SECOND), "DEFAULT_LOCALE": "en"}
        bot = BotProcess(folder, simulator.url, database_url, more=more)
        bot.run_command("migrate")
        put_units(bot.database)
        put_registered(bot.database, people())
        announce(bot, house)
        try:
            for number in range(KILLS):
                bot.start()
                goal = (number + chance.random()) * READERS / KILLS
                until(bot, lambda row, goal=goal: row.delivered >= goal or is_over(row))  # type: ignore[misc]
                time.sleep(chance.random() * 0.1)
                bot.kill()
            bot.start()
            over = until(bot, is_over)
            got, maybe = asyncio.run(heard(simulator.url))
            doubtful = in_doubt(bot)
            assert over.in_doubt == len(doubtful) <= KILLS * SLOTS
            assert (over.queued, over.delivered) == (READERS, READERS - len(doubtful))
            assert {number for number in people() if got[number] > 1} == set(), "nobody got it twice"
            assert {number for number in people() if not got[number]} <= doubtful, "nobody is missed without a word"
            assert maybe.total() == 0
            if doubtful:
                _sent_again(bot, house, simulator.url, doubtful)
        finally:
            bot.kill()


def _sent_again(bot: BotProcess, house: House, url: str, doubtful: set[int]) -> None:
    """An officer sends it again to those in doubt: then everybody has it, and they know why it may be there twice."""
    actor = Actor(1, offices=(Office("approver", 1, "/1/", "centre"),))
    with looking_into(bot.database) as session:
        count = broadcasts.resend_doubtful(Work(session, house, datetime.now(UTC)).by(actor), notice(session).id)
        session.commit()
    assert count == len(doubtful)
    until(bot, lambda row: is_over(row) and row.delivered == READERS)
    got, maybe = asyncio.run(heard(url))
    assert min(got.values()) == 1
    assert {number for number in people() if maybe[number]} == doubtful


@pytest.mark.slow
def test_on_sqlite_nobody_is_missed(tmp_path: Path) -> None:
    crashed(tmp_path)


@pytest.mark.slow
def test_on_postgresql_nobody_is_missed(tmp_path: Path, new_postgres_database: Callable[..., str]) -> None:
    crashed(tmp_path, new_postgres_database())
