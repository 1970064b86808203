"""Sends what waits in the outbox: claim, send, mark; interactive answers first, one message in flight per chat."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlmodel import Session
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from delivery import calls, rows
from delivery.pace import Pace
from delivery.rows import Fate, Row
from delivery.transport import MaybeSent, Transport
from domain.platform.messages import Message
from domain.platform.text import N_, Text, say
from models.people import Person
from models.platform.outbox import FAILED, IN_DOUBT, PARKED, SENT, WAITING
from services.platform import outbox
from services.platform.house import House
from services.platform.outbox import BROADCAST, INTERACTIVE
from services.platform.work import Work

SLOTS = 64
RECOVER_EVERY = 10.0  # seconds
LET_DESK_MARK = 0.03  # seconds
LET_LOOP_START = 0.0003  # seconds the desk steps aside, so that answers leave before it tidies up after its commit
LOOK_AGAIN = 1.0  # seconds between looks at the outbox when nothing wakes the sender
PAUSES = (1, 2, 5, 15, 60, 300)  # seconds before another try after a network failure or a 5xx; the last one repeats

OpenSession = Callable[[], AbstractContextManager[Session]]

log = structlog.get_logger()


class Sender:
    """Runs until cancelled. `wake` may be called from any thread."""

    def __init__(
        self,
        *,
        work: OpenSession,
        bot: Bot,
        transport: Transport,
        pace: Pace,
        now: Callable[[], datetime],
        house: Callable[[], House],
        owner: str,
        show_life: Callable[[], None] = lambda: None,
        alone: bool = True,
    ) -> None:
        self.owner, self._alone = owner, alone
        self._show_life, self._last_recovery = show_life, 0.0
        self._work, self._pace, self._now = work, pace, now
        self._bot, self._transport = bot, transport
        self._house = house
        self._reading = calls.Reading(house().zone, house().default_locale)
        self._busy: set[int] = set()
        self._fates: deque[Fate] = deque()  # appended in the loop, taken in threads
        self._in_marking: dict[int, list[Fate]] = {}
        self._alarms: list[tuple[Row, str]] = []
        self._held_back = False
        self._may_wait = True  # whether there may be rows in the outbox to claim
        self._known_empty = False  # whether nothing at all waits there; only a process that is alone can know it
        self._sending: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._new_rows = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def wake(self) -> None:
        """Tell that there are new rows in the outbox."""
        self._known_empty = False
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
        if not self._may_wait and self._fates:
            await self._rest(LET_DESK_MARK, self._new_rows)  # the desk's next commit may write the fates along
        self._may_wait = False
        self._new_rows.clear()
        try:
            claimed = await asyncio.to_thread(self._mark_and_claim)
        except Exception as failure:  # the database is away: what waits keeps waiting
            log.error("sender cannot work", error=type(failure).__name__)
            return LOOK_AGAIN
        for row in claimed:
            self._launch((row,))
        if claimed:
            self._may_wait = True
            return 0.0
        if self._held_back:
            self._may_wait = True
        return min(LOOK_AGAIN, self._pace.wait()) if self._held_back else LOOK_AGAIN

    async def _rest(self, seconds: float, until: asyncio.Event) -> None:
        try:
            # Not wait_for: on Python 3.11 it swallows a cancellation that comes in the instant of a wake-up.
            async with asyncio.timeout(seconds):
                await until.wait()
        except TimeoutError:
            return

    def _launch(self, chain: Sequence[Row]) -> None:
        self._busy.add(chain[0].chat_id)
        task = asyncio.create_task(self._send(chain))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    def _mark_and_claim(self) -> list[Row]:
        """One transaction (in a thread): fates first, then the next rows as slots and pace allow."""
        if time.monotonic() - self._last_recovery > RECOVER_EVERY:
            self.recover()
        free = SLOTS - len(self._busy) - self._unmarked  # else more than a slot's one message could be in doubt
        with self._settling() as session:
            raised = self._raise_alarms(session)
            claimed = self._claim(session, free)
            self._known_empty = self._alone and not claimed and not rows.anything_waits(session)
        del self._alarms[:raised]
        return claimed

    def _claim(self, session: Session, free: int) -> list[Row]:
        """Take slots first and choose the rows then, so that answers come before notices; sends are counted here."""
        most = self._pace.allowance(free)
        patient = self._pace.even_turns(most)
        self._held_back = most < free or patient < most
        if most <= 0:
            return []
        busy = self._busy | self._pace.closed_chats()
        claimed = rows.claim(session, owner=self.owner, now=self._now(), most=most, patient=patient, busy=busy)
        self._count_sends(claimed)
        return claimed

    def _count_sends(self, claimed: Sequence[Row]) -> None:
        for row in claimed:
            if row.kind in ("send", "edit") and row.unwanted is None:
                self._pace.take(row.chat_id)

    @contextmanager
    def _settling(self) -> Iterator[Session]:
        """A unit of work that first writes the fates known so far; they are kept if it fails."""
        with self._marking() as taken, self._work() as session:
            self._settle(session, taken)
            yield session

    @contextmanager
    def _marking(self) -> Iterator[list[Fate]]:
        """A list of fates that are being written down; they are kept for another time if it fails."""
        taken: list[Fate] = []
        self._in_marking[id(taken)] = taken
        try:
            yield taken
        except BaseException:
            self._fates.extendleft(reversed(taken))
            raise
        finally:
            del self._in_marking[id(taken)]

    @property
    def _unmarked(self) -> int:
        """How many rows the desk is marking right now, in a transaction that may still fail."""
        return sum(len(taken) for taken in list(self._in_marking.values()))

    def _settle(self, session: Session, taken: list[Fate]) -> None:
        while self._fates:
            taken.append(self._fates.popleft())
        if taken:
            self._known_empty = self._known_empty and all(fate.state != WAITING for fate in taken)
            rows.write_fates(session, taken, now=self._now())

    @contextmanager
    def shortcut(self, work: OpenSession) -> Iterator[tuple[Session, Callable[[], None]]]:
        """A unit of work for the desk, with a function to call at its end: answers to people for whom nothing else
        waits are then written as claimed and sent as soon as the commit is done, with no look at the outbox between."""
        chains: list[list[Row]] = []

        def hand_over() -> None:
            self._settle(session, taken)
            chains.extend(self._claim_new(session))
            session.info["committed"] = [launch]

        def launch() -> None:
            if chains and self._loop is not None:
                self._loop.call_soon_threadsafe(self._launch_all, chains)
                time.sleep(LET_LOOP_START)

        with self._marking() as taken, work() as session:
            yield session, hand_over

    def _launch_all(self, chains: list[list[Row]]) -> None:
        for chain in chains:
            self._launch(chain)

    def _claim_new(self, session: Session) -> list[list[Row]]:
        queued: list[dict[str, Any]] = session.info.get("outbox", [])
        answers = [row for row in queued if row["priority"] == INTERACTIVE and row["key"] is None]
        in_order = {row["chat_id"] for row in queued if row["key"] is not None or row["target_key"] is not None}
        chats = {row["chat_id"] for row in answers} - self._busy - in_order  # a change must not overtake its message
        room = self._pace.allowance(SLOTS - len(self._busy))
        if not chats or self._loop is None or room <= 0:
            return []
        session.flush()
        if not self._known_empty:
            chats -= rows.chats_with_open_rows(session, chats)
        chats -= self._pace.closed_chats()
        chats = set(sorted(chats)[:room])
        mine = [row for row in answers if row["chat_id"] in chats]
        if not mine:
            return []
        session.info["outbox"] = [row for row in queued if row not in mine]
        locales = {person.id: person.locale for person in session.identity_map.values() if isinstance(person, Person)}
        made = rows.insert_claimed(session, mine, owner=self.owner, locales=locales)
        self._count_sends(made)
        return [sorted((row for row in made if row.chat_id == chat), key=_what_people_wait_for) for chat in chats]

    def recover(self) -> None:
        """At start and now and then: free what processes claimed that have died since."""
        self._show_life()
        with self._work() as session:
            freed = rows.recover(session, owner=self.owner, now=self._now())
        self._last_recovery = time.monotonic()
        if freed:
            log.warning("messages in doubt after a crash", count=freed)

    async def _send(self, chain: Sequence[Row]) -> None:
        """Send the rows of one chat in order; when one must wait, so do those behind it."""
        for place, row in enumerate(chain):
            fate = await self._try(row)
            self._fates.append(replace(fate, attempts=row.attempts + 1, broadcast_id=row.broadcast_id))
            if fate.state == WAITING:
                self._fates.extend(_untried(later) for later in chain[place + 1 :])
                break
        self._busy.discard(chain[0].chat_id)
        self._woken.set()

    async def _try(self, row: Row) -> Fate:
        if row.unwanted is not None:
            return Fate(row.id, FAILED, error=row.unwanted)
        try:
            message_id = await calls.carry_out(self._transport, self._bot, row, self._reading)
        except calls.NotYet:
            return self._later(row, 1.0, "target not sent yet")
        except calls.Pointless as reason:
            return Fate(row.id, FAILED, error=str(reason))
        except TelegramError as failure:
            return self._failed(row, failure)
        except Exception as failure:  # a message that cannot be put into words must not stop the others
            log.error("message cannot be made", row=row.id, error=type(failure).__name__)
            return self._parked(row, type(failure).__name__)
        return Fate(row.id, SENT, message_id=message_id, sent_at=self._now())

    def _failed(self, row: Row, failure: TelegramError) -> Fate:
        match failure:
            case RetryAfter():
                seconds = Transport.seconds(failure)
                self._pace.refused(row.chat_id, seconds)
                return self._later(row, seconds, "429")
            case Forbidden():
                chat = row.chat_id if row.chat_id > 0 else None
                return Fate(row.id, FAILED, error="blocked", blocked_chat=chat)
            case BadRequest() if calls.is_harmless(failure):
                return Fate(row.id, SENT, sent_at=self._now(), error=failure.message[:80])
            case BadRequest():
                return self._parked(row, failure.message[:200])
            case InvalidToken():  # nothing that is wrong with this message
                return self._later(row, PAUSES[-1], "token")
            case MaybeSent():
                return self._in_doubt(row)
            case NetworkError():
                return self._later(row, PAUSES[min(row.attempts, len(PAUSES) - 1)], "network")
        return self._parked(row, type(failure).__name__)

    def _later(self, row: Row, seconds: float, reason: str) -> Fate:
        error = IN_DOUBT if row.doubtful else reason
        return Fate(row.id, WAITING, error=error, not_before=self._now() + timedelta(seconds=seconds))

    def _in_doubt(self, row: Row) -> Fate:
        """The answer did not come: changes are simply repeated, notices held, everything else repeated and said so."""
        log.warning("message in doubt", row=row.id, kind=row.kind)
        if row.kind == "send" and row.priority >= BROADCAST:
            return Fate(row.id, IN_DOUBT, error=IN_DOUBT)
        pause = PAUSES[min(row.attempts, len(PAUSES) - 1)]
        return Fate(row.id, WAITING, error=IN_DOUBT, not_before=self._now() + timedelta(seconds=pause))

    def _parked(self, row: Row, reason: str) -> Fate:
        """Telegram will never take this: keep it, and raise an alarm (once a row)."""
        log.error("message parked", row=row.id, kind=row.kind, reason=reason)
        if not row.is_alarm:  # an alarm about an alarm would go round for ever
            self._alarms.append((row, reason))
        return Fate(row.id, PARKED, error=reason)

    def _raise_alarms(self, session: Session) -> int:
        """Tell the administrators of parked messages, but not those who cannot be reached themselves."""
        alarms = list(self._alarms)
        work = Work(session, self._house(), self._now())
        for row, reason in alarms:
            text, subject = _alarm_about(row, reason)
            for admin in work.house.admin_ids - {row.chat_id}:
                outbox.put(work, admin, Message(text), key=f"{rows.ALARM}-{subject}:{admin}")
        return len(alarms)

    async def _finish(self) -> None:
        if self._sending:
            await asyncio.wait(self._sending)
        if self._fates or self._alarms:
            await asyncio.to_thread(self._write_last)

    def _write_last(self) -> None:
        with self._settling() as session:
            self._raise_alarms(session)


def _alarm_about(row: Row, reason: str) -> tuple[Text, str]:
    """Return what to say of a parked message, and of what it is to be said once: of a notice once for each reason."""
    if row.broadcast_id is None:
        source = N_("Alarm: message {row} was refused by Telegram ({reason}). It is parked.")
        return say(source, row=str(row.id), reason=reason), f"message:{row.id}"
    source = N_(
        "Alarm: Telegram refused notice {number} for a reader ({reason}). Its report counts how many readers it "
        "could not reach."
    )
    return say(source, number=str(row.broadcast_id), reason=reason), f"notice:{row.broadcast_id}:{reason[:60]}"


def _untried(row: Row) -> Fate:
    return Fate(row.id, WAITING, attempts=row.attempts, error=IN_DOUBT if row.doubtful else None)


def _what_people_wait_for(row: Row) -> int:
    """Within one answer: first what is to be read, then the wheel on the button, then tidying up."""
    return {"answer": 1, "delete": 2}.get(row.kind, 0)
