"""How fast a bot may talk: Telegram's limits, and faults ordered by a test."""

import math
import time
from collections import deque
from dataclasses import dataclass

from simulator.errors import ApiError, PageError, bad_request, forbidden, migrated, too_many
from simulator.world.cast import Json

OVERALL = 30  # messages a second
PRIVATE_BURST = 3
GROUP = 20  # messages a minute
FAULT_KINDS = frozenset({"429", "500", "timeout", "deliver_then_drop", "400", "403", "migrated"})


class Limits:
    """Counts what was sent and says when it is too much."""

    def __init__(self, on: bool) -> None:
        self.on = on
        self._overall: deque[float] = deque(maxlen=OVERALL)
        self._private: dict[int, float] = {}
        self._groups: dict[int, deque[float]] = {}

    def spend(self, chat_id: int) -> None:
        """Count one message to a chat, or raise 429."""
        now = time.monotonic()
        wait = max(self._overall_wait(now), self._chat_wait(chat_id, now))
        if wait > 0:
            raise too_many(max(1, math.ceil(wait)))
        self._overall.append(now)
        if chat_id > 0:
            self._private[chat_id] = max(self._private.get(chat_id, 0.0), now) + 1.0
        else:
            self._groups.setdefault(chat_id, deque(maxlen=GROUP)).append(now)

    def _overall_wait(self, now: float) -> float:
        return self._overall[0] + 1.0 - now if len(self._overall) == OVERALL else 0.0

    def _chat_wait(self, chat_id: int, now: float) -> float:
        if chat_id > 0:
            # One a second in the long run; the debt may reach the size of a burst.
            return self._private.get(chat_id, 0.0) - now - (PRIVATE_BURST - 1)
        sent = self._groups.get(chat_id)
        return sent[0] + 60.0 - now if sent and len(sent) == GROUP else 0.0


@dataclass(slots=True)
class Fault:
    """One ordered misbehaviour: which calls it strikes, how often, and how."""

    kind: str
    times: int = 1
    method: str = ""
    chat_id: int | None = None
    retry_after: int = 1
    scope: str = ""
    new_chat_id: int = 0  # of a group that "migrated"
    until: float = 0.0

    def strikes(self, method: str, chat_id: int | None, now: float) -> bool:
        """Whether this call is hit; a 429 with a scope goes on until its wait is over."""
        if self.until and (self.scope == "all" or self.chat_id in (None, chat_id)):
            return now < self.until
        named = not self.method or self.method.lower() == method
        return self.times > 0 and named and self.chat_id in (None, chat_id)


class Faults:
    """The faults not yet used up, oldest first."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def order(self, wishes: list[Json]) -> None:
        """Take the list of a test; an empty list clears what is left."""
        if not wishes:
            self.waiting.clear()
        for wish in wishes:
            if str(wish.get("kind")) not in FAULT_KINDS:
                raise PageError(400, f"fault kind must be one of {sorted(FAULT_KINDS)}")
            known = {name: wish[name] for name in Fault.__slots__ if name in wish and name != "until"}
            self.waiting.append(Fault(**{**known, "kind": str(wish["kind"])}))

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that strikes this call, used up by one."""
        now = time.monotonic()
        self.waiting = [fault for fault in self.waiting if fault.times > 0 or fault.until > now]
        for fault in self.waiting:
            if fault.strikes(method, chat_id, now):
                fault.times -= 1
                if fault.kind == "429" and fault.scope and not fault.until:
                    fault.until = now + fault.retry_after
                    fault.chat_id = chat_id if fault.scope == "chat" else None
                return fault
        return None


def refusal(fault: Fault) -> ApiError | None:
    """What the struck call is answered, or None for the faults of the line itself."""
    answers = {
        "429": too_many(fault.retry_after),
        "500": ApiError(500, "Internal Server Error"),
        "400": bad_request("ordered by a test"),
        "403": forbidden("bot was blocked by the user"),
        "migrated": migrated(fault.new_chat_id),
    }
    return answers.get(fault.kind)
