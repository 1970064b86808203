"""What should run for ever is started again when it ends, with a loud word in the log, and ends when it is told to."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.run import keeping
from bot.run.keeping import kept_running


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses that tests can wait for."""
    monkeypatch.setattr(keeping, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(keeping, "LONGEST_PAUSE", 0.03)


async def test_a_task_that_ends_is_told_of_and_started_again() -> None:
    starts, runs = 0, asyncio.Event()

    async def run() -> None:
        nonlocal starts
        starts += 1
        if starts < 4:
            raise KeyError("what a person wrote")
        if starts == 4:
            return
        runs.set()
        await asyncio.sleep(60)

    with capture_logs() as logs:
        task = asyncio.create_task(kept_running("sender", run))
        async with asyncio.timeout(5):
            await runs.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert [(one["log_level"], one["task"], one["reason"], one["seconds"]) for one in logs] == [
        ("critical", "sender", "KeyError", 0.01),
        ("critical", "sender", "KeyError", 0.02),
        ("critical", "sender", "KeyError", 0.03),
        ("critical", "sender", "it returned", 0.03),
    ]
    assert "what a person wrote" not in str(logs)


async def test_a_task_that_fails_while_it_is_ended_is_not_started_again() -> None:
    runs, starts = asyncio.Event(), 0

    async def run() -> None:
        nonlocal starts
        starts += 1
        try:
            runs.set()
            await asyncio.sleep(60)
        finally:
            raise OSError("the database is away")

    task = asyncio.create_task(kept_running("sender", run))
    await runs.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        async with asyncio.timeout(5):
            await task
    assert starts == 1
