"""With nothing to send the sender rests, whatever waits for later and however the pace counts its turns."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, update

from bot.run.database import Database
from delivery.alarms import Alarms
from delivery.claims import Claims
from delivery.courier import Courier
from delivery.marking import Marking
from delivery.pace import Pace
from delivery.rows import Fate, Row
from delivery.sender import Sender
from domain.platform.messages import Message
from domain.platform.text import say
from models.platform.outbox import SENT, Outbox
from services.platform import outbox
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from tests.union import DEMO, ZONE

WORKER, NOW = 1001, datetime(2026, 7, 20, 9, tzinfo=UTC)
HOUSE = House(PolicyBook(DEMO), ZONE, "bot")
WATCHED = 0.4  # seconds
NOTICES = 30
MOST = 8  # statements in them, one to three as it is; a sender that never rested came to some five hundred


class Gone(Courier):
    """Whatever is sent has arrived at once."""

    def __init__(self) -> None:
        self.to: list[int] = []
        self.at: list[float] = []
        self.all_there = asyncio.Event()

    async def carry(self, row: Row) -> Fate:
        self.to.append(row.chat_id)
        self.at.append(asyncio.get_running_loop().time())
        if len(self.to) == NOTICES:
            self.all_there.set()
        return Fate(row.id, SENT, message_id=row.id, sent_at=NOW)


def _put(session: Session, priority: int) -> None:
    outbox.put(Work(session, HOUSE, NOW), WORKER, Message(say("Hello")), priority=priority)


def _for_later(session: Session, _pace: Pace) -> None:
    _put(session, outbox.EVENT)


def _to_a_closed_chat(session: Session, pace: Pace) -> None:
    pace.refused(WORKER, 60)
    _put(session, outbox.EVENT)


def _a_notice_to_a_closed_chat(session: Session, pace: Pace) -> None:
    pace.refused(WORKER, 60)
    _put(session, outbox.BROADCAST)


def _to_one_who_had_a_burst(session: Session, pace: Pace) -> None:
    for _ in range(60):  # as after a minute's talk: the last of these is due in more than a minute
        pace.take(WORKER)
    _put(session, outbox.INTERACTIVE)


def _nothing(_session: Session, _pace: Pace) -> None:
    pass


@asynccontextmanager
async def _at_work(database: Database, pace: Pace, courier: Gone) -> AsyncIterator[Sender]:
    claims = Claims(pace, owner="1", now=lambda: NOW, alone=database.is_sqlite)
    sender = Sender(database.work, claims, Marking(lambda: NOW), courier, Alarms(lambda: HOUSE, lambda: NOW))
    database.on_outbox = sender.wake
    running = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def _statements(database: Database) -> int:
    """Count what the database is asked while nobody does anything."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    await asyncio.sleep(0.3)
    event.listen(database.engine, "before_cursor_execute", note)
    await asyncio.sleep(WATCHED)
    event.remove(database.engine, "before_cursor_execute", note)
    return len(asked)


@pytest.mark.parametrize(
    "waiting", [_nothing, _for_later, _to_a_closed_chat, _a_notice_to_a_closed_chat, _to_one_who_had_a_burst]
)
async def test_at_rest_the_sender_rests(database: Database, waiting: Callable[[Session, Pace], None]) -> None:
    pace = Pace(25)
    with database.work() as session:
        waiting(session, pace)
    if waiting is _for_later:
        with database.work() as session:
            session.execute(update(Outbox).values(not_before=NOW + timedelta(days=1)))
    async with _at_work(database, pace, Gone()):
        assert await _statements(database) <= MOST


async def test_what_the_pace_holds_back_goes_on_time(database: Database) -> None:
    """Notices are spaced evenly: of thirty at twenty-five a second the last goes after about a second."""
    courier = Gone()
    with database.work() as session:
        for number in range(NOTICES):
            outbox.put(Work(session, HOUSE, NOW), 5000 + number, Message(say("Hello")), priority=outbox.BROADCAST)
    async with _at_work(database, Pace(25), courier):
        begun = asyncio.get_running_loop().time()
        async with asyncio.timeout(10):
            await courier.all_there.wait()
    assert 0.8 < courier.at[-1] - begun < 6


async def test_who_had_a_burst_gets_the_rest_on_time(database: Database) -> None:
    """Of five messages to one person the fourth goes after a second and the fifth after two; nobody waits with them."""
    courier, pace = Gone(), Pace(200)
    with database.work() as session:
        for _ in range(5):
            _put(session, outbox.EVENT)
        for number in range(NOTICES - 5):
            outbox.put(Work(session, HOUSE, NOW), 5000 + number, Message(say("Hello")), priority=outbox.EVENT)
    async with _at_work(database, pace, courier):
        begun = asyncio.get_running_loop().time()
        async with asyncio.timeout(10):
            await courier.all_there.wait()
    assert courier.to[-2:] == [WORKER, WORKER]
    assert courier.to[:-2].count(WORKER) == 3
    assert courier.at[-2] - begun > 0.9
    assert 2.0 < courier.at[-1] - begun < 6
