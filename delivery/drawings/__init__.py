"""Files drawn from plain data: charts, tables and papers, each made by a child process that ends with it.

The bot never imports what draws: it is larger than the rest of the program. The child gets texts that are already
worded, and none of the bot's secrets.
"""

import asyncio
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from weakref import WeakKeyDictionary

import structlog

TIME_LIMIT = 60.0  # seconds
ROOT = Path(__file__).parents[2]
KEPT_NAMES = {"PATH", "HOME", "LANG", "SYSTEMROOT", "LD_LIBRARY_PATH"}
KEPT_BEGINNINGS = ("PYTHON", "LC_")
CALM = {
    "OPENBLAS_NUM_THREADS": "1",  # each thread of numpy takes memory, and a chart computes nothing
    "PYTHONWARNINGS": "ignore",  # a warning may quote what is drawn
    "MPL_IGNORE_SYSTEM_FONTS": "1",  # every machine shall draw the same, and listing them takes long
}

log = structlog.get_logger()

_gates: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


class DrawingFailed(Exception):
    """A chart or table could not be made; says nothing of what was to be in it."""


async def draw(data: dict[str, Any]) -> bytes:
    """Return the file that `data` describes: a PNG for the kinds "season_chart" and "pairs_chart", an XLSX for "table",
    a PDF for "document".

    The shapes are in `delivery/drawings/chart.py`, `pairs.py`, `table.py` and `document.py`. One drawing is made at a
    time; what takes longer than `TIME_LIMIT` or cannot be made raises `DrawingFailed`.
    """
    packed = await asyncio.to_thread(_packed, data)  # a table of a whole union is megabytes
    async with _gates.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(1)):
        # Of the child's own files, which hold what is drawn, none is left even if it has to be killed.
        with TemporaryDirectory(prefix="sisong-drawing-", ignore_cleanup_errors=True) as folder:
            return await _drawn(packed, folder)


def _packed(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")


async def _drawn(packed: bytes, folder: str) -> bytes:
    try:
        content, account, code = await answer_of(__name__, content=packed, folder=folder, seconds=TIME_LIMIT)
    except TimeoutError:
        log.error("drawing took too long", seconds=TIME_LIMIT)
        raise DrawingFailed("took too long") from None
    if code or not content:
        log.error("drawing failed", code=code, account=account.decode("utf-8", "replace")[-2000:])
        raise DrawingFailed(f"the child ended with {code}")
    return content


async def answer_of(*words: str, content: bytes, folder: str, seconds: float) -> tuple[bytes, bytes, int]:
    """Let a child process, a module with its words, answer; return its answer, its account and its exit code.

    Raises TimeoutError. However this ends, also when it is cancelled while the child begins, no child is left running.
    """
    pipe, env = asyncio.subprocess.PIPE, environment(folder)
    begun = asyncio.ensure_future(
        asyncio.create_subprocess_exec(
            sys.executable, "-m", *words, stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT, env=env
        )
    )
    try:
        child = await asyncio.shield(begun)
    except asyncio.CancelledError:  # half a child cannot be ended
        while not begun.done():
            with suppress(asyncio.CancelledError):
                await asyncio.shield(begun)
        await _ended(begun.result())
        raise
    try:
        async with asyncio.timeout(seconds):
            answer, account = await child.communicate(content)
    finally:
        if child.returncode is None:
            await _ended(child)
    return answer, account, child.returncode or 0


async def _ended(child: asyncio.subprocess.Process) -> None:
    """End a child and see it gone, however often that is called off meanwhile: by a stop, and by its loop again."""
    with suppress(ProcessLookupError):
        child.kill()
    called_off = None
    while child.returncode is None:
        try:
            await asyncio.sleep(0.005)
        except asyncio.CancelledError as again:
            called_off = again
    if called_off is not None:
        raise called_off


def environment(folder: str) -> dict[str, str]:
    """Return what the child may know: how Python runs here, and `folder` for whatever it writes."""
    kept = {name: value for name, value in os.environ.items() if name in KEPT_NAMES or name.startswith(KEPT_BEGINNINGS)}
    return CALM | kept | dict.fromkeys(("MPLCONFIGDIR", "TMPDIR", "TEMP", "TMP"), folder)
