"""A whole running bot with its embedded simulator for each conversation test; people are played over HTTP.

A town is copied from one in which the beginning was played: its first morning, or what the function plays that a test
names by `town_at(story=...)`. That an empty folder becomes a town is tested where tests start the program themselves.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.listening import listener, nobody_stands_in_the_logs  # noqa: F401
from tests.town import Town, running_town

Story = Callable[[Town], Awaitable[object]]


@dataclass(frozen=True)
class Played:
    """A folder in which a story was played, and after which event each person acted last, as `Player.sees` knows it."""

    folder: Path
    marks: Mapping[int, int]


async def _first_morning(town: Town) -> None:
    """The seasons have opened, and who is told of them has been told."""
    await town.program.catch_up()


async def _play(folder: Path, story: Story) -> Played:
    async with running_town(folder) as town:
        await story(town)
        return Played(folder, {number: player._mark for number, player in town.client._players.items()})


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Story], Played]:
    """A function that plays a story in a town of its own, once; it begins on the first morning."""

    @cache
    def play(story: Story) -> Played:
        folder = tmp_path_factory.mktemp("played")
        if story is not _first_morning:
            shutil.copytree(play(_first_morning).folder, folder, dirs_exist_ok=True)
        return asyncio.run(_play(folder, story))

    return play


@pytest.fixture
def beginning(request: pytest.FixtureRequest, played: Callable[[Story], Played], policies_read_once: None) -> Played:
    """What was played before this test begins."""
    mark = request.node.get_closest_marker("town_at")
    return played(mark.kwargs["story"] if mark else _first_morning)


@pytest.fixture
async def town(beginning: Played, tmp_path: Path) -> AsyncIterator[Town]:
    """The demonstration's units and officers, its eight people, and the clock at its first moment or where it came."""
    shutil.copytree(beginning.folder, tmp_path, dirs_exist_ok=True)
    async with running_town(tmp_path) as running:
        for number, mark in beginning.marks.items():
            running.player(number)._mark = mark
        yield running
