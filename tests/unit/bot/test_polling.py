"""Long polling rests when it is answered at once with nothing, and loses no time when there is something."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import pytest
from telegram.error import InvalidToken

from bot.run import intake
from bot.run.intake import poll

PATIENCE = 20.0  # seconds; no test waits so long


class Api:
    """A Bot API server that knows no long polling: every question is answered at once."""

    def __init__(self, answers: list[list[dict[str, Any]]]) -> None:
        self.answers, self.asked = answers, 0

    async def call(self, _method: str, _given: dict[str, Any], *, read_timeout: float) -> list[dict[str, Any]]:
        self.asked += 1
        return self.answers.pop(0) if self.answers else []


async def _polled(api: Any, seconds: float, *, until: int = 0) -> list[int]:
    """Poll for so long, or until so many updates were taken; return them."""
    taken: list[int] = []

    async def take_in(updates: list[dict[str, Any]]) -> None:
        taken.extend(update["update_id"] for update in updates)
        if len(taken) == until:
            raise InvalidToken

    with suppress(TimeoutError, InvalidToken):
        async with asyncio.timeout(seconds):
            await poll(api, take_in)
    return taken


async def test_an_empty_answer_that_comes_at_once_is_followed_by_a_pause() -> None:
    api = Api([])
    await _polled(api, 0.6)
    assert api.asked <= 3


async def test_the_pause_grows_no_longer_than_a_person_waits() -> None:
    assert intake.SOON <= 3.0


async def test_updates_are_asked_for_without_a_pause() -> None:
    api = Api([[{"update_id": number}] for number in range(200)])
    assert await _polled(api, PATIENCE, until=200) == list(range(200))  # with pauses they would take a minute


@pytest.mark.parametrize("answers", [[[]], [[], []]])
async def test_an_update_after_a_pause_is_taken(answers: list[list[dict[str, Any]]]) -> None:
    api = Api([*answers, [{"update_id": 7}]])
    assert await _polled(api, PATIENCE, until=1) == [7]
