"""Updates on their way to the bot, kept until it confirms them."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from simulator.errors import ApiError, conflict
from simulator.world.cast import Json
from simulator.world.journal import Journal

PRESS_PATIENCE = 150.0  # seconds after which Telegram drops a button press nobody fetched
MOST_AT_ONCE = 100
LONGEST_POLL = 50
ID_NOTED_EVERY = 1000
ID_GAP = 10_000  # skipped after a restart, because the journal may miss the last moments

_TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(frozen=True, slots=True)
class Update:
    """One update: whose it is, when it was made (wall clock), and what the bot gets."""

    id: int
    person_id: int
    kind: str
    at: float
    body: Json


class Updates:
    """The queue of the whole bot, in order."""

    def __init__(self, journal: Journal | None) -> None:
        self.journal = journal
        self.pending: OrderedDict[int, Update] = OrderedDict()
        self.next_id = 1
        self.allowed: frozenset[str] = frozenset()
        self.press_patience = PRESS_PATIENCE
        self.wall: Callable[[], float] = time.time
        self.on_webhook: Callable[[Update], None] | None = None
        self._poll: asyncio.Future[None] | None = None

    def add(self, person_id: int, kind: str, content: Json) -> None:
        """Queue an update, unless the bot does not care for its kind."""
        if self.allowed and kind not in self.allowed:
            return
        update = Update(self.next_id, person_id, kind, self.wall(), {"update_id": self.next_id, kind: content})
        self.next_id += 1
        self.pending[update.id] = update
        if self.journal:
            noted = {"person": person_id, "kind": kind, "at": update.at, "content": content}
            self.journal.put("update", update.id, noted)
            if update.id % ID_NOTED_EVERY == 1:
                self.journal.put("bot", "next_update", self.next_id)
        if self.on_webhook:
            self.on_webhook(update)
        elif self._poll and not self._poll.done():
            self._poll.set_result(None)

    def restore(self, noted: Iterable[tuple[int, Json]]) -> None:
        """Put back what the journal kept, and leave room for ids it may have missed."""
        for number, note in sorted(noted, key=lambda pair: pair[0]):
            body = {"update_id": number, note["kind"]: note["content"]}
            self.pending[number] = Update(number, note["person"], note["kind"], note["at"], body)

    def drop(self, update_id: int) -> None:
        """Forget a delivered update."""
        if self.pending.pop(update_id, None) and self.journal:
            self.journal.drop("update", update_id)

    def drop_all(self) -> None:
        """Forget everything waiting."""
        for update_id in list(self.pending):
            self.drop(update_id)

    def too_old(self, update: Update) -> bool:
        """Whether this is a press that Telegram would no longer deliver."""
        return update.kind == "callback_query" and self.wall() - update.at > self.press_patience

    async def poll(self, offset: int, limit: int, timeout: int) -> list[Json]:
        """getUpdates: confirm what lies before the offset, then wait for something to return."""
        if self.on_webhook:
            raise conflict(_WEBHOOK_SET)
        if self._poll and not self._poll.done():
            self._poll.set_exception(conflict(_TERMINATED))
        self._confirm(offset)
        limit = limit if 0 < limit <= MOST_AT_ONCE else MOST_AT_ONCE
        batch = self._batch(limit)
        if batch or timeout <= 0:
            return batch
        await self._wait(min(timeout, LONGEST_POLL))
        return self._batch(limit)

    async def _wait(self, seconds: float) -> None:
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = waiting
        try:
            await asyncio.wait_for(waiting, seconds)
        except TimeoutError:
            return
        finally:
            if self._poll is waiting:
                self._poll = None

    def end_poll(self, error: ApiError | None = None) -> None:
        """Send a waiting getUpdates home, empty-handed or with a refusal."""
        if self._poll and not self._poll.done():
            if error:
                self._poll.set_exception(error)
            else:
                self._poll.set_result(None)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            keep = set(list(self.pending)[offset:])
            offset = min(keep, default=self.next_id)
        while self.pending:
            first = next(iter(self.pending))
            if first >= offset:
                return
            self.drop(first)

    def _batch(self, limit: int) -> list[Json]:
        batch: list[Json] = []
        stale: list[int] = []
        for update in self.pending.values():
            if len(batch) == limit:
                break
            if self.too_old(update):
                stale.append(update.id)
            else:
                batch.append(update.body)
        for update_id in stale:
            self.drop(update_id)
        return batch
