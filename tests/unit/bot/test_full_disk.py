"""Of a full disk administrators hear at most once an hour, however often it fills; what has not left is sent."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut

from bot.run.database import Database
from bot.run.watching import health
from bot.run.watching.health import Health
from models.platform.outbox import Outbox
from tests.union import ADMIN, found


class Telegram:
    """Takes down to whom something went straight; fails as it is told to."""

    def __init__(self) -> None:
        self.sent: list[int] = []
        self.fails: TelegramError | None = None

    async def send_message(self, chat_id: int, _text: str) -> None:
        if self.fails is not None:
            raise self.fails
        self.sent.append(chat_id)


@pytest.fixture
def stage(fresh_sqlite: Database, tmp_path: Path) -> tuple[Health, Telegram]:
    """A union's ground, and what stands for Telegram."""
    world = found(fresh_sqlite)
    return Health(fresh_sqlite, tmp_path, lambda: world.house, lambda: world.now), Telegram()


def looks(ground: Health, telegram: Any, monkeypatch: pytest.MonkeyPatch, full: bool) -> None:
    """One look at the disk."""
    monkeypatch.setattr(ground, "_is_full", lambda: full)

    async def once(_seconds: float) -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr(asyncio, "sleep", once)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(ground.watch(telegram))


def test_a_disk_that_fills_again_and_again_is_told_once_an_hour(
    stage: tuple[Health, Telegram], fresh_sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground, telegram = stage
    for full in (True, True, False, False, True, False, True):
        looks(ground, telegram, monkeypatch, full)
    assert telegram.sent == [ADMIN]
    with fresh_sqlite.work() as session:
        assert len(session.exec(select(Outbox).where(Outbox.chat_id == ADMIN)).all()) == 1, "that it is over, once"
    assert ground._told is not None
    ground._told -= health.TELL_EVERY
    looks(ground, telegram, monkeypatch, True)
    assert telegram.sent == [ADMIN, ADMIN]


@pytest.mark.parametrize(
    ("failure", "tries_again"),
    [(NetworkError("away"), True), (TimedOut(), False), (Forbidden("blocked"), False), (BadRequest("no chat"), False)],
)
def test_what_did_not_leave_is_tried_again(
    stage: tuple[Health, Telegram], monkeypatch: pytest.MonkeyPatch, failure: TelegramError, tries_again: bool
) -> None:
    ground, telegram = stage
    telegram.fails = failure
    looks(ground, telegram, monkeypatch, True)
    telegram.fails = None
    looks(ground, telegram, monkeypatch, True)
    assert telegram.sent == ([ADMIN] if tries_again else [])
