"""What was sent is marked within 50 ms, whether or not the desk commits, so that a crash repeats hardly anything."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import threading
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import select

from bot.run.database import Database
from delivery import rows
from delivery.alarms import Alarms
from delivery.claims import Claims
from delivery.courier import Courier
from delivery.marking import Marking
from delivery.pace import Pace
from delivery.rows import Fate, Row
from delivery.sender import LET_DESK_MARK, Sender
from domain.platform.messages import Message
from domain.platform.text import say
from models.people import Person
from models.platform.outbox import SENT, Outbox
from services import people
from services.platform import outbox
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from tests.union import DEMO, ZONE

NOW = datetime(2026, 7, 20, 9, tzinfo=UTC)
HOUSE = House(PolicyBook(DEMO), ZONE, "bot")
WITHIN, MARGIN = 0.05, 0.1  # seconds; for the typical one, and what a busy machine may add to the slowest
PEOPLE, BUSY = 40, 0.015  # how long the desk's transactions take, seconds


class Moments(Courier):
    """Notes when each row has gone."""

    def __init__(self) -> None:
        self.gone: dict[int, float] = {}
        self.unmarked_before: dict[int, list[int]] = {}
        self.marked: dict[int, float] = {}

    async def carry(self, row: Row) -> Fate:
        await asyncio.sleep(0.002)
        self.unmarked_before[row.id] = [number for number in self.gone if number not in self.marked]
        self.gone[row.id] = time.monotonic()
        return Fate(row.id, SENT, message_id=row.id, sent_at=NOW)


@pytest.fixture
def courier(database: Database, monkeypatch: pytest.MonkeyPatch) -> Moments:
    """A courier that also learns when the commit came that marked a row."""
    courier, write, written = Moments(), rows.write_fates, threading.local()

    def note(session: Any, fates: Any, **more: Any) -> None:
        write(session, fates, **more)
        written.numbers = [fate.id for fate in fates]

    def committed(_connection: object) -> None:
        for number in getattr(written, "numbers", ()):
            courier.marked[number] = time.monotonic()
        written.numbers = []

    monkeypatch.setattr(rows, "write_fates", note)
    event.listen(database.engine, "commit", committed)
    return courier


@pytest.fixture
async def sender(database: Database, courier: Moments) -> AsyncIterator[Sender]:
    claims = Claims(Pace(0), owner="1", now=lambda: NOW, alone=database.is_sqlite)
    sender = Sender(database.work, claims, Marking(lambda: NOW), courier, Alarms(lambda: HOUSE, lambda: NOW))
    database.on_outbox = sender.wake
    running = asyncio.create_task(sender.run())
    await asyncio.sleep(0.1)
    yield sender
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


def _answer(sender: Sender, chat: int, messages: int = 1) -> None:
    with sender.shortcut() as (session, hand_over):
        people.preload(session, {chat})
        for _ in range(messages):
            outbox.put(Work(session, HOUSE, NOW), chat, Message(say("Hello")), priority=outbox.INTERACTIVE)
        hand_over()


async def _all_marked(courier: Moments, count: int) -> list[float]:
    async with asyncio.timeout(20):
        while len(courier.marked) < count:  # noqa: ASYNC110 - a commit is seen in a thread of its own
            await asyncio.sleep(0.005)
    return [courier.marked[number] - moment for number, moment in courier.gone.items()]


def _judge(waits: list[float]) -> None:
    assert statistics.median(waits) <= WITHIN, waits
    assert max(waits) <= WITHIN + MARGIN, waits


async def test_with_nobody_at_the_desk(sender: Sender, courier: Moments) -> None:
    for number in range(5):
        await asyncio.to_thread(_answer, sender, 1000 + number)
        await asyncio.sleep(0.08)
    _judge(await _all_marked(courier, 5))


async def test_while_the_desk_is_busy_with_answers(sender: Sender, courier: Moments) -> None:
    for number in range(PEOPLE):
        await asyncio.to_thread(_answer, sender, 1000 + number)
    _judge(await _all_marked(courier, PEOPLE))


async def test_what_the_desk_marks_costs_no_transaction_of_its_own(
    database: Database, sender: Sender, courier: Moments, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.work() as session:
        session.add_all(Person(id=1000 + number, locale="en", first_seen_at=NOW) for number in range(PEOPLE))
    looks, look, answered = [], sender._mark_and_claim, []

    def noted() -> list[Row]:
        looks.append(time.monotonic())
        return look()

    monkeypatch.setattr(sender, "_mark_and_claim", noted)
    for number in range(PEOPLE):
        await asyncio.to_thread(_answer, sender, 1000 + number)
        answered.append(time.monotonic())
        await asyncio.sleep(0.004)
    late = sum(later - earlier > LET_DESK_MARK / 2 for earlier, later in itertools.pairwise(answered))
    assert len(looks) <= 2 + late
    _judge(await _all_marked(courier, PEOPLE))


async def test_while_others_keep_the_writer_busy(database: Database, sender: Sender, courier: Moments) -> None:
    ended = threading.Event()

    def others() -> None:
        while not ended.is_set():
            with database.work() as session:
                session.exec(select(Outbox.id)).first()
                time.sleep(BUSY)

    busy = asyncio.create_task(asyncio.to_thread(others))
    try:
        for number in range(10):
            await asyncio.to_thread(_answer, sender, 1000 + number)
        waits = await _all_marked(courier, 10)
    finally:
        ended.set()
        await busy
    _judge(waits)


async def test_of_an_answer_in_several_messages_each_is_marked_before_the_next(
    sender: Sender, courier: Moments
) -> None:
    await asyncio.to_thread(_answer, sender, 1001, messages=3)
    await _all_marked(courier, 3)
    assert list(courier.unmarked_before.values()) == [[], [], []]
