"""Fetches the papers that people sent from Telegram and keeps sealed copies of them."""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy import update
from sqlmodel import Session, col, or_, select
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from delivery.attachments.copies import NO_USE, NOT_THERE, NOT_YET, TELLING, WITH_MORE, CannotBeOpened, OwnCopy
from delivery.papers.cleaner.faults import ACTIVE, TELLS
from delivery.papers.cleaner.faults import BROKEN as NO_SENSE
from delivery.papers.cleaning import Clean, NotOpened, cleaned
from delivery.papers.erased import forget_files, note_file, stays
from delivery.papers.files import BROKEN, MISSING, BadPaper, PaperFiles, new_name
from delivery.papers.judging import FAULTS_FOR_MANY, NOT_HAD, NoPaper
from delivery.papers.refusing import is_for_many, refusal
from delivery.papers.renewing import OldCopies
from delivery.sender import OpenSession
from domain.platform.messages import Message
from domain.platform.text import N_, say
from models.procedure import NO_PAPER, AidCase, Paper
from services import cases, procedure
from services.platform import outbox
from services.platform.house import House
from services.platform.work import Work

LOOK_EVERY = 1.0  # seconds
TIDY_EVERY = 3600.0  # seconds, and at once after a paper that could not be kept
AT_ONCE = 4  # each may be 20 MB, and waits in memory until the child has opened those before it
TRIES_TO_OPEN = 3  # of a file that the child came to no end with
PAUSES = (5, 30, 120, 600, 3600)  # seconds before another try

WARNINGS = {ACTIVE: WITH_MORE, TELLS: TELLING}
BAD = {
    MISSING: N_(
        "Alarm: somebody wanted to open paper {paper}, and our copy is missing ({file}). Please put it back "
        "from the backup, or have the paper sent again."
    ),
    BROKEN: N_(
        "Alarm: somebody wanted to open paper {paper}, and our copy does not open ({file}): it is damaged, or "
        "not the one that belongs there. Please put it back from the backup, or have the paper sent again."
    ),
}

Reader = Callable[[Work, Paper, bytes | None], None]  # None: it cannot be fetched

log = structlog.get_logger()


class PaperStore:
    """Keeps sealed copies of papers; `place` is a folder or any address that fsspec knows.

    A paper of a kind in `readers` is read in the transaction that keeps it, so it is read once.
    """

    def __init__(
        self,
        place: Path | str,
        work: OpenSession,
        bot: Bot,
        now: Callable[[], datetime],
        leads: Callable[[], bool],
        house: Callable[[], House],
        readers: Mapping[str, Reader],
    ) -> None:
        self._files = PaperFiles(place)
        self._work, self._bot, self._now, self._leads = work, bot, now, leads
        self._house, self._readers = house, readers
        self.cannot_keep = False  # from a file that could not be written until `can_keep` finds that one can
        self._old = OldCopies(work, self._files, self._try_to_keep_clean, readers)
        self._tidy_at = 0.0  # when files that are to go are looked for next, as time.monotonic says

    async def run(self) -> None:
        """Fetch for ever what has not been fetched yet; now and then, files go that no row names."""
        while True:
            try:
                await asyncio.to_thread(self._tidy)
                waiting = await asyncio.to_thread(self._waiting)
                await asyncio.gather(*(self._fetch(paper) for paper in waiting))
                if not waiting and self._leads():
                    await self._old.one()
                if len(waiting) == AT_ONCE:
                    continue  # there may be more, and of these none waits any longer
            except Exception as failure:
                log.error("papers cannot be fetched", error=type(failure).__name__)
            await asyncio.sleep(LOOK_EVERY)

    def _tidy(self) -> None:
        """Remove what an erasing has left, or a paper whose process died or whose commit failed; none is on its way."""
        if time.monotonic() < self._tidy_at or not self._leads():
            return
        with self._work() as session:
            if count := forget_files(session, self._files):
                log.info("files of papers that no row names removed", count=count)
        self._tidy_at = time.monotonic() + TIDY_EVERY

    async def own_copy(self, paper_id: int) -> OwnCopy:
        """Open our own copy of a paper; raises CannotBeOpened. One that is missing or broken the administrators are
        told of once. What a version before kept as it came is made clean now, and kept so."""
        content, paper = await asyncio.to_thread(self._opened, paper_id)
        if paper.found or paper.kind in self._readers:
            return OwnCopy(content, paper.mime, WARNINGS.get(paper.found))
        try:
            clean = await cleaned(content)
        except (NoPaper, NotOpened):
            raise CannotBeOpened(NO_USE, for_good=True) from None
        await self._try_to_keep_clean(paper, clean)
        return OwnCopy(clean.content, clean.mime, WARNINGS.get(clean.found))

    async def _try_to_keep_clean(self, paper: Paper, clean: Clean) -> bool:
        try:
            await asyncio.to_thread(self._keep_clean, paper, clean)
            return True
        except Exception as failure:  # such as a full disk: it is made clean the next time
            log.error("a clean copy cannot be kept", paper=paper.id, error=type(failure).__name__)
            return False

    def _keep_clean(self, paper: Paper, clean: Clean) -> None:
        name = self._written(paper, clean)
        with self._work() as session:
            row = session.get(Paper, paper.id)
            if row is None or row.stored_as is None or row.stored_as != paper.stored_as or not stays(session, name):
                self._tidy_at = 0.0
                return
            note_file(session, row.stored_as)
            _names(row, name, clean)

    def _written(self, paper: Paper, clean: Clean) -> str:
        """Write a file that goes again unless a row names it; return its name."""
        name = new_name(self._now())
        with self._work() as session:
            note_file(session, name)
        self._files.keep(name, clean.content, paper.seal)
        return name

    def _opened(self, paper_id: int) -> tuple[bytes, Paper]:
        with self._work() as session:
            paper = session.get(Paper, paper_id)
            if paper is None or paper.is_none:
                raise CannotBeOpened(NOT_THERE, for_good=True)
            if paper.stored_as is None:
                raise CannotBeOpened(NOT_YET if paper.fetch_error is None else NOT_THERE)
            try:
                content = self._files.open(paper)
                session.expunge(paper)
                return content, paper
            except BadPaper as bad:
                log.error("a paper cannot be opened", paper=paper_id, reason=bad.reason)
                self._tell(Work(session, self._house(), self._now()), paper, bad.reason)
        raise CannotBeOpened(NOT_THERE)

    @staticmethod
    def _tell(work: Work, paper: Paper, reason: str) -> None:
        said = say(BAD[reason], paper=str(paper.id), file=paper.stored_as or "–")
        for admin in work.admin_ids:
            outbox.put(work, admin, Message(said), key=f"paper:{paper.id}:{reason}:{admin}")

    def _waiting(self) -> list[Paper]:
        if not self._leads():  # of several processes one fetches, so that no paper is kept twice
            return []
        with self._work() as session:
            due = or_(col(Paper.fetch_after).is_(None), col(Paper.fetch_after) <= self._now())
            missing = select(Paper).where(col(Paper.stored_as).is_(None), col(Paper.fetch_error).is_(None), due)
            return list(session.exec(missing.order_by(col(Paper.id)).limit(AT_ONCE)))

    async def _fetch(self, paper: Paper) -> None:
        try:
            file = await self._bot.get_file(paper.file_id)
            content = bytes(await file.download_as_bytearray())
        except BadRequest as refused:
            if is_for_many(paper):
                await asyncio.to_thread(self._refuse, paper, NOT_HAD)
            else:
                await asyncio.to_thread(self._give_up, paper, refused.message)
        except Exception as failure:  # Telegram is away, or its answer lacks what it should say
            if not isinstance(failure, TelegramError):
                log.error("a paper cannot be fetched", paper=paper.id, error=type(failure).__name__)
            await asyncio.to_thread(self._mark, paper, self._try_later)
        else:
            await self._keep_or_try_later(paper, content)

    async def _keep_or_try_later(self, paper: Paper, content: bytes) -> None:
        """Keep a paper; one that cannot be kept or read now must not hold the others up."""
        try:
            clean = await self._cleaned(paper, content)
            await asyncio.to_thread(self._keep, paper, clean)
        except NoPaper as refused:
            await asyncio.to_thread(self._refuse, paper, refused.fault)
        except Exception as failure:
            log.error("a paper cannot be kept", paper=paper.id, error=type(failure).__name__)
            self.cannot_keep |= isinstance(failure, OSError)
            self._tidy_at = 0.0
            await asyncio.to_thread(self._mark, paper, self._try_later)

    async def _cleaned(self, paper: Paper, content: bytes) -> Clean:
        if paper.kind in self._readers:
            return Clean(content, paper.mime, "")
        try:
            clean = await cleaned(content)
        except NotOpened:
            if paper.fetch_attempts >= TRIES_TO_OPEN:
                raise NoPaper(NO_SENSE) from None
            raise
        if is_for_many(paper) and clean.found in FAULTS_FOR_MANY:
            raise NoPaper(clean.found)
        return clean

    def can_keep(self) -> bool:
        """Tell whether papers can be kept; after one that could not it is tried."""
        if self.cannot_keep:
            try:
                self._files.try_out()
            except OSError:
                return False
            self.cannot_keep = False
            self._hurry()
        return True

    def _hurry(self) -> None:
        """Fetch at once what waits for its next try."""
        with self._work() as session:
            waits = (col(Paper.stored_as).is_(None), col(Paper.fetch_error).is_(None))
            session.connection().execute(update(Paper).where(*waits).values(fetch_after=None))

    def _keep(self, paper: Paper, clean: Clean) -> None:
        name = self._written(paper, clean)
        with self._work() as session:
            row = session.get(Paper, paper.id)
            # Erased or taken back while it was on its way, or another process leads now.
            if row is None or row.is_none or not stays(session, name):
                self._tidy_at = 0.0
                return
            is_new = row.stored_as is None
            _names(row, name, clean)
            if is_new:
                self._read(session, row, clean.content)
                self._replace(session, row)
            self._take_out_of_chat(session, row)

    def _replace(self, session: Session, row: Paper) -> None:
        """Let the paper go in whose place this one is kept now."""
        if row.replaces is not None:
            cases.give_way(Work(session, self._house(), self._now(), row.added_by), row.replaces)

    def _take_out_of_chat(self, session: Session, row: Paper) -> None:
        """What shows somebody's number does not stay in the chat once it is kept; that it is too late is no fault."""
        if row.message_id is not None:
            outbox.delete(Work(session, self._house(), self._now()), row.added_by, row.message_id)
            row.message_id = None

    def _read(self, session: Session, row: Paper, content: bytes | None) -> None:
        if row.kind in self._readers:
            self._readers[row.kind](Work(session, self._house(), self._now()), row, content)

    def _refuse(self, paper: Paper, fault: str) -> None:
        """What is no paper does not count as one: whoever sent it is asked for another file."""
        with self._work() as session:
            row = session.get(Paper, paper.id)
            if row is None or row.fetch_error is not None:
                return
            row.fetch_error = f"{NO_PAPER}{fault}"
            case = session.get(AidCase, row.case_id) if row.case_id is not None else None
            work = Work(session, self._house(), self._now())
            before = session.get(Paper, row.replaces) if row.replaces is not None else None
            still_there = before.id if before is not None and not before.is_none else None
            outbox.put(work, row.added_by, refusal(row, case, fault, still_there), key=f"paper-refused:{row.id}")
            if case is not None and not row.about:  # its officers read that it is missing, before they approve
                procedure.redraw_prompts(work, procedure.lock(session, case.id))

    def _give_up(self, paper: Paper, reason: str) -> None:
        with self._work() as session:
            row = self._row(session, paper)
            if row.is_none:
                return
            row.fetch_error = reason[:100]
            self._read(session, row, None)

    def _try_later(self, row: Paper) -> None:
        row.fetch_after = self._now() + timedelta(seconds=PAUSES[min(row.fetch_attempts, len(PAUSES) - 1)])
        row.fetch_attempts += 1

    def _mark(self, paper: Paper, change: Callable[[Paper], None]) -> None:
        with self._work() as session:
            change(self._row(session, paper))

    @staticmethod
    def _row(session: Session, paper: Paper) -> Paper:
        return session.get_one(Paper, paper.id)


def _names(row: Paper, file: str, clean: Clean) -> None:
    row.stored_as, row.size, row.name = file, len(clean.content), ""  # what somebody calls a file is no matter
    row.mime, row.found = clean.mime, clean.found
