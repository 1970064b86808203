"""Whether the program can do its work: what /healthz says, what administrators are told, and when it must stop.

A full disk cannot be told of by way of the outbox, which stands on it. So this one message goes straight to the
administrators, at most once an hour; nothing else may go that way (a guard holds that).
"""

import asyncio
import shutil
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy import select
from sqlmodel import col
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from telegram import Bot
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.run.database import FULL, Database
from delivery.rendering import render_plain
from domain.platform.messages import Message
from domain.platform.text import N_, Text, say
from models.people import Person
from services.platform import outbox
from services.platform.house import House
from services.platform.work import Work

LOOK_EVERY = 5.0  # seconds
TELL_EVERY = 3600.0
PAPERS = "papers"
LEAST = 16 * 2**20  # bytes free, below which a disk counts as full before a write has failed

log = structlog.get_logger()

DISK_FULL = N_(
    "Alarm: the disk of this program is full, so nothing can be written down. What people send waits at Telegram for a "
    "day and is not lost. Please free some space on the machine; the program then goes on by itself."
)
PAPERS_FULL = N_(
    "Alarm: the disk for papers is full. Everything else goes on, but photos and files that people send cannot be kept "
    "yet; they wait at Telegram and are fetched again. Please free some space on the machine."
)
ROOM_AGAIN = N_("The disk has room again. The program goes on; what waited is being handled.")


class Health:
    """Looks after the ground the program stands on."""

    def __init__(
        self, database: Database, folder: Path, house: Callable[[], House], now: Callable[[], datetime]
    ) -> None:
        self._database, self._folder, self._house, self._now = database, folder, house, now
        self._told: float | None = None  # when the administrators were told (monotonic)
        self._is_over = True  # whether they know that there is room

    async def answer(self, _request: Request) -> Response:
        """Answer /healthz: 200 when the database can be read and written, else 503 with what is wrong."""
        trouble = await asyncio.to_thread(self.trouble)
        return JSONResponse({"ok": False, "database": trouble}, 503) if trouble else JSONResponse({"ok": True})

    def trouble(self) -> str:
        """Return what is wrong: the database is `away`, `full` or `replaced`, no `papers` can be kept, or nothing."""
        try:
            with self._database.engine.connect() as connection:
                connection.exec_driver_sql("SELECT 1")
        except Exception:
            return "away"
        if not self._database.is_in_place():
            return "replaced"
        return FULL if self._database.trouble == FULL else self._lacks_room()

    def _lacks_room(self) -> str:
        """Return what the disks have no room for any more: `full` for everything, else `papers`, or nothing."""
        database = self._database
        if database.is_file and _is_nearly_full(Path(str(database.engine.url.database)).parent):
            return FULL
        return PAPERS if _is_nearly_full(self._folder) else ""

    async def until_lost(self) -> None:
        """Return when the database file is no longer the one that is written to: deleted, or replaced under it."""
        while await asyncio.to_thread(self._database.is_in_place):  # noqa: ASYNC110 - no event tells of a file
            await asyncio.sleep(LOOK_EVERY)
        log.critical("the database file was taken away or replaced")

    async def watch(self, bot: Bot) -> None:
        """Tell the administrators of a full disk for as long as it lasts, and once when it is over."""
        while True:
            lacking = await asyncio.to_thread(self._lacking)
            if lacking:
                await self._tell(bot, DISK_FULL if lacking == FULL else PAPERS_FULL)
            elif not self._is_over:
                await asyncio.to_thread(self._tell_the_end)
            await asyncio.sleep(LOOK_EVERY)

    def _lacking(self) -> str:
        """Look what there is no room for; after a write that failed it is tried, since at rest nobody else writes."""
        if self._database.trouble == FULL and not self._database.has_room():
            return FULL
        return self._lacks_room()

    async def _tell(self, bot: Bot, alarm: str) -> None:
        """At most once an hour, also when it fills again and again; what surely did not leave is tried again."""
        if self._told is not None and time.monotonic() - self._told < TELL_EVERY:
            return
        house, has_left = self._house(), False
        for admin in house.admin_ids:
            locale = await asyncio.to_thread(self._locale_of, admin)
            try:
                await bot.send_message(admin, render_plain(Text(alarm), locale, timezone=house.zone))
                has_left = True
            except TelegramError as failure:
                has_left = has_left or not _did_not_leave(failure)
                log.warning("an administrator cannot be told", error=type(failure).__name__)
        if has_left:
            self._told, self._is_over = time.monotonic(), False

    def _locale_of(self, address: int) -> str:
        with self._database.look() as session:
            person = session.scalars(select(Person).where(col(Person.address) == address)).first()
            return person.locale if person is not None else self._house().default_locale

    def _tell_the_end(self) -> None:
        with self._database.work() as session:
            work = Work(session, self._house(), self._now())
            for admin in work.admin_ids:
                outbox.put(work, admin, Message(say(ROOM_AGAIN)))
        self._is_over = True


def _is_nearly_full(folder: Path) -> bool:
    return folder.is_dir() and shutil.disk_usage(folder).free < LEAST


def _did_not_leave(failure: TelegramError) -> bool:
    """Telegram was not reached; what took too long may have arrived, and a refusal is one for good."""
    return isinstance(failure, NetworkError) and not isinstance(failure, BadRequest | TimedOut)
