"""A union in a migrated database, on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.run.database import Database
from bot.run.migrate import migrate
from models.platform.seal import Vault, use_vault
from tests.union import World, found


def _migrated(url: str) -> None:
    database = Database(url)
    migrate(database.engine)
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A migrated database; the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'test.db'}"
        _migrated(url)
    else:
        template: Callable[[Callable[[str], None]], str] = request.getfixturevalue("migrated_template")
        new: Callable[..., str] = request.getfixturevalue("new_postgres_database")
        url = new(template=template(_migrated))
    use_vault(Vault(bytes(range(32))))
    opened = Database(url)
    yield opened
    opened.close()


@pytest.fixture
def world(database: Database) -> World:
    """The union with its officers and workers, on a Monday morning."""
    return found(database)
