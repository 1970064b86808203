"""Watches the folder of the papers: that there is room in it, and that it can be written to.

Its disk may be another one than the database's, which can then tell of it in the usual way, by the outbox.
"""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog

from bot.run.database import Database
from delivery.papers.store import PaperStore
from domain.platform.messages import Message
from domain.platform.text import N_, say
from services.platform import outbox
from services.platform.house import House
from services.platform.work import Work

LEAST = 16 * 2**20  # bytes free, below which a disk counts as full before a write has failed

log = structlog.get_logger()

NO_PAPERS = N_(
    "Alarm: papers cannot be kept: the disk under DATA_DIR is full, or may not be written to. What people hand in is "
    "taken in; their papers stay at Telegram until then. Please free some space, or see to the rights of the folder "
    "papers; the program then fetches them by itself."
)
PAPERS_AGAIN = N_("Papers can be kept again. Those that waited are being fetched.")


class PapersWatch:
    """Tells the administrators, once an hour for as long as it lasts, that papers cannot be kept."""

    def __init__(
        self,
        store: PaperStore,
        folder: Path,
        database: Database,
        house: Callable[[], House],
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._folder, self._database, self._house, self._now = store, folder, database, house, now
        self._told = ""  # for which hour, or that it is over

    def is_in_trouble(self) -> bool:
        """Tell whether papers cannot be kept, as far as it is known without trying."""
        return self._store.cannot_keep or is_nearly_full(self._folder)

    def look(self) -> None:
        """Look once, and tell what there is to tell; raises what the database raises."""
        if is_nearly_full(self._folder) or not self._store.can_keep():
            self._tell(NO_PAPERS, f"no-papers:{self._now():%Y-%m-%dT%H}")
        elif self._told:
            self._tell(PAPERS_AGAIN, f"papers-again:{self._now():%Y-%m-%dT%H:%M}")
            self._told = ""

    def _tell(self, source: str, about: str) -> None:
        """Once, also where several processes see the same disk."""
        if about == self._told:
            return
        log.error("administrators are told of the folder of papers", about=about)
        with self._database.work() as session:
            work = Work(session, self._house(), self._now())
            for admin in work.admin_ids:
                outbox.put(work, admin, Message(say(source)), key=f"{about}:{admin}")
        self._told = about


def is_nearly_full(folder: Path) -> bool:
    """Tell whether there is hardly any room left on the disk of a folder; of one that is not there nobody knows."""
    try:
        return shutil.disk_usage(folder).free < LEAST
    except OSError:
        return False
