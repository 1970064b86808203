"""A whole running bot with its embedded simulator for each conversation test; people are played over HTTP."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.town import Town, running_town


async def _begin(folder: Path) -> None:
    async with running_town(folder) as town:
        await town.program.catch_up()  # the seasons have opened, and who is told of them has been told


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a town on its first morning: migrated and with its people: made once, copied for each test."""
    folder = tmp_path_factory.mktemp("founded")
    asyncio.run(_begin(folder))
    return folder


@pytest.fixture
async def town(founded: Path, tmp_path: Path, policies_read_once: None) -> AsyncIterator[Town]:
    """The demonstration's units and officers, its eight people, and the clock at its first moment."""
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    async with running_town(tmp_path) as running:
        yield running
