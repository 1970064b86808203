"""SQLite: what a unit of work wrote is on the disk when it returns, and answers leave while the disk is at it."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError

from bot.run.database import FULL, Database
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


@pytest.mark.parametrize(("code", "trouble"), [(errno.ENOSPC, FULL), (errno.EIO, "")])
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
