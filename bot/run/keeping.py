"""Keeps what should run for ever running: a task that ends by a fault is logged loudly and started again."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog

from bot.logs import safe_trace

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before another start; doubled while it ends again soon
SOON = 60.0  # seconds: who ran longer than that begins with the first pause again

log = structlog.get_logger()


async def kept_running(name: str, run: Callable[[], Awaitable[None]]) -> None:
    """Run until cancelled. Nothing may go missing without a word: a bot without its sender looks alive and is dumb."""
    pause = 0.0
    while True:
        began = time.monotonic()
        try:
            await run()
            reason, where = "it returned", ""
        except Exception as failure:
            reason, where = type(failure).__name__, safe_trace(failure)
        pause = min(pause * 2, LONGEST_PAUSE) if pause and time.monotonic() - began < SOON else FIRST_PAUSE
        log.critical("a task ended and is started again", task=name, reason=reason, where=where, seconds=pause)
        if _is_cancelled():  # its own tidying up failed and took the place of the cancellation
            raise asyncio.CancelledError
        await asyncio.sleep(pause)


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
