"""The outbox lets go of what was sent long ago, and of nothing else."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update
from sqlmodel import col, select

from bot.run.database import Database
from domain.platform.messages import Message
from domain.platform.text import say
from models.platform.outbox import SENT, Outbox
from services.platform import outbox
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from tests.union import DEMO, ZONE

NOW = datetime(2026, 7, 20, 9, tzinfo=UTC)
HOUSE = House(PolicyBook(DEMO), ZONE, "bot")
HELLO = Message(say("Hello"))


def _fill(database: Database) -> None:
    with database.work() as session:
        outbox.put(Work(session, HOUSE, NOW), 1, HELLO)
        outbox.put(Work(session, HOUSE, NOW), 1, HELLO, key="once:1")
        outbox.put(Work(session, HOUSE, NOW + timedelta(days=29)), 2, HELLO)
        outbox.put(Work(session, HOUSE, NOW), 3, HELLO)
    with database.work() as session:
        session.execute(update(Outbox).where(col(Outbox.chat_id) != 3).values(state=SENT))


def test_what_was_sent_long_ago_is_emptied_and_a_key_stays(database: Database) -> None:
    _fill(database)
    with database.work() as session:
        outbox.forget_old(Work(session, HOUSE, NOW + timedelta(days=31)))
    with database.work() as session:
        left = {(row.chat_id, row.key): row.body for row in session.exec(select(Outbox))}
    assert set(left) == {(1, "once:1"), (2, None), (3, None)}
    assert left[1, "once:1"] is None
    assert left[2, None]
    assert left[3, None], "what was never sent is kept, however old"


def test_a_key_that_went_before_does_not_go_again(database: Database) -> None:
    _fill(database)
    with database.work() as session:
        outbox.put(Work(session, HOUSE, NOW + timedelta(days=40)), 1, HELLO, key="once:1")
        outbox.put(Work(session, HOUSE, NOW + timedelta(days=40)), 1, HELLO, key="once:2")
    with database.work() as session:
        keys = [row.key for row in session.exec(select(Outbox)) if row.key]
    assert sorted(keys) == ["once:1", "once:2"]
