"""Keeps what became of rows until it is written down, with whatever is committed next."""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlmodel import Session

from delivery import rows
from delivery.rows import Fate

Write = Callable[[Session], Sequence[Fate]]


class Marking:
    """Fates not yet written: noted in the main loop, written by the desk and the sender in threads of their own."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._fates: deque[Fate] = deque()
        self._being_written = 0

    def note(self, fates: Sequence[Fate]) -> None:
        """Keep what became of some rows."""
        with self._lock:
            self._fates.extend(fates)

    def is_due(self) -> bool:
        """Tell whether there is anything to write."""
        return bool(self._fates)

    def being_written(self) -> int:
        """Return how many rows are being marked right now, in transactions that may still fail."""
        return self._being_written

    @contextmanager
    def writing(self) -> Iterator[Write]:
        """Yield what writes, once, the fates known by then and returns them; if the block fails they are kept."""
        taken: list[Fate] = []

        def write(session: Session) -> Sequence[Fate]:
            taken.extend(self._take())
            if taken:
                rows.write_fates(session, taken, now=self._now())
            return taken

        try:
            yield write
        except BaseException:
            self._put_down(taken, is_written=False)
            raise
        self._put_down(taken, is_written=True)

    def _take(self) -> list[Fate]:
        with self._lock:
            taken = list(self._fates)
            self._fates.clear()
            self._being_written += len(taken)
            return taken

    def _put_down(self, taken: Sequence[Fate], *, is_written: bool) -> None:
        with self._lock:
            self._being_written -= len(taken)
            if not is_written:
                self._fates.extendleft(reversed(taken))
