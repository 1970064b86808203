"""Listens to what people type and to what the program logs: nothing of the one may stand in the other.

A conftest that imports `nobody_stands_in_the_logs` fails any test in which a name, a number, an address or other words
that somebody typed stand in a line of the log, or in the text of the exception that the line was about.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import pytest
import structlog

from bot.logs import keep_libraries_quiet
from simulator.players.player import Player

NOBODYS = re.compile(r"\d{4}-\d{1,2}-\d{1,2}$|(HF-)?\d{4}-\d{4}$")  # a day, and the number of a case or a file
OURS = 8  # digits of a number that is somebody's: phones, cards, ids, but no sum and no year


def personal(text: str) -> set[str]:
    """Return what of a typed text is somebody's: words of another alphabet, sentences, and long numbers."""
    words = text.split(maxsplit=1)[-1].strip() if text.startswith("/") else text.strip()
    digits = re.sub(r"\D", "", words)
    found = set() if NOBODYS.match(words) else {digits} if len(digits) >= OURS else set()
    if sum(not sign.isascii() for sign in words) > 1 or found or (" " in words and len(words) >= OURS):
        found.add(words)
    return found


class Listener(logging.Handler):
    """What was typed, and every line that was logged, with the text of the exception that was being handled."""

    def __init__(self) -> None:
        super().__init__()
        self.typed: set[str] = set()
        self.lines: list[str] = []

    def hears(self, body: Any) -> None:
        """Remember what somebody types, shares or forwards."""
        for name in ("text", "contact", "forward_text", "caption", "name"):
            self.typed |= personal(str(body.get(name) or ""))

    def emit(self, record: logging.LogRecord) -> None:
        """Take down a line of a library."""
        failure = record.exc_info[1] if record.exc_info else None
        self._note(record.getMessage(), failure)

    def __call__(self, _logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """Take down a line of ours, as one of structlog's processors."""
        self._note(str(dict(event)), None)
        return event

    def _note(self, line: str, failure: BaseException | None) -> None:
        self.lines.append("\n".join((line, *texts_of(failure or sys.exc_info()[1]))))

    def found(self) -> list[str]:
        """Return the lines in which something stands that somebody typed, and begin anew."""
        lines, typed = self.lines, self.typed
        self.lines, self.typed = [], set()
        return [f"{word} in: {line}" for line in lines for word in typed if word in line]


def texts_of(failure: BaseException | None) -> Iterator[str]:
    """Yield the texts of an exception and of those that it came from, each once: a chain may lead back to itself."""
    seen: list[BaseException] = []
    while failure is not None and failure not in seen:
        seen.append(failure)
        yield f"{type(failure).__name__}: {failure}"
        failure = failure.__cause__ or failure.__context__


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen to everybody and to all that is logged."""
    listener, processors = Listener(), structlog.get_config()["processors"]
    act, uploads = Player._act, Player.uploads

    async def heard_act(player: Player, what: str, body: dict[str, Any]) -> Any:
        if what == "send":
            listener.hears(body)
        return await act(player, what, body)

    async def heard_uploads(player: Player, *files: tuple[str, bytes, str], **more: Any) -> list[int]:
        listener.hears({"caption": more.get("caption")})
        for name, _, _ in files:
            listener.hears({"name": name})
        return await uploads(player, *files, **more)

    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(Player, "_act", heard_act)
        patching.setattr(Player, "uploads", heard_uploads)
        processors.insert(0, listener)
        logging.getLogger().addHandler(listener)
        yield listener
        processors.remove(listener)
        logging.getLogger().removeHandler(listener)


@pytest.fixture(scope="session")
def listener() -> Iterator[Listener]:
    """One for all tests, for what several begin with is played once."""
    keep_libraries_quiet()
    with listening() as one:
        yield one


@pytest.fixture(autouse=True)
def nobody_stands_in_the_logs(listener: Listener) -> Iterator[None]:
    """Fail a test in which something that somebody typed was logged."""
    yield
    found = listener.found()
    assert not found, "\n".join(found)
