"""What an officer was shown of a change and its file: they decide on that, and what is new comes first."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from domain.changes.change import ReadsOtherwise
from models.changes import Change
from models.platform.seal import NotOurSeal, Vault, vault
from services.changes.record import About, about
from services.platform.work import Work

__all__ = ["check_seen", "mark_anew", "mark_seen"]


def _print_of(whose: About) -> str:
    return vault().fingerprint(_shown(whose))


def _shown(whose: About) -> str:
    person, file = whose.person, whose.file
    registration = [person.name, person.resident_id, person.phone, person.unit_id]
    shown: list[Any] = [registration, [file.household_class, file.data] if file else None]
    return json.dumps(shown, ensure_ascii=False, sort_keys=True)


def mark_seen(change: Change, whose: About, officer_id: int) -> None:
    """Write down that an officer is shown a change as it is now."""
    change.seen = {**(change.seen or {}), str(officer_id): _print_of(whose)}


def check_seen(work: Work, change: Change, whose: About) -> None:
    """Raise ReadsOtherwise when file or registration are not as whoever acts was shown them with the change."""
    seen = (change.seen or {}).get(str(work.person_id))
    if seen is not None and seen != _print_of(whose):
        raise ReadsOtherwise(id=str(change.id))


def mark_anew(session: Session, old: Vault, new: Vault, renewed: Callable[[str], str]) -> None:
    """Give anew what was marked with the old key, which is still in use, as `procedure.mark_anew` does for cases."""
    for change_id, seen in session.exec(select(Change.id, Change.seen)).all():
        if seen:
            now = _read(session, change_id)
            same = new.fingerprint(renewed(now))
            marks = {
                officer: same if old.fingerprint(now) == mark else new.fingerprint(mark)
                for officer, mark in seen.items()
            }
            session.connection().execute(update(Change).where(col(Change.id) == change_id).values(seen=marks))


def _read(session: Session, change_id: int) -> str:
    try:
        return _shown(about(session, session.get_one(Change, change_id)))
    except NotOurSeal:  # told of as a value that does not open
        return ""
