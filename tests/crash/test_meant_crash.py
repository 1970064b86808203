"""The bot is killed while decisions wait or take effect: each takes effect exactly once, and is told once."""

from __future__ import annotations

import base64
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from benchmarks.programs.processes import BotProcess, running_bot, running_simulator
from bot.run.database import Database
from domain.procedure.meant.rules import MeantState
from models.procedure import AidCase, Decision, MeantDecision
from tests.union import AYGUL, DEMO, LIN, OTHER_STATION, STATION, ZONE, World, found

CASES = ((LIN, STATION), (AYGUL, OTHER_STATION))
KILLS, LONGEST_LIFE, PATIENCE = 4, 1.5, 30.0
REASON = "The second page is missing."
KEY = base64.b64encode(b"k" * 32).decode()  # that of `found`

pytestmark = [pytest.mark.xdist_group("one at a time"), pytest.mark.usefixtures("warm_starts")]


def decided(world: World) -> None:
    """Let an officer return some cases a while ago, so that the clock of the bot finds all of them due."""
    for worker, officer in CASES:
        world.decides(officer, world.opens(worker), "return", reason=REASON)


def waiting(session: Session) -> list[MeantDecision]:
    return list(session.exec(select(MeantDecision).where(col(MeantDecision.state) == MeantState.WAITING.value)))


@pytest.mark.slow
def test_what_was_decided_takes_effect_once(tmp_path: Path) -> None:
    killed_while_it_takes_effect(tmp_path, "")


@pytest.mark.slow
def test_what_was_decided_takes_effect_once_on_postgresql(
    tmp_path: Path, new_postgres_database: Callable[..., str]
) -> None:
    killed_while_it_takes_effect(tmp_path, new_postgres_database())


def killed_while_it_takes_effect(folder: Path, url: str) -> None:
    chance = random.Random()
    with running_simulator() as simulator:
        more = {"DATA_KEY": KEY, "POLICY": str(DEMO), "UNDO_SECONDS": "60"}
        bot = BotProcess(folder, simulator.url, url, more=more)
        bot.run_command("migrate")
        database = Database(bot.database)
        world = found(database, datetime.now(ZONE) - timedelta(minutes=10), room=None)
        world.house = replace(world.house, undo_seconds=60)
        decided(world)
        with world.work() as session:
            assert len(waiting(session)) == len(CASES), "they are meant, and nothing has happened yet"
        for _ in range(KILLS):
            bot.start()
            time.sleep(chance.uniform(0.1, LONGEST_LIFE))
            bot.kill()
        with running_bot(bot):
            wait_until_settled(world)
    check(world)
    database.engine.dispose()


def wait_until_settled(world: World) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with world.work() as session:
            if not waiting(session):
                return
        time.sleep(0.2)
    raise AssertionError("it has not taken effect")


def check(world: World) -> None:
    with world.work() as session:
        cases = session.exec(select(AidCase)).all()
        assert {one.status for one in cases} == {"returned"}
        made = Counter(one.case_id for one in session.exec(select(Decision).where(Decision.verdict == "return")))
        assert made == {one.id: 1 for one in cases}
    for worker, _ in CASES:
        assert sum(REASON in one for one in world.messages(worker)) == 1
