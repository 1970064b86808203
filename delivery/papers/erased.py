"""Files that are to go: of papers whose rows were erased, and those that were written and never named by a row.

A note of each stands in the database before it matters, so that whatever ends the process leaves no file behind.
"""

import structlog
from sqlalchemy import delete
from sqlmodel import Session, col, select

from delivery.papers.files import PaperFiles
from models.people import FileToErase

log = structlog.get_logger()


def note_file(session: Session, name: str) -> None:
    """Note, before a file is written, that it goes unless a row names it in the end."""
    session.add(FileToErase(stored_as=name))


def stays(session: Session, name: str) -> bool:
    """Let a file stay that a row names from this commit on; False when another process has removed it meanwhile."""
    noted = delete(FileToErase).where(col(FileToErase.stored_as) == name)
    return int(session.connection().execute(noted).rowcount) == 1


def forget_files(session: Session, files: PaperFiles) -> int:
    """Remove the files that are to go, and with each the note of it; return how many there were.

    No file may be on its way to its row in this process. In another one it finds its note gone, and begins anew.
    """
    removed = 0
    for row in session.exec(select(FileToErase).with_for_update()).all():
        try:
            removed += files.remove(row.stored_as)
        except OSError as failure:  # such as a disk that is read only: the note stays
            log.error("a file of a paper cannot be removed", error=type(failure).__name__)
            continue
        session.delete(row)
    return removed
