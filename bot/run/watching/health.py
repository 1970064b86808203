"""Whether the program can do its work: what /healthz says, what administrators are told, and when it must stop.

A full disk cannot be told of by way of the outbox, which stands on it. So this one message goes straight to the
administrators, at most once an hour; nothing else may go that way (a guard holds that).
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlmodel import col
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from telegram import Bot
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.run.database import Database
from bot.run.disk import FULL, UNWRITABLE
from bot.run.watching.papers import PapersWatch, is_nearly_full
from delivery.rendering import render_plain
from domain.platform.messages import Message
from domain.platform.text import N_, Text, say
from models.people import Person
from services.platform import outbox
from services.platform.house import House
from services.platform.work import Work
from services.policy_file import last_use

LOOK_EVERY = 5.0  # seconds
TELL_EVERY = 3600.0

log = structlog.get_logger()

DISK_FULL = N_(
    "Alarm: the disk of this program is full, so nothing can be written down. What people send waits at Telegram for a "
    "day and is not lost. Please free some space on the machine; the program then goes on by itself."
)
NOT_WRITABLE = N_(
    "Alarm: the database of this program cannot be written to, as after a fault of the disk. What people send waits at "
    "Telegram for a day and is not lost. Please look at the disk of the machine and at the rights of the file; the "
    "program then goes on by itself."
)
ROOM_AGAIN = N_("The disk has room again. The program goes on; what waited is being handled.")


class Health:
    """Looks after the ground the program stands on."""

    def __init__(
        self, database: Database, folder: Path, house: Callable[[], House], now: Callable[[], datetime]
    ) -> None:
        self._database, self._house, self._now = database, house, now
        self._place = Path(database.engine.url.database or "").parent if database.is_file else folder
        self.papers: PapersWatch | None = None  # once there is one
        self._told: float | None = None  # when the administrators were told (monotonic)
        self._is_over = True  # whether they know that there is room

    async def answer(self, _request: Request) -> Response:
        """Answer /healthz: 200 when database and papers can be read and written, and which policy is in force; else 503
        with what is wrong."""
        wrong, policy = await asyncio.to_thread(lambda: (self._wrong(), self._policy()))
        return JSONResponse({"ok": False, **wrong}, 503) if wrong else JSONResponse({"ok": True, **policy})

    def _policy(self) -> dict[str, dict[str, str]]:
        """Return version, origin and beginning of the policy that is in force, nothing while that cannot be read."""
        try:
            with self._database.look() as session:
                last = last_use(session)
        except DBAPIError:
            return {}
        if last is None:
            return {}
        origin = "file" if last.sent_id is None else "chat"
        return {"policy": {"version": last.version, "from": origin, "since": last.since.isoformat()}}

    def _wrong(self) -> dict[str, str]:
        if trouble := self.trouble():
            return {"database": trouble}
        return {"papers": "cannot be kept"} if self.papers is not None and self.papers.is_in_trouble() else {}

    def trouble(self) -> str:
        """Return what is wrong with the database: `away`, `full`, `unwritable`, `replaced`, or nothing."""
        try:
            with self._database.engine.connect() as connection:
                connection.exec_driver_sql("SELECT 1")
        except Exception:
            return "away"
        if not self._database.is_in_place():
            return "replaced"
        return self._database.trouble or (FULL if self._is_nearly_full() else "")

    def _is_nearly_full(self) -> bool:
        return self._database.is_sqlite and is_nearly_full(self._place)

    async def until_lost(self) -> None:
        """Return when the database file is no longer the one that is written to: deleted, or replaced under it."""
        while await asyncio.to_thread(self._database.is_in_place):  # noqa: ASYNC110 - no event tells of a file
            await asyncio.sleep(LOOK_EVERY)
        log.critical("the database file was taken away or replaced")

    async def watch(self, bot: Bot) -> None:
        """Tell the administrators of a full or broken disk for as long as it lasts, and once when it is over."""
        while True:
            if await asyncio.to_thread(self._is_full):
                await self._tell(bot)
            else:
                await asyncio.to_thread(self._look_further)
            await asyncio.sleep(LOOK_EVERY)

    def _look_further(self) -> None:
        if not self._is_over:
            self._tell_the_end()
        if self.papers is not None:
            self.papers.look()

    def _is_full(self) -> bool:
        """Look whether it is full or broken; after a write that failed it is tried, for nobody else may write."""
        return self._is_nearly_full() or (bool(self._database.trouble) and not self._database.has_room())

    async def _tell(self, bot: Bot) -> None:
        """At most once an hour, also when it fills again and again; what surely did not leave is tried again."""
        if self._told is not None and time.monotonic() - self._told < TELL_EVERY:
            return
        house, has_left = self._house(), False
        source = NOT_WRITABLE if self._database.trouble == UNWRITABLE else DISK_FULL
        for admin in house.admin_ids:
            locale = await asyncio.to_thread(self._locale_of, admin)
            try:
                await bot.send_message(admin, render_plain(Text(source), locale, timezone=house.zone))
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


def _did_not_leave(failure: TelegramError) -> bool:
    """Telegram was not reached; what took too long may have arrived, and a refusal is one for good."""
    return isinstance(failure, NetworkError) and not isinstance(failure, BadRequest | TimedOut)
