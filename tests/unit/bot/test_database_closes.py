"""A database that is closed while a thread is still at it: the unit of work in hand ends, and there is no other."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.run.database import Database, DatabaseClosed


def test_a_unit_of_work_in_hand_is_waited_for_and_is_the_last(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    begun, may_end, done = threading.Event(), threading.Event(), list[str]()

    def works() -> None:
        with database.work() as session:
            begun.set()
            may_end.wait()
            session.connection().execute(text("CREATE TABLE made (id INTEGER)"))
        done.append("the work in hand")
        with suppress(DatabaseClosed), database.look():
            done.append("and one more")

    worker, closer = threading.Thread(target=works), threading.Thread(target=database.close)
    worker.start()
    begun.wait()
    closer.start()
    closer.join(0.05)
    assert closer.is_alive(), "the database was closed while it was in use"
    may_end.set()
    closer.join()
    worker.join()
    assert done == ["the work in hand"]
    with pytest.raises(DatabaseClosed), database.work():
        done.append("and one more")
