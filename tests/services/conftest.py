"""A union in a migrated database, on SQLite and on PostgreSQL."""

import pytest

from bot.run.database import Database
from tests.union import World, found


@pytest.fixture
def world(database: Database) -> World:
    """The union with its officers and workers, on a Monday morning."""
    return found(database)
