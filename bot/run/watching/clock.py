"""Watches the clock: what goes by it rests while it is wrong, until it agrees again or an administrator trusts it.

The judge is the date of Telegram's answers. As long as none has come for a while, the clock must not have leapt away
from the time that has passed, nor stand before what is on record. The time machine of the simulator moves what the
program calls now, not the clock of the machine, and so raises no doubt.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import structlog

from bot.clock import Clock
from bot.run.database import Database
from delivery.transport import Heard, since_boot
from services.platform import trust
from services.platform.house import House
from services.platform.trust import Doubt, Why
from services.platform.work import Work

LOOK_EVERY = 5.0  # seconds
TELL_EVERY = 3600.0
TOLERANCE = timedelta(hours=1)
BEFORE_RECORD = timedelta(minutes=5)  # a clock that is set back by NTP by less is nothing to speak of
FRESH = 600.0  # seconds for which an answer of Telegram says what time it is

log = structlog.get_logger()


@dataclass(frozen=True)
class _Mark:
    """A moment of the clock, and how much time had passed since the machine began."""

    wall: datetime
    passed: float


class ClockWatch:
    """Says whether the clock is right, at any moment and from any thread, and tells administrators when it is not."""

    def __init__(
        self, clock: Clock, database: Database, house: Callable[[], House], heard: Callable[[], Heard | None]
    ) -> None:
        self._clock, self._database, self._house, self._heard = clock, database, house, heard
        self.on_right: Callable[[], Awaitable[None]] | None = None  # when it can be trusted again
        self._base = _Mark(clock.wall(), since_boot())
        self._record: datetime | None = None  # the newest moment on record at the start
        self._offset = timedelta(0)  # how far from Telegram's an administrator said that the clock may be
        self._doubt: Doubt | None = None
        self._trust_before, self._told = "", 0.0

    def begin(self, *, with_record: bool) -> None:
        """Look for the first time, before anything goes by the clock; `with_record`: also at what is on record."""
        with self._database.look() as session:
            self._offset = trust.offset(session)
            trusted = trust.trusted_at(session)
            newest = trust.newest_on_record(session) if with_record else None
        if trusted is None or self._clock.now() < trusted - BEFORE_RECORD:
            self._record = newest
        self.look()

    def is_right(self) -> bool:
        """Tell whether what goes by the clock may go on."""
        return self._doubt is None and self._found() is None

    async def run(self) -> None:
        """Look for ever."""
        while True:
            if await asyncio.to_thread(self.look) and self.on_right is not None:
                await self.on_right()
            await asyncio.sleep(LOOK_EVERY)

    def look(self) -> bool:
        """Look once, and tell what there is to tell; return whether the clock has just come right again."""
        doubt, before = self._found(), self._doubt
        if doubt is not None and before is not None and self._is_trusted_now():
            self._trust()
            doubt = None
        if doubt is not None:
            self._tell(doubt)
        elif before is not None:
            self._tell_the_end()
        self._doubt = doubt
        return doubt is None and before is not None

    def _found(self) -> Doubt | None:
        now, passed, heard = self._clock.wall(), since_boot(), self._heard()
        if heard is not None and passed - heard.at < FRESH and (said := _read(heard.date)) is not None:
            return self._against_telegram(now, passed, said + timedelta(seconds=passed - heard.at))
        should_be = self._base.wall + timedelta(seconds=passed - self._base.passed)
        if abs(now - should_be) > TOLERANCE:
            return Doubt(Why.LEAPT, now, should_be)
        if self._record is not None and self._clock.now() < self._record - BEFORE_RECORD:
            return Doubt(Why.BEFORE_RECORD, now, self._record)
        return None

    def _against_telegram(self, now: datetime, passed: float, there: datetime) -> Doubt | None:
        away = now - there
        if min(abs(away), abs(away - self._offset)) > TOLERANCE:
            return Doubt(Why.TELEGRAM, now, there)
        self._base, self._record = _Mark(now, passed), None
        return None

    def _is_trusted_now(self) -> bool:
        with self._database.look() as session:
            return trust.stamp(session) != self._trust_before

    def _trust(self) -> None:
        """Take the clock as it is from here on, and remember how far from Telegram's that is."""
        now, passed, heard = self._clock.wall(), since_boot(), self._heard()
        self._base, self._record = _Mark(now, passed), None
        said = _read(heard.date) if heard is not None else None
        if heard is not None and said is not None:
            self._offset = now - said - timedelta(seconds=passed - heard.at)
        with self._database.work() as session:
            trust.keep_offset(session, self._offset)

    def _tell(self, doubt: Doubt) -> None:
        if self._doubt is None:
            with self._database.look() as session:
                self._trust_before = trust.stamp(session)
            log.error("the clock cannot be trusted", why=doubt.why.name)
        elif since_boot() - self._told < TELL_EVERY:
            return
        self._told = since_boot()
        with self._database.work() as session:
            trust.tell_doubt(Work(session, self._house(), self._clock.now()), doubt)

    def _tell_the_end(self) -> None:
        log.info("the clock can be trusted again")
        with self._database.work() as session:
            trust.tell_right(Work(session, self._house(), self._clock.now()))


def _read(date: str) -> datetime | None:
    """Read the date of an answer; one that says no zone, or nothing at all, is none."""
    try:
        said = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    return said if said.tzinfo is not None else None
