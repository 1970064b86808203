"""A database that has no file has not lost it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.run.database import Database
from bot.run.opening import take_for_oneself


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_not_taken_for_moved_and_leaves_no_lock(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    database = Database(url)
    take_for_oneself(database, tmp_path / "data")
    assert database.is_in_place()
    database.close()
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_gone_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "here.db"
    database = Database(f"sqlite:///{path}")
    with database.work() as session:
        session.execute(text("SELECT 1"))
    assert database.is_in_place()
    path.unlink()
    assert not database.is_in_place()
    database.close()
