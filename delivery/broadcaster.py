"""Moves notices along, a short step at a time: counts readers, queues rows, feeds the sender, says when it is over.

One process does it, the one that leads. Every step is a transaction of its own and begins where the last one ended, so
that a process that dies in the middle loses nothing and does nothing twice. Why the sender is fed rather than flooded:
what it sees goes out within seconds, so a pause, a cancellation and quiet hours hold for everything else at once.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import CursorResult, and_, or_, select, update
from sqlmodel import Session, col

from delivery.sender import OpenSession
from domain.broadcasts.audience import Audience
from domain.platform.messages import Message
from domain.platform.text import N_, say
from models.broadcasts import Broadcast
from services import broadcasts
from services.broadcasts import NoticeRows
from services.platform import audit, outbox
from services.platform.house import House
from services.platform.work import Work

FED = 300  # rows of notices that the sender may have before it: ten seconds of Telegram's limit
CLEARED = 1_500  # rows deleted in one transaction
IDLE = 1.0  # seconds between looks when there is nothing to do and nobody wakes it: the clock, and other processes
STEP_ASIDE = 0.0002  # seconds between two steps; on SQLite whoever waits gets in by turns
WATCH, HURRY = 0.3, 0.03  # seconds until the sender's stock is looked at again: as ever, and when it empties fast
REDRAW_EVERY = 3.0  # seconds between two changes of a progress message
REFUSED = 20  # so many refusals, and more than deliveries, mean that the message itself is wrong
WATCHED = ("counting", "scheduled", "queueing", "sending", "paused")
WITH_FILE = ("counting", "scheduled", "queueing", "sending")  # in which states a notice waits for its file
CLEARING = and_(col(Broadcast.state) == "cancelled", col(Broadcast.finished_at).is_(None))
MOVING = select(Broadcast).where(or_(col(Broadcast.state).in_(WATCHED), CLEARING)).order_by(col(Broadcast.id))

log = structlog.get_logger()


class Overtaken(Exception):
    """The notice moved on while a step was prepared; the step is undone."""


class Broadcaster:
    """Runs until cancelled. `wake` may be called from any thread."""

    def __init__(
        self,
        *,
        work: OpenSession,
        look: OpenSession,
        house: Callable[[], House],
        now: Callable[[], datetime],
        leads: Callable[[], bool],
        wake_sender: Callable[[], None],
    ) -> None:
        self._work, self._look, self._house, self._now = work, look, house, now
        self._leads, self._wake_sender = leads, wake_sender
        self._one_at_a_time = asyncio.Lock()
        self._woken = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._with_file: set[int] = set()  # notices whose file, if any, is known to be there
        self._drawn: dict[int, tuple[str, int, float]] = {}  # state, people done, moment (monotonic)
        self._counted_from: dict[int, tuple[int, int]] = {}  # failed and delivered when the sending began or went on

    def wake(self) -> None:
        """Tell that somebody wrote a notice or moved one along."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    async def run(self) -> None:
        """Move notices along for ever."""
        self._loop = asyncio.get_running_loop()
        while True:
            self._woken.clear()
            try:
                rest = await self._round()
            except Exception as failure:  # the database is away: what stands there is taken up again
                log.error("broadcaster cannot work", error=type(failure).__name__)
                rest = None
            await self._rest(IDLE if rest is None else max(rest, STEP_ASIDE))

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):  # not wait_for: on Python 3.11 it may swallow a cancellation
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    async def settle(self, within: float = 60.0) -> None:
        """Go on until nothing can be done at this moment of the clock; at most so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                rest: float | None = 0.0
                while rest is not None:
                    rest = await self._round()
                    await asyncio.sleep(min(rest or STEP_ASIDE, HURRY))

    async def _round(self) -> float | None:
        async with self._one_at_a_time:
            return await asyncio.to_thread(self.step)

    def step(self) -> float | None:
        """Take one step with every notice; return the seconds until the next, None when all of them wait."""
        if not self._leads():
            return None
        with self._look() as session:
            notices = list(session.execute(MOVING).scalars())
        rests = [self._move_along(notice) for notice in notices]
        return min((rest for rest in rests if rest is not None), default=None)

    def _move_along(self, notice: Broadcast) -> float | None:
        if notice.state != "sending":
            self._counted_from.pop(notice.id, None)
        steps: Mapping[str, Callable[[Broadcast], float | None]] = {
            "counting": self._count,
            "scheduled": self._begin,
            "queueing": self._queue,
            "sending": self._feed,
            "paused": self._take_back,
            "cancelled": self._clear,
        }
        try:
            self._redraw_if_changed(notice)
            if notice.state in WITH_FILE and self._waits_for_file(notice):
                return IDLE
            return steps[notice.state](notice)
        except Overtaken:
            return 0.0
        except Exception as failure:  # one notice that cannot go on must not halt the others
            log.error("notice cannot go on", notice=notice.id, error=type(failure).__name__)
            return None

    def _waits_for_file(self, notice: Broadcast) -> bool:
        if notice.id in self._with_file:
            return False
        with self._work() as session:
            fresh = session.get_one(Broadcast, notice.id, populate_existing=True)
            if fresh.state != notice.state:
                raise Overtaken
            if broadcasts.file_waits(Work(session, self._house(), self._now()), fresh):
                return True
        self._with_file.add(notice.id)
        return False

    # The steps -------------------------------------------------------------------------------------------------------

    def _count(self, notice: Broadcast) -> float:
        self._change_to("ready", notice, self._counts(notice))
        return 0.0

    def _counts(self, notice: Broadcast) -> dict[str, Any]:
        with self._look() as session:
            audience = Audience.from_json(notice.audience)
            counted = broadcasts.count_readers(Work(session, self._house(), self._now()), audience, notice.topic)
        return {"readers": counted.readers, "excluded": dict(counted.excluded)}

    def _begin(self, notice: Broadcast) -> float | None:
        now = self._now()
        if (notice.send_at is not None and notice.send_at > now) or self._house().is_quiet(now):
            return None
        counts = self._counts(notice)
        with self._work() as session:
            fresh = session.get_one(Broadcast, notice.id, populate_existing=True)
            work = Work(session, self._house(), now)
            if fresh.state == notice.state and broadcasts.asked_again(work, fresh, **counts):
                return None
        self._change_to("queueing", notice, {**counts, "started_at": now})
        return 0.0

    def _queue(self, notice: Broadcast) -> float:
        audience, now = Audience.from_json(notice.audience), self._now()
        with self._look() as session:
            step = broadcasts.next_readers(
                Work(session, self._house(), now), audience, notice.topic, after=notice.queued_until
            )  # fmt: skip
        if step is None:
            self._change_to("sending", notice, {})
            return 0.0
        with self._work() as session:
            more = NoticeRows(session, notice.id).queue(step.readers, step.given, now=now)
            behind = col(Broadcast.queued_until) == notice.queued_until
            _change(session, notice, {"queued_until": step.until, "queued": Broadcast.queued + more}, behind)
        return 0.0

    def _feed(self, notice: Broadcast) -> float | None:
        now = self._now()
        if self._house().is_quiet(now):
            self._take_back(notice)
            return None
        if self._is_refused(notice):
            return self._stop(notice, now)
        with self._look() as session:
            room = FED - broadcasts.fed(session)
            is_over = NoticeRows(session, notice.id).is_over()
        if is_over:
            return self._finish(notice, now)
        if room < FED // 10:
            return WATCH
        with self._work() as session:
            _change(session, notice, {"state": "sending"})  # a pause or cancellation waits until the rows are fed
            more = NoticeRows(session, notice.id).feed(most=room, now=now)
            session.info["committed"] = [self._wake_sender] if more else []
        if not more and room == FED:
            return None  # who is left answers a form
        return HURRY if more > FED // 2 else WATCH

    def _finish(self, notice: Broadcast, now: datetime) -> float:
        with self._work() as session:
            _change(session, notice, {"state": "finished", "finished_at": now})
            if not NoticeRows(session, notice.id).is_over():
                raise Overtaken
            self._draw(session, notice)
        log.info("notice sent", notice=notice.id)
        return 0.0

    def _take_back(self, notice: Broadcast) -> None:
        """Let nothing of a notice go out that is not in the air already."""
        with self._look() as session:
            if not NoticeRows(session, notice.id).waits():
                return
        with self._work() as session:
            _change(session, notice, {"state": notice.state})
            NoticeRows(session, notice.id).withdraw()

    def _clear(self, notice: Broadcast) -> float:
        with self._work() as session:
            NoticeRows(session, notice.id).withdraw()
            if NoticeRows(session, notice.id).clear(most=CLEARED):
                return 0.0
            if not NoticeRows(session, notice.id).is_over():
                return WATCH
            _change(session, notice, {"finished_at": self._now()})
            self._draw(session, notice)
        return 0.0

    # A message that Telegram will not take ---------------------------------------------------------------------------

    def _is_refused(self, notice: Broadcast) -> bool:
        failed, delivered = self._counted_from.setdefault(notice.id, (notice.failed, notice.delivered))
        return notice.failed - failed >= max(REFUSED, notice.delivered - delivered)

    def _stop(self, notice: Broadcast, now: datetime) -> float:
        """Pause a notice that hardly anybody can be sent, before it is refused another thousand times."""
        with self._work() as session:
            _change(session, notice, {"state": "paused"})
            NoticeRows(session, notice.id).withdraw()
            work = Work(session, self._house(), now)
            audit.note(work, None, N_("paused a notice"), f"broadcast:{notice.id}", detail="refused")
            text = N_(
                "Telegram refuses most messages of the notice “{title}”, so it is paused. Its report says why. "
                "Please look at its text and picture; then resume it, or cancel it and write it again."
            )
            for person_id in work.admin_ids | {notice.made_by or min(work.admin_ids, default=0)} - {0}:
                outbox.put(work, person_id, Message(say(text, title=notice.called)))
            self._draw(session, notice)
        return 0.0

    # Changes and the progress message --------------------------------------------------------------------------------

    def _change_to(self, state: str, notice: Broadcast, values: Mapping[str, Any]) -> None:
        with self._work() as session:
            _change(session, notice, {"state": state, **values})
            self._draw(session, notice)

    def _redraw_if_changed(self, notice: Broadcast) -> None:
        state, done, at = self._drawn.get(notice.id, ("", 0, 0.0))
        is_due = time.monotonic() - at > REDRAW_EVERY and done != _done(notice)
        if state != notice.state or is_due:
            with self._work() as session:
                self._draw(session, notice)

    def _draw(self, session: Session, notice: Broadcast) -> None:
        fresh = session.get_one(Broadcast, notice.id, populate_existing=True)
        self._drawn[notice.id] = (fresh.state, _done(fresh), time.monotonic())
        broadcasts.redraw(Work(session, self._house(), self._now()), fresh)


def _done(notice: Broadcast) -> int:
    return notice.queued + notice.delivered + notice.blocked + notice.failed + notice.in_doubt


def _change(session: Session, notice: Broadcast, values: Mapping[str, Any], *more: Any) -> None:
    """Change a notice that still is in the state it was seen in; raises Overtaken."""
    still = (col(Broadcast.id) == notice.id, col(Broadcast.state) == notice.state, *more)
    done = session.execute(
        update(Broadcast).where(*still).values(dict(values)), execution_options={"synchronize_session": False}
    )
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise Overtaken
