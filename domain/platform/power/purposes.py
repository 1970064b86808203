"""What something that leaves the program is for: whoever takes it says so, and it stands in the trail."""

from __future__ import annotations

from enum import StrEnum

from domain.platform.text import N_, Text


class Purpose(StrEnum):
    """What an officer takes a paper or a list for."""

    ASK = "a"  # not said yet
    SIGNATURE = "s"
    HIGHER = "h"
    MEETING = "m"
    AUDIT = "u"
    ARCHIVE = "k"
    WORKER = "w"

    @property
    def label(self) -> Text:
        """The purpose, for people."""
        return Text(_LABELS[self])


_LABELS = {
    Purpose.ASK: N_("not said"),
    Purpose.SIGNATURE: N_("for signature and stamp"),
    Purpose.HIGHER: N_("report to the level above"),
    Purpose.MEETING: N_("for a meeting"),
    Purpose.AUDIT: N_("for an audit"),
    Purpose.ARCHIVE: N_("for the paper archive"),
    Purpose.WORKER: N_("for the worker"),
}
SAID = tuple(one for one in Purpose if one is not Purpose.ASK)
IN_TRAIL = "purpose:"


def kept(purpose: Purpose) -> str:
    """Return a purpose as it stands in the trail."""
    return f"{IN_TRAIL}{purpose.value}"


def purpose_in(detail: str) -> Purpose | None:
    """Return the purpose that stands in the trail; None where there is none."""
    return Purpose(detail.removeprefix(IN_TRAIL)) if detail.startswith(IN_TRAIL) else None
