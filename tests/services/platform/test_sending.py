"""The sender and the desk share the chats that have a message in flight."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlmodel import select

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
from models.platform.outbox import CLAIMED, SENT, WAITING, Outbox
from services.people import people
from services.platform import outbox
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from tests.union import DEMO, ZONE

WORKER, NOW = 1001, datetime(2026, 7, 20, 9, tzinfo=UTC)
HOUSE = House(PolicyBook(DEMO), ZONE, "bot")


class SlowCourier(Courier):
    """Takes a moment for every message, and remembers what went and how many were on their way at once."""

    def __init__(self) -> None:
        self.gone: asyncio.Queue[int] = asyncio.Queue()
        self.flying = self.most = 0

    async def carry(self, row: Row) -> Fate:
        self.flying += 1
        self.most = max(self.most, self.flying)
        await asyncio.sleep(0.02)
        self.flying -= 1
        self.gone.put_nowait(row.id)
        return Fate(row.id, SENT, message_id=row.id, sent_at=NOW)


@pytest.fixture
def courier() -> SlowCourier:
    return SlowCourier()


@pytest.fixture
async def sender(database: Database, courier: SlowCourier) -> AsyncIterator[Sender]:
    """A sender at work that has found the outbox empty."""
    claims = Claims(Pace(0), owner="1", now=lambda: NOW, alone=database.is_sqlite)
    sender = Sender(database.work, claims, Marking(lambda: NOW), courier, Alarms(lambda: HOUSE, lambda: NOW))
    database.on_outbox = sender.wake
    running = asyncio.create_task(sender.run())
    await asyncio.sleep(0)
    with database.work() as session:
        assert claims.next_rows(session, 1) == []
    yield sender
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


def _states(database: Database) -> list[str]:
    with database.work() as session:
        return list(session.exec(select(Outbox.state).order_by(Outbox.id)))  # type: ignore[arg-type]


async def test_a_second_answer_waits_while_the_loop_has_not_begun_to_send_the_first(
    database: Database, sender: Sender, courier: SlowCourier
) -> None:
    for _ in range(2):  # two updates of one person, and no moment for the loop between them
        with sender.shortcut() as (session, hand_over):
            work = Work(session, HOUSE, NOW)
            people.meet(work, WORKER, language_code="en")
            outbox.put(work, WORKER, Message(say("Hello")), priority=outbox.INTERACTIVE)
            hand_over()
    assert _states(database) == [CLAIMED, WAITING]
    async with asyncio.timeout(10):
        assert [await courier.gone.get(), await courier.gone.get()] == [1, 2]
    assert courier.most == 1
