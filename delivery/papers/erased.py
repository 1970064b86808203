"""Removes the files of papers whose rows were erased: after that is committed, and again if it was broken off."""

from sqlmodel import Session, select

from delivery.papers.files import PaperFiles
from models.people import FileToErase


def forget_files(session: Session, files: PaperFiles) -> int:
    """Remove the files that are to go, and with each the note of it; return how many."""
    rows = session.exec(select(FileToErase)).all()
    for row in rows:
        files.remove(row.stored_as)
        session.delete(row)
    return len(rows)
