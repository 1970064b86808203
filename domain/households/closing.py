"""Why a household's file is closed, and how that reads."""

from __future__ import annotations

from enum import StrEnum

from domain.platform.text import N_, Sayable, say


class Closed(StrEnum):
    """Why a file has ended. Whatever it is: a household that reports again gets the same file back."""

    BETTER = "better"  # out of difficulty
    MOVED_AWAY = "moved_away"
    RETIRED = "retired"
    DEATH = "death"  # nobody is left who could head it

    @property
    def said(self) -> Sayable:
        """Why, as it stands in the history."""
        return _SAID[self]

    @property
    def told(self) -> Sayable | None:
        """What the family reads beside the number of the file; None where nobody is written to."""
        return _TOLD.get(self)


FOR_WORKERS = frozenset({Closed.MOVED_AWAY, Closed.RETIRED})  # what the family itself may ask for
_SAID = {
    Closed.BETTER: say(N_("The file was closed: the household is out of difficulty")),
    Closed.MOVED_AWAY: say(N_("The file was closed: the household has moved away")),
    Closed.RETIRED: say(N_("The file was closed: its worker has retired")),
    Closed.DEATH: say(N_("The file was closed after a death")),
}
_TOLD = {
    Closed.MOVED_AWAY: say(
        N_("You have moved away, so another union is near you now. We wish you all the best there.")
    ),
    Closed.RETIRED: say(N_("You have retired. Thank you for all the years, and all the best for those that come.")),
}
