"""Takes updates in, by long polling or by webhook: each is stored and committed before Telegram is told."""

import asyncio
import hmac
from collections.abc import Callable
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.database import Database
from delivery.transport import Transport
from services import inbox

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
POLL_SECONDS = 30
LONGEST_PAUSE = 15.0

log = structlog.get_logger()


class Store:
    """Stores updates; those that arrive while a commit is under way share the next one."""

    def __init__(self, database: Database, clock: Clock, stored: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._stored = stored
        self._waiting: list[tuple[dict[str, Any], asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def add(self, updates: list[dict[str, Any]]) -> None:
        """Store updates; returns when they are on disk, raises when they are not."""
        loop = asyncio.get_running_loop()
        done = [loop.create_future() for _ in updates]
        self._waiting += zip(updates, done, strict=True)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await asyncio.gather(*done)

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await asyncio.to_thread(self._commit, [update for update, _ in batch])
            except Exception as failure:  # every sender is told, and will send again
                for _, done in batch:
                    done.set_exception(failure)
            else:
                for _, done in batch:
                    done.set_result(None)

    def _commit(self, updates: list[dict[str, Any]]) -> None:
        with self._database.work() as session:
            inbox.store(session, updates, now=self._clock.now())
        self._stored()


async def poll(transport: Transport, store: Store) -> None:
    """Ask Telegram for updates for ever; what could not be stored is asked for again."""
    offset, pause = 0, 0.0
    while True:
        try:
            updates = await transport.call(
                "getUpdates",
                {"offset": offset, "timeout": POLL_SECONDS, "limit": 100, "allowed_updates": ALLOWED_UPDATES},
                read_timeout=POLL_SECONDS + 10,
            )
            if updates:
                await store.add(updates)
                offset = updates[-1]["update_id"] + 1
            pause = 0.0
        except InvalidToken:
            log.error("Telegram does not know this BOT_TOKEN; please check it in .env")
            raise
        except Exception as failure:
            pause = min(max(0.5, pause * 2), LONGEST_PAUSE)
            if isinstance(failure, RetryAfter):
                pause = float(transport.seconds(failure))
            log.warning("polling pauses", error=_name(failure), seconds=pause)
            await asyncio.sleep(pause)


def _name(failure: Exception) -> str:
    if isinstance(failure, Conflict):
        return "Conflict: another program polls with the same token, or a webhook is set"
    return f"TelegramError: {failure.message}" if isinstance(failure, TelegramError) else type(failure).__name__


def webhook_endpoint(store: Store, secret: str) -> Callable[[Request], Any]:
    """Make the endpoint that Telegram posts to: 403 without the secret, 200 only after commit, else 503."""

    async def receive(request: Request) -> Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return JSONResponse({"ok": False}, status_code=403)
        try:
            update = await request.json()
            if not isinstance(update["update_id"], int):
                raise TypeError("update_id")
        except (ValueError, KeyError, TypeError):
            return JSONResponse({"ok": False}, status_code=400)
        try:
            await store.add([update])
        except Exception as failure:
            log.error("webhook could not store", error=type(failure).__name__)
            return JSONResponse({"ok": False}, status_code=503)
        return JSONResponse({"ok": True})

    return receive
