"""The desk: stores updates, lets python-telegram-bot route them, and commits each whole effect at once.

An update is stored and handled in one transaction, and many people's updates share it; Telegram is told that they
arrived after its commit. When one of them fails, or a refusal comes after something was already
changed, the batch is undone and its updates are taken one by one, so that none spoils another.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlmodel import Session
from telegram import Update
from telegram.ext import Application

from bot.clock import Clock
from bot.logs import safe_trace
from bot.run.database import Database
from bot.run.intake import ALLOWED_UPDATES
from delivery.sender import Sender
from domain.platform.buttons import HandleAgain
from domain.platform.messages import Message, key
from domain.platform.text import N_, Refusal, Text, say
from handlers.menu.refusing import SORRY, UNREADABLE, UNREADABLE_PRESS, refuse
from handlers.platform.replies import language_of, message_to_forget
from handlers.platform.route import TURN, has_words_as_text, is_from_a_person
from handlers.platform.turn import Turn
from services import people
from services.platform import inbox, outbox, undelivered
from services.platform.house import House
from services.platform.inbox import Arrived
from services.platform.work import Work

MOST_AT_ONCE = 40  # updates in a transaction, some 30 ms: so long SQLite keeps marks waiting (docs/adr/0003)
IDLE_SECONDS = 1.0  # how long to wait for a wake-up before looking for retries and for other replicas' updates
LONGEST_IDLE = 10.0  # the same for a process that is alone and has seen that nothing waits

log = structlog.get_logger()

Incoming = tuple[list[dict[str, Any]], "Future[None]"]
PTB = Application[Any, Any, Any, Any, Any, Any]


class Unreadable(Exception):
    """An update that python-telegram-bot cannot make sense of."""


class TakeOneByOne(Exception):
    """An update of a batch failed, or was refused after it had changed something."""


class Desk:
    """Stores and handles updates in a thread of its own."""

    def __init__(
        self, database: Database, application: PTB, clock: Clock, house: Callable[[], House], sender: Sender
    ) -> None:
        self._database = database
        self._application = application
        self._clock = clock
        self._house = house
        self._sender = sender
        self._incoming: deque[Incoming] = deque()
        self._inbox_empty = False
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
        application.add_error_handler(self._remember_failure)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        """Finish the batch in hand and end the thread; what arrives after that is refused, and sent again later."""
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
        for _, done in self._drain():
            settle(done, RuntimeError("the desk is closed"))

    async def take_in(self, updates: list[dict[str, Any]]) -> None:
        """Take updates from Telegram; returns when they are on disk, raises when they are not."""
        if self._stopping:
            raise RuntimeError("the desk is closed")
        parts = [updates[start : start + MOST_AT_ONCE] for start in range(0, len(updates), MOST_AT_ONCE)]
        waiting: list[Future[None]] = [Future() for _ in parts]
        self._incoming.extend(zip(parts, waiting, strict=True))
        self._wake.set()
        await asyncio.gather(*map(asyncio.wrap_future, waiting))

    def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            try:
                handled = self._work_once()
            except Exception as failure:  # the database is away or full: what is stored stays stored
                log.error("desk cannot work", error=type(failure).__name__)
                time.sleep(IDLE_SECONDS)
                continue
            if not self._incoming and (handled < MOST_AT_ONCE or self._inbox_empty):
                self._wake.wait(LONGEST_IDLE if self._inbox_empty else IDLE_SECONDS)

    def _drain(self) -> list[Incoming]:
        """Take what has come in, about as much as is handled at once."""
        taken: list[Incoming] = []
        while self._incoming and sum(len(updates) for updates, _ in taken) < MOST_AT_ONCE:
            taken.append(self._incoming.popleft())
        return taken

    def _work_once(self) -> int:
        incoming = self._drain()
        waiting = [done for _, done in incoming]

        def stored() -> None:
            while waiting:
                settle(waiting.pop())

        try:
            return self.handle_waiting([update for updates, _ in incoming for update in updates], stored)
        except Exception as failure:
            while waiting:
                settle(waiting.pop(), failure)
            raise

    def handle_waiting(self, updates: Sequence[dict[str, Any]] = (), stored: Callable[[], None] = lambda: None) -> int:
        """Store new updates and handle what waits, all in one transaction; return how many were handled.

        `stored` is called as soon as the new updates are on disk. When the transaction fails they are stored by
        themselves, and what waits is then taken one by one.
        """
        arrived: list[Arrived] = []
        try:
            with self._sender.shortcut() as (session, hand_over):
                session.info["on_disk"] = [stored]
                direct = self._inbox_empty and bool(updates)
                arrived = self._receive(session, updates, direct)
                if arrived:
                    at_once(self._handle_batch(session, arrived))
                    if not direct:
                        inbox.finish(session, [one.update_id for one in arrived])
                    hand_over()
                self._inbox_empty &= not session.info.get("to_handle")
        except Exception:
            self._inbox_empty = False
            self._store(updates)
            stored()
            if not arrived:  # not an update's fault: the database is away
                raise
            for _ in arrived:
                self._handle_alone()
        else:
            stored()
        return len(arrived)

    def _receive(self, session: Session, updates: Sequence[dict[str, Any]], direct: bool) -> list[Arrived]:
        """Take updates in. A process that is alone and has nothing waiting need not put them into the queue first."""
        now = self._clock.now()
        if direct:
            return inbox.receive(session, updates, now=now)
        inbox.store(session, updates, now=now)
        arrived = inbox.claim(session, now=now, most=MOST_AT_ONCE)
        self._inbox_empty = self._database.is_sqlite and not arrived and not inbox.anything_waits(session)
        return arrived

    def _store(self, updates: Sequence[dict[str, Any]]) -> None:
        with self._database.work() as session:
            inbox.store(session, updates, now=self._clock.now())

    async def _handle_batch(self, session: Session, arrived: list[Arrived]) -> None:
        people.preload(session, {one.address for one in arrived})
        for one in arrived:
            await self._handle_in_batch(session, one)

    async def _handle_in_batch(self, session: Session, arrived: Arrived) -> None:
        session.info["flushed"] = False
        queued = len(session.info.get("outbox", ()))
        turn = await self._process(session, arrived)
        if turn is None or turn.failure is None:
            return
        changed = session.info["flushed"] or session.new or session.dirty or session.deleted
        if not isinstance(turn.failure, Refusal) or changed:
            raise TakeOneByOne
        del session.info.setdefault("outbox", [])[queued:]
        refuse(turn, turn.failure)

    def _handle_alone(self) -> None:
        """Take one update by itself. Whatever goes wrong, also at its commit, is noted against this update only."""
        found: list[Arrived] = []
        try:
            with self._database.work() as session:
                found = inbox.claim(session, now=self._clock.now(), most=1)
                for arrived in found:
                    at_once(self._handle_one(session, arrived))
                    inbox.finish(session, [arrived.update_id])
        except Exception as failure:
            if not found:
                raise
            self._record(found[0], failure)

    async def _handle_one(self, session: Session, arrived: Arrived) -> None:
        """Handle one update; a refusal undoes what the update did before it, and is then told."""
        before = session.begin_nested()
        turn = await self._process(session, arrived)
        failure = turn.failure if turn else None
        if failure is None:
            before.commit()
            return
        before.rollback()
        session.expire_all()  # also of what was written past the session
        session.info.pop("outbox", None)
        session.info.pop("drafts", None)
        if not isinstance(failure, Refusal) or turn is None:
            raise failure
        again = self._turn(session, turn.update, arrived)
        refuse(again, failure)

    async def _process(self, session: Session, arrived: Arrived) -> Turn | None:
        if arrived.payload.keys().isdisjoint(ALLOWED_UPDATES):  # some servers send what was not asked for
            return None
        try:
            update = Update.de_json(arrived.payload, self._application.bot)
        except Exception as failure:  # as an older Bot API server sends things; it will not read better the next time
            raise Unreadable from failure
        if update is None or not is_from_a_person(update):
            return None
        if not has_words_as_text(update):
            raise Unreadable
        turn = self._turn(session, update, arrived)
        self._application.bot_data[TURN] = turn
        await self._application.process_update(update)
        return turn

    def _turn(self, session: Session, update: Update, arrived: Arrived) -> Turn:
        user, now, house = update.effective_user, self._clock.now(), self._house()
        assert user is not None
        person_id = people.meet(Work(session, house, now), user.id, language_code=user.language_code)
        return Turn(session, update, person_id, now, house, arrived.payload)

    async def _remember_failure(self, _update: object, context: Any) -> None:
        """PTB swallows what handlers raise; here it is kept for the transaction to see."""
        turn: Turn = self._application.bot_data[TURN]
        turn.failure = context.error

    def _record(self, arrived: Arrived, failure: BaseException) -> None:
        """Plan another try; when there were too many, tell the person and the administrators."""
        now, error = self._clock.now(), type(failure).__name__
        log.error("update failed", update_id=arrived.update_id, error=error, where=safe_trace(failure))
        with self._database.work() as session:
            may_park = not isinstance(failure, OperationalError | InterfaceError)
            is_hopeless = isinstance(failure, Unreadable)
            if inbox.record_failure(session, arrived, error, now=now, may_park=may_park, at_once=is_hopeless):
                unread = UNREADABLE_PRESS if "callback_query" in arrived.payload else UNREADABLE
                self._tell_parked(session, arrived, error, now, unread if is_hopeless else SORRY)

    def _tell_parked(self, session: Session, arrived: Arrived, error: str, now: datetime, said: str) -> None:
        work = Work(session, self._house(), now)
        if arrived.address:
            person_id = people.meet(work, arrived.address, language_code=language_of(arrived.payload))
            if (message_id := message_to_forget(arrived.payload)) is not None:
                outbox.delete(work, person_id, message_id)
            # What cannot be read has one try, the rest has more; what a press tries again is not told twice.
            if arrived.attempts in (0, len(inbox.PAUSES)):
                outbox.put(work, person_id, Message(say(said)))
        source = N_("Alarm: update {update} could not be handled ({error}). It is parked.")
        alarm = say(source, update=str(arrived.update_id), error=error)
        keys = ((key(Text(undelivered.TRY_AGAIN), HandleAgain(arrived.update_id)),),)
        for admin in work.admin_ids:
            outbox.put(work, admin, Message(alarm, keys), key=f"parked:{arrived.update_id}:{arrived.attempts}:{admin}")


def at_once(work: Coroutine[Any, Any, None]) -> None:
    """Run to its end what is a coroutine only because `process_update` is one: there is nothing in it to wait for."""
    try:
        work.send(None)
    except StopIteration:
        return
    work.close()
    raise RuntimeError("a handler waits for something")


def settle(done: "Future[None]", failure: BaseException | None = None) -> None:
    """Tell whoever waits; somebody who was cancelled meanwhile does not wait any more."""
    if not done.set_running_or_notify_cancel():
        return
    if failure is None:
        done.set_result(None)
    else:
        done.set_exception(failure)
