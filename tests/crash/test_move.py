"""An account moves while the power goes or the disk is full: before any of its statements it has not moved at all."""

from __future__ import annotations

import os
import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.run.database import Database
from tests.services.claims.test_moves import NEW, asks, at, checks, confirms, state_of
from tests.union import LIN, STATION, STATION_TOO, World, found

FULL = 7


def breaks_off(world: World, statement: int, *, by_power: bool) -> int:
    """Confirm the move in a process that ends at a statement; return how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    seen = 0

    def before(*_given: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == statement and by_power:
            os.kill(os.getpid(), signal.SIGKILL)
        if seen == statement:
            raise sqlite3.OperationalError("database or disk is full")

    event.listen(world.database.engine, "before_cursor_execute", before)
    try:
        confirms(world, STATION_TOO)
    except Exception:
        os._exit(FULL)
    os._exit(0)


@pytest.mark.parametrize(("by_power", "ended"), [(True, -signal.SIGKILL), (False, FULL)])
def test_it_moves_whole_or_not_at_all(tmp_path: Path, migrated_sqlite: Path, by_power: bool, ended: int) -> None:
    before, file = tmp_path / "before.sqlite3", tmp_path / "sisong.sqlite3"
    before.write_bytes(migrated_sqlite.read_bytes())
    first = found(Database(f"sqlite:///{before}"))
    first.approved(first.opens(LIN))
    asks(first)
    checks(first, STATION)
    first.database.close()
    for statement in (1, 9, 17, 25, 33):
        file.write_bytes(before.read_bytes())
        assert (
            breaks_off(World(Database(f"sqlite:///{file}"), first.house, first.now), statement, by_power=by_power)
            == ended
        )
        world = World(Database(f"sqlite:///{file}"), first.house, first.now)
        with world.database.work() as session:
            assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert (state_of(world).state, at(world, NEW)) == ("checked", NEW)
        confirms(world, STATION_TOO)
        assert (state_of(world).state, at(world, NEW)) == ("moved", LIN)
        world.database.close()
        for left in tmp_path.glob("sisong.sqlite3-*"):
            left.unlink()
