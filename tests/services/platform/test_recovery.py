"""After a crash at most one message to each person is in doubt: the next goes only when that one is marked."""

from datetime import UTC, datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.run.database import Database
from delivery import rows
from domain.platform.messages import Message
from domain.platform.text import say
from models.platform.outbox import CLAIMED, IN_DOUBT, SENT, WAITING, Outbox
from services.platform import outbox
from services.platform.house import House
from services.platform.outbox import BROADCAST
from services.platform.policies import PolicyBook
from services.platform.work import Work
from tests.union import DEMO, ZONE

NOW = datetime(2026, 7, 20, 9, tzinfo=UTC)
HOUSE = House(PolicyBook(DEMO), ZONE, "bot")
ANA, BEN, CAI = 1, 2, 3
DEAD, ALIVE = "17", "18"


def _claimed(database: Database) -> None:
    """Ana has an answer of a change and two messages in the air, Ben one message, Cai a notice."""
    with database.work() as session:
        work = Work(session, HOUSE, NOW)
        outbox.edit(work, ANA, Message(say("changed")), message_id=5)
        for chat, words in ((ANA, "first"), (ANA, "second"), (BEN, "only")):
            outbox.put(work, chat, Message(say(words)))
        outbox.put(work, CAI, Message(say("notice")), priority=BROADCAST)
    with database.work() as session:
        session.execute(update(Outbox).values(state=CLAIMED, claimed_by=DEAD))


def _states(session: Session) -> list[tuple[int, str, str, str | None]]:
    found = session.exec(select(Outbox).order_by(col(Outbox.id)))
    return [(row.chat_id, row.kind, row.state, row.error) for row in found]


def test_of_several_messages_to_a_person_only_the_first_is_in_doubt(database: Database) -> None:
    _claimed(database)
    with database.work() as session:
        assert rows.recover(session, owner=ALIVE, now=NOW) == 4
    with database.work() as session:
        assert _states(session) == [
            (ANA, "edit", WAITING, IN_DOUBT),
            (ANA, "send", WAITING, IN_DOUBT),
            (ANA, "send", WAITING, None),
            (BEN, "send", WAITING, IN_DOUBT),
            (CAI, "send", IN_DOUBT, IN_DOUBT),
        ]


def test_after_the_first_was_marked_the_second_is_in_doubt(database: Database) -> None:
    _claimed(database)
    with database.work() as session:
        first = select(col(Outbox.id)).where(col(Outbox.chat_id) == ANA, col(Outbox.kind) == "send").limit(1)
        rows.write_fates(session, [rows.Fate(session.exec(first).one(), SENT)], now=NOW)
        rows.recover(session, owner=ALIVE, now=NOW)
        assert _states(session)[2] == (ANA, "send", WAITING, IN_DOUBT)


def test_what_was_in_doubt_before_the_crash_stays_in_doubt(database: Database) -> None:
    _claimed(database)
    with database.work() as session:
        session.execute(update(Outbox).where(col(Outbox.chat_id) == ANA).values(error=IN_DOUBT))
        rows.recover(session, owner=ALIVE, now=NOW)
        assert {state for state in _states(session) if state[0] == ANA} == {
            (ANA, "edit", WAITING, IN_DOUBT),
            (ANA, "send", WAITING, IN_DOUBT),
        }
