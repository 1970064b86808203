"""Sends what waits in the outbox: claim, send, mark (docs/adr/0003)."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import structlog
from sqlmodel import Session

from delivery.alarms import Alarms
from delivery.claims import Claims
from delivery.courier import Courier
from delivery.marking import Marking, Write
from delivery.rows import Fate, Row
from models.platform.outbox import IN_DOUBT, WAITING

RECOVER_EVERY = 10.0  # seconds
LET_DESK_MARK = 0.02  # seconds after a send's end, so that with the commit it is marked within 50 ms (docs/adr/0003)
LET_LOOP_START = 0.0003  # seconds the desk steps aside, so that answers leave before it tidies up after its commit
LOOK_AGAIN = 1.0  # seconds between looks at the outbox when nothing wakes the sender

OpenSession = Callable[[], AbstractContextManager[Session]]

log = structlog.get_logger()


class Sender:
    """Runs until cancelled. `wake` may be called from any thread."""

    def __init__(
        self, work: OpenSession, claims: Claims, marking: Marking, courier: Courier, alarms: Alarms,
        show_life: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self._work, self._show_life, self._last_recovery = work, show_life, 0.0
        self._claims, self._marking, self._courier, self._alarms = claims, marking, courier, alarms
        self._may_wait = True  # whether there may be rows in the outbox to claim
        self._look_at = 0.0  # when to look at the outbox again though nothing is known to wait there (monotonic)
        self._sending: set[asyncio.Task[None]] = set()
        self._marks = asyncio.Lock()
        self._woken = asyncio.Event()
        self._new_rows = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def wake(self) -> None:
        """Tell that there are new rows in the outbox."""
        self._claims.forget_emptiness()
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._note_new_rows)

    def _note_new_rows(self) -> None:
        self._may_wait = True
        self._new_rows.set()
        self._woken.set()

    async def run(self) -> None:
        """Send for ever; on cancellation the sends in flight are finished and marked."""
        self._loop = asyncio.get_running_loop()
        try:
            while True:
                pause = await self._round()
                if pause > 0:
                    await self._rest(pause, self._woken)
        finally:
            await asyncio.shield(self._finish())

    async def _round(self) -> float:
        """Mark what was sent, claim what may go, start sending it; return how long to rest."""
        self._woken.clear()
        await self._let_desk_mark()
        if not self._has_work() and (left := self._look_at - time.monotonic()) > 0:
            return left
        self._may_wait = False
        self._new_rows.clear()
        try:
            claimed = await asyncio.to_thread(self._mark_and_claim)
        except Exception as failure:  # the database is away: what waits keeps waiting
            log.error("sender cannot work", error=type(failure).__name__)
            return LOOK_AGAIN
        self._launch([[row] for row in claimed])
        held_back = self._claims.held_back()
        self._may_wait = self._may_wait or bool(claimed) or held_back is not None
        if claimed:
            return 0.0
        rest = self._until_next_look(held_back)
        self._look_at = time.monotonic() + rest
        return rest

    def _until_next_look(self, held_back: float | None) -> float:
        if held_back is not None:
            return min(LOOK_AGAIN, held_back)
        rest = RECOVER_EVERY if self._claims.knows_of_nothing else LOOK_AGAIN
        return min(rest, self._claims.opens_in() or rest)

    def _has_work(self) -> bool:
        return self._may_wait or self._marking.is_due() or self._alarms.are_due()

    async def _let_desk_mark(self) -> None:
        """Rest while the next commit of the desk may write the fates along: each has its time, however many follow."""
        while not (self._may_wait or self._alarms.are_due()) and (due := self._marking.due_in(LET_DESK_MARK)) > 0:
            left = self._look_at - time.monotonic()
            if left <= 0:
                return
            await self._rest(min(due, left), self._new_rows)

    async def _rest(self, seconds: float, until: asyncio.Event) -> None:
        try:
            # Not wait_for: on Python 3.11 it swallows a cancellation that comes in the instant of a wake-up.
            async with asyncio.timeout(seconds):
                await until.wait()
        except TimeoutError:
            return

    def _mark_and_claim(self) -> list[Row]:
        """One transaction (in a thread): fates first, then the next rows as slots and pace allow."""
        if time.monotonic() - self._last_recovery > RECOVER_EVERY:
            self.recover()
        # Rows being marked keep their slots: the marking may fail, and a crash leaves what is unmarked in doubt
        # (docs/adr/0003), which shall never be more than a slot's one message.
        free = self._claims.free_slots() - self._marking.being_written()
        with self._settling() as session:
            self._alarms.tell(session)
            claimed = self._claims.next_rows(session, free)
        self._claims.hold(row.chat_id for row in claimed)
        return claimed

    @contextmanager
    def _settling(self) -> Iterator[Session]:
        """A unit of work that first writes the fates known so far; they are kept if it fails."""
        with self._marking.writing() as write, self._work() as session:
            self._settle(session, write)
            yield session

    def _settle(self, session: Session, write: Write) -> None:
        if any(fate.state == WAITING for fate in write(session)):
            self._claims.forget_emptiness()

    @contextmanager
    def shortcut(self) -> Iterator[tuple[Session, Callable[[], None]]]:
        """A unit of work for the desk, with a function to call at its end: answers to people for whom nothing else
        waits are then written as claimed and sent as soon as the commit is done, with no look at the outbox between."""

        def hand_over() -> None:
            busy = self._claims.held()  # asked first: what is let go of after this is not among the fates written here
            self._settle(session, write)
            if self._loop is not None and (chains := self._claims.new_answers(session, busy)):
                session.info["committed"] = [lambda: self._launch_from_desk(chains)]

        with self._marking.writing() as write, self._work() as session:
            yield session, hand_over

    def _launch_from_desk(self, chains: Sequence[Sequence[Row]]) -> None:
        """In the desk's thread, which holds the chats itself: it may be at the next update before the loop is here."""
        assert self._loop is not None
        self._claims.hold(chain[0].chat_id for chain in chains)
        self._loop.call_soon_threadsafe(self._launch, chains)
        time.sleep(LET_LOOP_START)

    def _launch(self, chains: Sequence[Sequence[Row]]) -> None:
        for chain in chains:
            task = asyncio.create_task(self._send(chain))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    def recover(self) -> None:
        """At start and now and then: free what processes claimed that have died since."""
        self._show_life()
        with self._work() as session:
            freed = self._claims.recover(session)
        self._last_recovery = time.monotonic()
        if freed:
            log.warning("messages in doubt after a crash", count=freed)

    async def _send(self, chain: Sequence[Row]) -> None:
        """Send the rows of one chat in order; when one must wait, so do those behind it."""
        for place, row in enumerate(chain):
            if not await self._send_next(row, [earlier.id for earlier in chain[:place] if earlier.kind == "send"]):
                self._marking.note([_untried(later) for later in chain[place + 1 :]])
                break
        self._claims.release(chain[0].chat_id)
        self._woken.set()

    async def _send_next(self, row: Row, earlier: Sequence[int]) -> bool:
        """Send one row of a chat, after `earlier` messages of the same answer; return whether the next may go."""
        if row.kind == "send" and not await self._are_marked(earlier):
            self._marking.note([_untried(row)])
            return False
        fate = await self._courier.carry(row)
        self._alarms.note(row, fate)
        self._marking.note([fate])
        return fate.state != WAITING

    async def _are_marked(self, sent: Sequence[int]) -> bool:
        """See to it that what was sent is marked: a crash shall leave no more than one message of a chat in doubt.

        Of many that ask together one writes for all. False when the database is away.
        """
        async with self._marks:
            while self._marking.has_any(sent):
                try:
                    await asyncio.to_thread(self._write_known)
                except Exception as failure:  # what is known is kept, and what is left goes later
                    log.error("sender cannot mark", error=type(failure).__name__)
                    return False
        return True

    async def _finish(self) -> None:
        if self._sending:
            await asyncio.wait(self._sending)
        if self._marking.is_due() or self._alarms.are_due():
            await asyncio.to_thread(self._write_known)

    def _write_known(self) -> None:
        with self._settling() as session:
            self._alarms.tell(session)


def _untried(row: Row) -> Fate:
    return Fate(row.id, WAITING, attempts=row.attempts, error=IN_DOUBT if row.doubtful else None)
