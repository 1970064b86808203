"""Has what people sent opened by a child process, and takes back what is kept and shown (docs/adr/0018)."""

import asyncio
import json
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from weakref import WeakKeyDictionary

import structlog

from delivery.drawings import answer_of
from delivery.papers.judging import NoPaper, kind_of

TIME_LIMIT = 60.0  # seconds
CHILD = "delivery.papers.cleaner"

log = structlog.get_logger()

_gates: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Clean:
    """A paper as it is kept: its bytes, its true type, and CLEAN, ACTIVE or TELLS as `cleaner/faults.py` says."""

    content: bytes
    mime: str
    found: str


class NotOpened(Exception):
    """The child came to no end: this file is too much for it, or the machine has no room now."""


async def cleaned(content: bytes) -> Clean:
    """Return a picture as a JPEG or a PDF without what it told beside itself.

    One file is opened at a time. Raises NoPaper, or NotOpened when it may go another time.
    """
    kind = kind_of(content)
    async with _gates.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(1)):
        with TemporaryDirectory(prefix="sisong-paper-", ignore_cleanup_errors=True) as folder:
            head, _, kept = (await _answer(kind, content, folder)).partition(b"\n")
    said = json.loads(head)
    if "fault" in said:
        raise NoPaper(said["fault"])
    return Clean(kept, said["mime"], said["found"])


async def _answer(kind: str, content: bytes, folder: str) -> bytes:
    try:
        answer, account, code = await answer_of(CHILD, kind, content=content, folder=folder, seconds=TIME_LIMIT)
    except TimeoutError:
        log.error("opening a paper took too long", seconds=TIME_LIMIT)
        raise NotOpened from None
    if code or not answer:
        log.error("opening a paper failed", code=code, account=account.decode("utf-8", "replace")[-2000:])
        raise NotOpened
    return answer
