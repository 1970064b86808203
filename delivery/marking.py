"""Keeps what became of rows until it is written down, with whatever is committed next."""

import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
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
        self._being_written: set[int] = set()  # rows
        self._oldest = 0.0  # when the oldest of them was noted (monotonic)

    def note(self, fates: Sequence[Fate]) -> None:
        """Keep what became of some rows."""
        with self._lock:
            if not self._fates:
                self._oldest = time.monotonic()
            self._fates.extend(fates)

    def is_due(self) -> bool:
        """Tell whether there is anything to write."""
        return bool(self._fates)

    def due_in(self, patience: float) -> float:
        """Return the seconds until the oldest fate has waited so long; 0 when it has, or when there is none.

        What is being written may come back, should that fail, so it is looked at again.
        """
        with self._lock:
            if self._fates:
                return max(0.0, self._oldest + patience - time.monotonic())
            return patience if self._being_written else 0.0

    def being_written(self) -> int:
        """Return how many rows are being marked right now, in transactions that may still fail."""
        return len(self._being_written)

    def has_any(self, row_ids: Collection[int]) -> bool:
        """Tell whether the fate of any of these rows is known and not yet on disk."""
        if not row_ids:
            return False
        with self._lock:
            return any(row in self._being_written or any(fate.id == row for fate in self._fates) for row in row_ids)

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
            self._being_written.update(fate.id for fate in taken)
            return taken

    def _put_down(self, taken: Sequence[Fate], *, is_written: bool) -> None:
        with self._lock:
            self._being_written.difference_update(fate.id for fate in taken)
            if not is_written:
                self._fates.extendleft(reversed(taken))
