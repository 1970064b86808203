"""Undoing what was begun when a rule says no in the middle of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from domain.platform.text import Refusal


@contextmanager
def undone_when_refused(session: Session) -> Iterator[None]:
    """Take back rows and queued messages of the block when it raises a `Refusal`, and pass the refusal on."""
    queued = len(session.info.get("outbox", ()))
    known_drafts = dict(session.info.get("drafts", {}))
    before = session.begin_nested()
    try:
        yield
    except Refusal:
        before.rollback()
        del session.info.setdefault("outbox", [])[queued:]
        session.info["drafts"] = known_drafts
        raise
    before.commit()
