"""A number is given once: what still names a row that was erased does not mean the next one."""

from __future__ import annotations

import pytest
from sqlmodel import SQLModel, select

import models  # noqa: F401 - registers every table
from bot.run.database import Database
from domain.claims.moves import MoveState
from domain.platform.access import NotForYou
from models.people import AccountMove
from services import claims, erasing
from tests.services.claims.test_moves import ANOTHER, NEW, asks
from tests.union import LIN, STATION, World

COUNTED = {name for name, table in SQLModel.metadata.tables.items() if table.autoincrement_column is not None}


def erases(world: World, who: int) -> None:
    with world.work() as session:
        erasing.erase(world.at_work(session), who)


def test_who_asks_after_somebody_was_erased_is_told_of_and_old_buttons_mean_nobody(world: World) -> None:
    asks(world)
    with world.work() as session:
        (first,) = session.exec(select(AccountMove.id)).all()
    erases(world, NEW)
    asks(world, who=ANOTHER)
    with world.work() as session:
        (second,) = session.exec(select(AccountMove)).all()
        assert second.id != first
        for act in (claims.look_at_move, claims.refuse_move):
            with pytest.raises(NotForYou):
                act(world.at_work(session, STATION), first)
        with pytest.raises(NotForYou):
            claims.not_me(world.at_work(session, LIN), first)
        assert second.state == MoveState.ASKED
    assert len([one for one in world.messages(LIN) if "Somebody at another Telegram account says" in one]) == 2


def test_no_table_counts_a_number_twice(fresh_sqlite: Database) -> None:
    """SQLite would begin again with the greatest number that is left; PostgreSQL counts on."""
    with fresh_sqlite.engine.connect() as connection:
        shapes = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
        counted = {shape.split("(")[0].removeprefix("CREATE TABLE ").strip('" ') for shape in shapes.scalars()}
    assert counted == COUNTED, "a migration makes a table with sqlite_autoincrement=True"
