"""The history of a household file: what each version changed, and how the versions together make the file of today.

What stands in a file is one flat mapping: `head`, `unit`, `officer`, `class`, `class_on`, `class_version`, `national`,
`closed`, `closed_for` while it is, `rechecked` and `suspended` once they are, and `data/<question>`, `known/<fact>` and
`list/<key>` for whatever has a key of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from domain.platform.text import N_, Sayable, Text, say

Standing = Mapping[str, Any]
DATA, KNOWN, LIST = "data/", "known/", "list/"


class Kind(StrEnum):
    """Why a file has another version."""

    OPENED = "opened"  # its report was entered
    FOUND = "found"  # it was there when its history began to be kept
    LISTED = "listed"  # it came on one more list
    CHANGED = "changed"  # a change of what the household said was confirmed
    CARD = "card"  # money that came back goes to another card
    NOTED = "noted"  # an officer found something out that a rule asks for
    OFFICER = "officer"  # it has another case officer, or none
    UNIT = "unit"  # it belongs to another unit
    JOINED = "joined"  # two files of one household became this one, or this one leads to the other
    HEAD = "head"  # somebody else heads it, or its head has an account now
    RECHECKED = "rechecked"  # the household said in the yearly re-check how things stand
    RESTS = "rests"  # the yearly re-check was not answered
    BACK = "back"  # it rests no longer
    CLOSED = "closed"  # it has ended
    REOPENED = "reopened"  # the household has reported again

    @property
    def said(self) -> Text:
        """What happened, for people."""
        return Text(_SAID[self])


_SAID = {
    Kind.OPENED: N_("The file was opened"),
    Kind.FOUND: N_("Here the history of the file begins; what is older stands in its cases"),
    Kind.LISTED: N_("The household came on a list"),
    Kind.CHANGED: N_("What stands in the file was changed"),
    Kind.CARD: N_("The money goes to another card"),
    Kind.NOTED: N_("An officer wrote down what they found"),
    Kind.OFFICER: N_("The household has another case officer"),
    Kind.UNIT: N_("The file belongs to another unit"),
    Kind.JOINED: N_("Two files of the household became one"),
    Kind.HEAD: N_("The file has another head"),
    Kind.RECHECKED: N_("The yearly re-check was answered"),
    Kind.RESTS: N_("The file rests: the yearly re-check was not answered"),
    Kind.BACK: N_("The file is open again"),
    Kind.CLOSED: N_("The file was closed"),
    Kind.REOPENED: N_("The file was opened again"),
}


class Closed(StrEnum):
    """Why a file has ended. Whatever it is: a household that reports again gets the same file back."""

    BETTER = "better"  # out of difficulty
    MOVED_AWAY = "moved_away"
    RETIRED = "retired"
    DEATH = "death"  # nobody is left who could head it

    @property
    def said(self) -> Sayable:
        """Why, as it stands in the history."""
        return _CLOSED[self]

    @property
    def told(self) -> Sayable | None:
        """What the family reads beside the number of the file; None where nobody is written to."""
        return _CLOSED_TOLD.get(self)


FOR_WORKERS = frozenset({Closed.MOVED_AWAY, Closed.RETIRED})  # what the family itself may ask for
_CLOSED = {
    Closed.BETTER: say(N_("The file was closed: the household is out of difficulty")),
    Closed.MOVED_AWAY: say(N_("The file was closed: the household has moved away")),
    Closed.RETIRED: say(N_("The file was closed: its worker has retired")),
    Closed.DEATH: say(N_("The file was closed after a death")),
}
_CLOSED_TOLD = {
    Closed.MOVED_AWAY: say(
        N_("You have moved away, so another union is near you now. We wish you all the best there.")
    ),
    Closed.RETIRED: say(N_("You have retired. Thank you for all the years, and all the best for those that come.")),
}


def difference(before: Standing, after: Standing) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what was and what is, as far as they differ; a key that one of them lacks was, or is, not there."""
    old = {key: value for key, value in before.items() if key not in after or after[key] != value}
    return old, {key: value for key, value in after.items() if key not in before or before[key] != value}


def replayed(versions: Iterable[tuple[Standing, Standing]]) -> dict[str, Any]:
    """Return what stands in a file after these versions (old and new of each), the oldest first."""
    stands: dict[str, Any] = {}
    for old, new in versions:
        stands = {key: value for key, value in stands.items() if key not in old} | dict(new)
    return stands
