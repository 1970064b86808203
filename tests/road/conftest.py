"""The stage of the tests of the road, on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.run import desk
from delivery import broadcaster, courier, sender, transport
from tests.listening import listener, nobody_stands_in_the_logs  # noqa: F401
from tests.road.stage import Road, at_the_simulator


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses that tests can wait for; `tests/unit/delivery/test_pauses.py` says what they are in life."""
    monkeypatch.setattr(courier, "PAUSES", (0.05, 0.1, 0.2))
    monkeypatch.setattr(sender, "LOOK_AGAIN", 0.05)
    monkeypatch.setattr(broadcaster, "IDLE", 0.05)
    monkeypatch.setattr(desk, "IDLE_SECONDS", 0.05)


@pytest.fixture
async def road(tmp_path: Path, migrated_url: str, policies_read_once: None) -> AsyncIterator[Road]:
    """Two people, two administrators and a group, on SQLite and on PostgreSQL."""
    async with at_the_simulator(tmp_path, migrated_url) as road:
        yield road


@pytest.fixture
def short_time_outs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A time-out that a test can wait for; for those alone that wait for it: a busy machine answers late, too."""
    monkeypatch.setitem(transport.SECONDS, "read", 1.5)
