"""Papers that a version before kept as they came, and nobody has opened since, are made clean one after the other."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress

from sqlmodel import Session, col, select

from delivery.papers.cleaning import Clean, NotOpened, cleaned
from delivery.papers.files import BadPaper, PaperFiles
from delivery.papers.judging import NoPaper
from delivery.sender import OpenSession
from models.procedure import Paper

EVERY = 30.0  # seconds between two of them, each of which is opened by the child
AFTER_A_FAULT = 3600.0  # seconds, as when the disk is full
AT_ONCE = 20  # rows that are read at once

Keeper = Callable[[Paper, Clean], Awaitable[bool]]


class OldCopies:
    """Makes them clean at a quiet pace, the oldest first. Once none is left it asks the database for no more: what
    comes now is cleaned as it comes. One that cannot be opened stays as it is, and is told of when somebody opens it.
    """

    def __init__(self, work: OpenSession, files: PaperFiles, keep: Keeper, as_they_came: Collection[str]) -> None:
        self._work, self._files, self._keep = work, files, keep
        self._as_they_came = as_they_came  # kinds that are read, and kept as they came
        self._seen, self._at, self._is_over = 0, 0.0, False

    async def one(self) -> None:
        """Make the next one clean if it is time."""
        if self._is_over or time.monotonic() < self._at or (found := await asyncio.to_thread(self._next)) is None:
            return
        self._at = time.monotonic() + EVERY
        content, paper = found
        with suppress(NoPaper, NotOpened):
            if not await self._keep(paper, await cleaned(content)):
                self._at, self._seen = time.monotonic() + AFTER_A_FAULT, paper.id - 1

    def _next(self) -> tuple[bytes, Paper] | None:
        with self._work() as session:
            while rows := self._some(session):
                for paper in rows:
                    self._seen = paper.id
                    if paper.kind in self._as_they_came or paper.is_none:
                        continue
                    with suppress(BadPaper):
                        content = self._files.open(paper)
                        session.expunge(paper)
                        return content, paper
        self._is_over = True
        return None

    def _some(self, session: Session) -> list[Paper]:
        old = (col(Paper.found) == "", col(Paper.stored_as).is_not(None), col(Paper.id) > self._seen)
        return list(session.exec(select(Paper).where(*old).order_by(col(Paper.id)).limit(AT_ONCE)))
