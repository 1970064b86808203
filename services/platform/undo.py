"""Undoing what was begun: when a rule says no in the middle of it, or the database that there is one already."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

from domain.platform.text import Refusal


@contextmanager
def undone_when_refused(session: Session) -> Iterator[None]:
    """Take back rows and queued messages of the block when it raises a `Refusal`, and pass the refusal on."""
    before, undo = _begun(session)
    try:
        yield
    except Refusal:
        undo()
        raise
    before.commit()


@contextmanager
def only_tried(session: Session) -> Iterator[None]:
    """Take back all that the block does, whatever comes of it; what stands against it is raised."""
    _, undo = _begun(session)
    try:
        yield
        session.flush()
    finally:
        undo()


def _begun(session: Session) -> tuple[SessionTransaction, Callable[[], None]]:
    queued, held = len(session.info.get("outbox", ())), len(session.info.get("held", ()))
    known_drafts = dict(session.info.get("drafts", {}))
    before = session.begin_nested()

    def undo() -> None:
        before.rollback()
        del session.info.setdefault("outbox", [])[queued:]
        del session.info.setdefault("held", [])[held:]
        session.info["drafts"] = known_drafts

    return before, undo


# What there may be once -----------------------------------------------------------------------------------------------


class TakenMeanwhile(Exception):
    """Somebody else has written it down in the same instant; what was begun here is undone."""


@contextmanager
def taken_once(session: Session) -> Iterator[None]:
    """Write what is changed in the block, in the end at the latest; raises TakenMeanwhile when it is there already.

    The second of two waits until the first is done, and hears of it here instead of failing.
    """
    try:
        with session.begin_nested():
            yield
            session.flush()
    except IntegrityError as failure:
        if not _is_there(failure):
            raise
        raise TakenMeanwhile from failure


def _is_there(failure: IntegrityError) -> bool:
    """Say whether it failed since there is one already; what PostgreSQL says in words may be in any language."""
    known = (getattr(failure.orig, name, None) for name in ("sqlstate", "sqlite_errorname"))
    return bool({*known} & {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"})


def is_first(session: Session, row: Any) -> bool:
    """Write down a row of which there may be one; tell whether there was none."""
    try:
        with taken_once(session):
            session.add(row)
    except TakenMeanwhile:
        return False
    return True
