"""SQLite: what a unit of work wrote is on the disk when it returns, and answers leave while the disk is at it."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.run.database import Database
from bot.run.disk import FULL, UNWRITABLE
from models.platform.setting import Setting


@pytest.fixture
def database(fresh_sqlite: Database) -> Database:
    return fresh_sqlite


def note(database: Database, name: str, told: Callable[[], None] = lambda: None) -> None:
    with database.work() as session:
        session.add(Setting(name=name, value="noted"))
        session.info["committed"] = [told]


def test_it_waits_for_the_disk_after_the_answers_have_begun_to_leave(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    monkeypatch.setattr(os, "fdatasync", lambda _log: order.append("disk"))
    note(database, "one", lambda: order.append("sending"))
    assert order == ["sending", "disk"]


def test_the_next_writer_need_not_wait_for_that(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_disk, may_end = threading.Event(), threading.Event()

    def slow(_log: int) -> None:
        if not at_the_disk.is_set():
            at_the_disk.set()
            assert may_end.wait(10)

    monkeypatch.setattr(os, "fdatasync", slow)
    first = threading.Thread(target=note, args=(database, "first"))
    first.start()
    assert at_the_disk.wait(10)
    note(database, "second")
    may_end.set()
    first.join()


@pytest.mark.parametrize(
    ("code", "trouble"), [(errno.ENOSPC, FULL), (errno.EIO, UNWRITABLE), (errno.EROFS, UNWRITABLE)]
)
def test_what_the_disk_refuses_is_a_failure_of_the_database(
    database: Database, monkeypatch: pytest.MonkeyPatch, code: int, trouble: str
) -> None:
    def refuses(_log: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fdatasync", refuses)
    monkeypatch.setattr(database, "trouble", "")
    with pytest.raises(OperationalError):
        note(database, "one")
    assert database.trouble == trouble


def test_a_database_that_may_not_be_written_is_in_trouble_until_it_may(database: Database) -> None:
    """As SQLite says it of a disk that the machine has made read only after a fault."""
    with database.work() as session:
        driver: Any = session.connection().connection.driver_connection
    driver.execute("PRAGMA query_only = ON")
    try:
        with pytest.raises(OperationalError):
            note(database, "one")
        assert database.trouble == UNWRITABLE
        assert not database.has_room()
    finally:
        driver.execute("PRAGMA query_only = OFF")
    assert database.has_room()
    assert not database.trouble


def test_a_begin_that_broke_off_leaves_no_connection_that_can_never_begin_again(database: Database) -> None:
    """SQLite has begun, SQLAlchemy does not know it, and the connection is kept: nothing could be written any more."""
    with database.work() as session:
        driver: Any = session.connection().connection.driver_connection
    driver.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError):
        note(database, "one")
    note(database, "two")
