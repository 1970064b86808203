"""A whole running bot with its embedded simulator for each conversation test; people are played over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.town import Town, running_town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The demonstration's units and officers, its eight people, and the clock at its first moment."""
    async with running_town(tmp_path) as running:
        yield running
