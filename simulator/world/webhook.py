"""Delivery of updates to a webhook: in order for each person, people side by side, until it is taken."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass

import aiohttp

from simulator.world.cast import Json
from simulator.world.updates import Update, Updates

FIRST_PAUSE = 0.2  # seconds; Telegram's own pauses are longer
LONGEST_PAUSE = 5.0
PATIENCE = 60.0


@dataclass(slots=True)
class WebhookSettings:
    """What setWebhook was told, and how delivery is going."""

    url: str
    secret: str = ""
    max_connections: int = 40
    allowed: tuple[str, ...] = ()
    last_error_date: int = 0
    last_error: str = ""


class WebhookDelivery:
    """Posts every pending update; at most one in flight for each person."""

    def __init__(self, updates: Updates, settings: WebhookSettings) -> None:
        self._updates = updates
        self.settings = settings
        self._queues: dict[int, deque[Update]] = {}
        self._pauses: dict[int, float] = {}
        self._ready: asyncio.Queue[int] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        for update in updates.pending.values():
            self._queue(update)

    def start(self) -> None:
        """Begin delivering; needs a running event loop."""
        if not self._tasks:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE))
            workers = range(self.settings.max_connections)
            self._tasks = {asyncio.create_task(self._work()) for _ in workers}

    def notify(self, update: Update) -> None:
        """Take a new update."""
        self.start()
        self._queue(update)

    async def stop(self) -> None:
        """End delivery; what is undelivered stays pending."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session:
            await self._session.close()

    def _queue(self, update: Update) -> None:
        waiting = self._queues.get(update.person_id)
        if waiting is None:
            self._queues[update.person_id] = deque([update])
            self._ready.put_nowait(update.person_id)
        else:
            waiting.append(update)

    async def _work(self) -> None:
        while True:
            person_id = await self._ready.get()
            waiting = self._queues[person_id]
            if await self._deliver(waiting[0]):
                self._updates.drop(waiting.popleft().id)
                self._pauses.pop(person_id, None)
                self._go_on(person_id, waiting)
            else:
                self._retry_later(person_id)

    def _go_on(self, person_id: int, waiting: deque[Update]) -> None:
        if waiting:
            self._ready.put_nowait(person_id)
        else:
            del self._queues[person_id]

    def _retry_later(self, person_id: int) -> None:
        pause = self._pauses.get(person_id, FIRST_PAUSE)
        self._pauses[person_id] = min(pause * 2, LONGEST_PAUSE)
        asyncio.get_running_loop().call_later(pause, self._ready.put_nowait, person_id)

    async def _deliver(self, update: Update) -> bool:
        """True when the update needs no further attempt."""
        if update.id not in self._updates.pending or self._updates.too_old(update):
            return True
        try:
            status = await self._post(update.body)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return self._failed(f"Connection failed: {type(error).__name__}")
        return True if 200 <= status < 300 else self._failed(f"Wrong response from the webhook: {status}")

    async def _post(self, body: Json) -> int:
        assert self._session is not None
        secret = self.settings.secret
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        async with self._session.post(self.settings.url, json=body, headers=headers) as answer:
            await answer.read()
            return answer.status

    def _failed(self, words: str) -> bool:
        self.settings.last_error = words
        self.settings.last_error_date = int(time.time())
        return False
