"""The databases of the tests are real, empty and apart from one another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlmodel import SQLModel, select

from bot.run.database import Database
from bot.run.migrate import migrate
from models.people import Person
from tests import played
from tests.databases import empty, migrated
from tests.union import APPROVER, LIN, MONDAY, World, found


def tables(url: str) -> list[str]:
    """Return the names of the tables in a database."""
    engine = create_engine(url)
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()


def make_a_table(url: str) -> None:
    """Stand in for a migration."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE made (id INTEGER)"))
    engine.dispose()


def test_engines_share_how_statements_are_worded_and_no_rows(tmp_path: Path) -> None:
    first, second = (with_a_person(tmp_path, number) for number in (1, 2))
    for number, database in enumerate((first, second), 1):
        with database.look() as session:
            assert session.exec(select(Person.id)).all() == [number]
        database.close()
    assert first.engine._compiled_cache is second.engine._compiled_cache


def with_a_person(folder: Path, number: int) -> Database:
    database = Database(f"sqlite:///{folder / str(number)}.db")
    migrate(database.engine)
    with database.work() as session:
        session.add(Person(id=number, locale="en", first_seen_at=MONDAY))
    return database


def test_a_test_database_is_empty_and_can_be_written(database_url: str) -> None:
    assert tables(database_url) == []
    make_a_table(database_url)
    assert tables(database_url) == ["made"]


def test_databases_do_not_see_one_another(new_postgres_database: Callable[..., str]) -> None:
    first, second = new_postgres_database(), new_postgres_database()
    make_a_table(first)
    assert tables(second) == []


def test_a_migrated_template_is_made_once(
    migrated_template: Callable[[Callable[[str], None]], str],
    new_postgres_database: Callable[..., str],
) -> None:
    template = migrated_template(make_a_table)
    assert template == migrated_template(make_a_table)
    assert tables(new_postgres_database(template=template)) == ["made"]


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all tables, whether the program knows them or not, and how far the numbers have come."""
    with database.engine.begin() as connection:
        names = [*inspect(connection).get_table_names(), "pg_sequences"]
        return {name: [tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))] for name in names}  # noqa: S608 - ours


def test_an_emptied_database_is_as_a_new_one(new_postgres_database: Callable[..., str]) -> None:
    url = new_postgres_database()
    migrated(url)
    database = Database(url)
    new = contents(database)
    found(database)
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM appointment"))  # its numbers have begun all the same
    assert contents(database) != new
    empty(database)
    assert contents(database) == new
    database.close()


class Anything(set[object]):
    def __contains__(self, _one: object) -> bool:
        return True


def test_what_was_played_before_is_put_back_as_it_was(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(played, "_seen", Anything())  # as if all of it had been played once already
    monkeypatch.setattr(played, "_kept", {})
    rows = []
    for _ in range(2):
        world = found(database, MONDAY + timedelta(minutes=17))
        case_id = world.opens()
        world.noticed(case_id)
        rows.append((case_id, world.now, rows_of(database)))
    assert rows[0] == rows[1]
    assert len(played._kept) == 3
    with world.work() as session:
        session.get_one(Person, LIN).phone = "13900139000"
    world.decides(APPROVER, case_id)  # after a test wrote by itself nothing is put back any more
    assert len(played._kept) == 3
    with world.work() as session:
        assert session.get_one(Person, LIN).phone == "13900139000"


def test_what_is_played_often_is_put_back_from_the_second_time_on(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(played, "_seen", Anything())
        found(database)
    times, rows = [], []

    @played.played_often
    def reports(world: World) -> int:
        times.append(world.now)
        with world.work() as session:
            session.get_one(Person, LIN).phone = "13900139000"
        return world.opens()

    for _ in range(2):
        world = found(database)
        rows.append((reports(world), world.now, rows_of(database)))
    assert rows[0] == rows[1]
    assert len(times) == 1


def rows_of(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all tables that the program knows, and how far PostgreSQL's numbers have come."""
    names = [*SQLModel.metadata.tables, *([] if database.is_sqlite else ["pg_sequences"])]
    with database.look() as session:
        rows = {name: session.connection().execute(text(f'SELECT * FROM "{name}"')).all() for name in names}  # noqa: S608 - ours
    return {name: sorted((tuple(row) for row in found), key=repr) for name, found in rows.items()}
