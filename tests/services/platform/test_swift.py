"""What every update writes goes a short way, on which nothing is lost of what the long way promises."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from bot.run.database import Database
from delivery.rows import INSERT_ONE, WRITE_FATE
from models.forms import Draft as Row
from models.people import Person
from models.platform.outbox import CLAIMED, SENT, WAITING, Outbox
from models.platform.sealed import sealed_columns
from services.forms import drafts
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from tests.union import DEMO, ZONE

NOW = datetime(2026, 7, 20, 9, tzinfo=UTC)
LATER = datetime(2026, 7, 20, 10, tzinfo=UTC)
HOUSE = House(PolicyBook(DEMO), ZONE, "bot")
ROW = {
    "chat_id": 7, "kind": "send", "body": {"message": "Ana Wang"}, "priority": 0, "key": None, "target_key": None,
    "state": WAITING, "attempts": 0, "not_before": None, "claimed_by": None, "created_at": NOW,
}  # fmt: skip


def begun(database: Database) -> drafts.Draft:
    with database.work() as session:
        session.add(Person(id=7, locale="en", first_seen_at=NOW))
        session.flush()
        return drafts.begin(Work(session, HOUSE, NOW, 7), "report", {"name": "Ana"})


def test_a_row_comes_back_as_it_was_written_and_is_sealed(database: Database) -> None:
    with database.work() as session:
        number = INSERT_ONE.run(session, ROW).scalar_one()
        WRITE_FATE.run(session, {
            "row_id": number, "state": SENT, "attempts": 1, "message_id": 2**40, "error": None, "not_before": None,
            "sent_at": LATER,
        })  # fmt: skip
        assert session.info["flushed"], "whoever asks whether something was written hears of it"
    with database.work() as session:
        row = session.get_one(Outbox, number)
        assert (row.body, row.state, row.message_id, row.sent_at) == (ROW["body"], SENT, 2**40, LATER)
        kept = bytes(session.connection().execute(text("SELECT body FROM outbox")).scalar_one())
        assert b"Ana" not in kept


def test_many_rows_are_marked_each_with_its_own(database: Database) -> None:
    fate = {"attempts": 0, "message_id": None, "error": None, "not_before": None, "sent_at": None}
    with database.work() as session:
        numbers = [INSERT_ONE.run(session, ROW | {"chat_id": chat}).scalar_one() for chat in (7, 8)]
        WRITE_FATE.run(session, *(
            {"row_id": number, "state": state, **fate} for number, state in zip(numbers, (SENT, CLAIMED), strict=True)
        ))  # fmt: skip
    with database.work() as session:
        assert [session.get_one(Outbox, number).state for number in numbers] == [SENT, CLAIMED]


def test_failures_are_those_of_sqlalchemy_and_say_nothing_of_the_values(database: Database) -> None:
    with pytest.raises(IntegrityError) as failed, database.work() as session:
        INSERT_ONE.run(session, ROW | {"chat_id": None, "kind": "secret"})
    assert failed.value.params is None or failed.value.hide_parameters
    with database.work() as session:
        assert session.connection().execute(text("SELECT count(*) FROM outbox")).scalar_one() == 0


def test_listeners_hear_it(database: Database) -> None:
    heard: list[str] = []

    def note(*given: Any) -> None:
        heard.append(given[2])

    event.listen(database.engine, "before_cursor_execute", note)
    with database.work() as session:
        INSERT_ONE.run(session, ROW)
    event.remove(database.engine, "before_cursor_execute", note)
    assert any(words.startswith("INSERT INTO outbox") for words in heard)


def test_an_answer_is_kept_and_seen_at_once(database: Database) -> None:
    draft = begun(database)
    with database.work() as session:
        work = Work(session, HOUSE, LATER, 7)
        drafts.save(work, draft, {"name": "Ana Wang"})
        seen = drafts.own(work, draft.id)
        assert seen is not None
        assert (seen.state, seen.was_answered) == ({"name": "Ana Wang"}, True)
    with database.work() as session:
        row = session.get_one(Row, draft.id)
        assert (row.state, row.touched_at) == ({"name": "Ana Wang"}, LATER)
        kept = session.connection().execute(text("SELECT state FROM draft")).scalar_one()
        assert b"Ana" not in bytes(kept)


def test_a_draft_of_the_time_before_seals_is_sealed_with_its_next_answer(database: Database) -> None:
    draft = begun(database)
    with database.work() as session:
        session.connection().execute(text("UPDATE draft SET seal = NULL"))
    with database.work() as session:
        drafts.save(Work(session, HOUSE, LATER, 7), draft, {"name": "Ana Wang"})
    with database.work() as session:
        row = session.get_one(Row, draft.id)
        assert row.seal is not None
        assert row.state == {"name": "Ana Wang"}


def test_what_an_undone_answer_said_is_forgotten(database: Database) -> None:
    """As the desk does with an update that is refused after it has written something."""
    draft = begun(database)
    with database.work() as session:
        work = Work(session, HOUSE, LATER, 7)
        before = session.begin_nested()
        drafts.save(work, draft, {"name": "Mallory"})
        before.rollback()
        session.expire_all()
        session.info.pop("drafts", None)
        seen = drafts.active(work)
        assert seen is not None
        assert seen.state == {"name": "Ana"}


def test_sealed_columns_are_never_written_without_a_seal(database: Database) -> None:
    assert "state" in sealed_columns(Row.__table__)  # type: ignore[attr-defined]
    begun(database)
    with pytest.raises(TypeError, match="without the seal"), database.work() as session:
        drafts.SAVE.run(
            session, {"row_id": 1, "state": {"name": "x"}, "touched_at": NOW, "nudged_at": None, "seal": None}
        )
