"""What an officer was shown of a change and its file: they decide on that, and what is new comes first."""

import json
from typing import Any

from domain.changes.change import ReadsOtherwise
from models.changes import Change
from models.platform.seal import vault
from services.changes.record import About
from services.platform.work import Work

__all__ = ["check_seen", "mark_seen"]


def _print_of(whose: About) -> str:
    person, file = whose.person, whose.file
    registration = [person.name, person.resident_id, person.phone, person.unit_id]
    shown: list[Any] = [registration, [file.household_class, file.data] if file else None]
    return vault().fingerprint(json.dumps(shown, ensure_ascii=False, sort_keys=True))


def mark_seen(change: Change, whose: About, officer_id: int) -> None:
    """Write down that an officer is shown a change as it is now."""
    change.seen = {**(change.seen or {}), str(officer_id): _print_of(whose)}


def check_seen(work: Work, change: Change, whose: About) -> None:
    """Raise ReadsOtherwise when file or registration are not as whoever acts was shown them with the change."""
    seen = (change.seen or {}).get(str(work.person_id))
    if seen is not None and seen != _print_of(whose):
        raise ReadsOtherwise(id=str(change.id))
