"""Takes updates in, by long polling or by webhook: each is stored and committed before Telegram is told."""

import asyncio
import hmac
import time
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from delivery.transport import Transport

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
POLL_SECONDS = 30
LONGEST_PAUSE = 15.0
SOON = 3.0  # seconds: an empty answer that comes before that has not waited for updates

log = structlog.get_logger()


TakeIn = Callable[[list[dict[str, Any]]], Awaitable[None]]


async def poll(transport: Transport, take_in: TakeIn) -> None:
    """Ask Telegram for updates for ever; what could not be stored is asked for again."""
    offset, pause = 0, 0.0
    while True:
        asked = time.monotonic()
        try:
            updates = await transport.call(
                "getUpdates",
                {"offset": offset, "timeout": POLL_SECONDS, "limit": 100, "allowed_updates": ALLOWED_UPDATES},
                read_timeout=POLL_SECONDS + 10,
            )
            known = [one for one in updates if isinstance(one, dict) and isinstance(one.get("update_id"), int)]
            if len(known) < len(updates):
                log.error("updates without a number are left out", count=len(updates) - len(known))
            if known:
                await take_in(known)
                offset = max(one["update_id"] for one in known) + 1
            # A gateway that cuts long polls, or a server that knows none, would be asked for ever without a rest.
            pause = min(max(0.25, pause * 2), SOON) if not known and time.monotonic() - asked < SOON else 0.0
            await asyncio.sleep(pause)
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


def webhook_endpoint(take_in: TakeIn, secret: str) -> Callable[[Request], Any]:
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
            await take_in([update])
        except Exception as failure:
            log.error("webhook could not store", error=type(failure).__name__)
            return JSONResponse({"ok": False}, status_code=503)
        return JSONResponse({"ok": True})

    return receive
