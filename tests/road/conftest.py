"""The stage of the tests of the road, on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.run.database import make_engine
from bot.run.migrate import migrate
from tests.road.stage import Road, at_the_simulator


@pytest.fixture
async def road(tmp_path: Path, database_url: str) -> AsyncIterator[Road]:
    """Two people, two administrators and a group, on SQLite and on PostgreSQL."""
    engine = make_engine(database_url)
    migrate(engine)
    engine.dispose()
    async with at_the_simulator(tmp_path, database_url) as road:
        yield road
