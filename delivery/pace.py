"""Keeps to Telegram's limits: so many a second, a burst to a person, twenty a minute to a group, pauses it asks for."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable

WINDOW = 1.015  # seconds; a little over one, so that clocks that differ cause no refusals
GROUP_WINDOW, GROUP_MOST = 61.0, 20
BURST, TURN = 3, 1.1  # to one person so many at once, then one in so many seconds: one, and a little for the way there
LATE = 0.15  # seconds that even spacing catches up with when a send comes late
ROUNDING = 1e-6  # of a turn: what is due now is not found due a moment later
IDLE = 1.0  # seconds after which there is nothing to catch up with


class Pace:
    """Knows how many sends may go now; any thread may ask. Everything is in seconds of a monotonic clock."""

    def __init__(self, per_second: int, tick: Callable[[], float] = time.monotonic) -> None:
        """`per_second` 0 means no limit of our own (a Bot API server of one's own has none)."""
        self._per_second = per_second
        self._tick = tick
        self._lock = threading.Lock()  # around every question and note: desk, sender and main loop ask side by side
        self._sent: deque[float] = deque()
        self._groups: dict[int, deque[float]] = defaultdict(deque)
        self._private: dict[int, float] = {}  # when what was sent to this person will be forgotten, a turn for each
        self._chat_until: dict[int, float] = {}
        self._all_until = 0.0
        self._next_even = 0.0

    def allowance(self, most: int) -> int:
        """Return how many sends may go at this moment, at most `most`."""
        with self._lock:
            now = self._tick()
            if now < self._all_until:
                return 0
            if not self._per_second:
                return most
            while self._sent and self._sent[0] <= now - WINDOW:
                self._sent.popleft()
            return max(0, min(most, self._per_second - len(self._sent)))

    def even_turns(self, most: int) -> int:
        """Return how many sends of low priority may go: those are spaced evenly and leave room for the others."""
        if not self._per_second:
            return most
        with self._lock:
            due = self._due(now := self._tick())
            return 0 if due > now else min(most, 1 + int((now - due) / self._spacing))

    def _due(self, now: float) -> float:
        """Return when the next evenly spaced send is or was due."""
        return now if now - self._next_even > IDLE else max(now - LATE, self._next_even)

    @property
    def _spacing(self) -> float:
        return WINDOW / self._per_second

    def wait(self) -> float:
        """Return the seconds until a send may go again."""
        with self._lock:
            now = self._tick()
            if now < self._all_until:
                return self._all_until - now
            if self._per_second and len(self._sent) >= self._per_second:
                return max(0.001, self._sent[0] + WINDOW - now)
            return max(0.001, self._next_even - now)

    def closed_chats(self) -> set[int]:
        """Return the chats that may get nothing now: told to pause, or they had what may go at once."""
        with self._lock:
            now = self._forget_the_past()
            full = {chat for chat in [*self._private, *self._groups] if self._room(chat, now) < 1}
            return set(self._chat_until) | full

    def fits(self, chat: int, sends: int) -> bool:
        """Tell whether so many sends may go to a chat at this moment."""
        with self._lock:
            now = self._tick()
            is_open = self._chat_until.get(chat, now) <= now
            return is_open and (not self._per_second or sends <= self._room(chat, now))

    def opens_in(self) -> float | None:
        """Return the seconds until the next person who had a burst may get more; None when nobody waits for that."""
        with self._lock:
            now = self._forget_the_past()
            full = [until for chat, until in self._private.items() if self._room(chat, now) < 1]
            return max(0.001, min(full) - (BURST - 1) * TURN - now) if full else None

    def _forget_the_past(self) -> float:
        now = self._tick()
        self._chat_until = {chat: until for chat, until in self._chat_until.items() if until > now}
        self._private = {chat: until for chat, until in self._private.items() if until > now}
        return now

    def _room(self, chat: int, now: float) -> int:
        if chat < 0:
            return GROUP_MOST - self._sent_to_group(chat, now)
        return int(BURST - max(0.0, self._private.get(chat, now) - now) / TURN + ROUNDING)

    def _sent_to_group(self, group: int, now: float) -> int:
        sent = self._groups[group]
        while sent and sent[0] <= now - GROUP_WINDOW:
            sent.popleft()
        return len(sent)

    def take(self, chat_id: int) -> None:
        """Count a send."""
        if not self._per_second:
            return
        with self._lock:
            now = self._tick()
            self._sent.append(now)
            self._next_even = self._due(now) + self._spacing
            if chat_id < 0:
                self._groups[chat_id].append(now)
            else:
                self._private[chat_id] = max(self._private.get(chat_id, now), now) + TURN

    def refused(self, chat_id: int, seconds: float) -> None:
        """Note a 429. Telegram does not say whom it means: one chat, unless another was refused at the same time."""
        with self._lock:
            now = self._tick()
            others = [until for chat, until in self._chat_until.items() if chat != chat_id and until > now]
            self._chat_until[chat_id] = now + seconds
            if others:
                self._all_until = max(self._all_until, now + seconds)
