"""The databases of the tests are real, empty and apart from one another."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import create_engine, inspect, text


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
