"""The numbered stream of what happened, which the page and the players follow."""

import asyncio
import time
from collections import defaultdict, deque
from typing import NamedTuple

from simulator.world.cast import Json

KEPT_EVENTS = 5000


class Event(NamedTuple):
    """One thing that happened in a chat (0: to everybody)."""

    seq: int
    kind: str
    chat_id: int
    body: Json


class Feed:
    """Events in order, and the people waiting for the next one."""

    def __init__(self) -> None:
        # Numbers grow across restarts, so whoever followed before a restart misses nothing after it.
        self.seq = time.time_ns() // 1000
        self.epoch = self.seq
        self.events: deque[Event] = deque(maxlen=KEPT_EVENTS)
        self.closing = False
        self._everything: set[asyncio.Future[None]] = set()
        self._by_chat: dict[int, set[asyncio.Future[None]]] = defaultdict(set)

    def next_seq(self) -> int:
        """Take a number."""
        self.seq += 1
        return self.seq

    def tell(self, kind: str, chat_id: int, body: Json, seq: int | None = None) -> int:
        """Append an event and wake whoever waits for it."""
        number = self.next_seq() if seq is None else seq
        self.events.append(Event(number, kind, chat_id, body))
        _wake(self._everything)
        if chat_id in self._by_chat:
            _wake(self._by_chat.pop(chat_id))
        return number

    def since(self, after: int) -> list[Event]:
        """The events after a number, oldest first."""
        found: list[Event] = []
        for event in reversed(self.events):
            if event.seq <= after:
                break
            found.append(event)
        found.reverse()
        return found

    def remembers(self, after: int) -> bool:
        """Whether nothing after the number has been forgotten."""
        if after < self.epoch or after > self.seq:
            return False
        return len(self.events) < KEPT_EVENTS or self.events[0].seq <= after + 1

    async def wait(self, seconds: float, chat_id: int | None = None) -> None:
        """Sleep until something happens (in one chat, if given), at most so many seconds."""
        if self.closing:
            return
        waiting = self._everything if chat_id is None else self._by_chat[chat_id]
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiting.add(future)
        try:
            await asyncio.wait_for(future, seconds)
        except TimeoutError:
            return
        finally:
            waiting.discard(future)

    def close(self) -> None:
        """Let everybody who waits go home."""
        self.closing = True
        _wake(self._everything)
        for waiting in list(self._by_chat.values()):
            _wake(waiting)
        self._by_chat.clear()


def _wake(waiting: set[asyncio.Future[None]]) -> None:
    for future in waiting:
        if not future.done():
            future.set_result(None)
    waiting.clear()
