"""The classes of hardship a household can be in, and their names."""

from __future__ import annotations

from enum import StrEnum

from domain.platform.text import N_, Text


class HouseholdClass(StrEnum):
    """Class of a household (DOMAIN section 2); NONE is above every line."""

    DEEP = "deep"
    RELATIVE = "relative"
    ACCIDENT = "accident"
    NONE = "none"

    @property
    def label(self) -> Text:
        """The name of the class, for people."""
        return Text(_LABELS[self])

    @property
    def heading(self) -> Text:
        """The name of the class where it begins a line."""
        return Text(_HEADINGS[self])

    @property
    def gets_file(self) -> bool:
        """Whether the class alone would open a hardship file."""
        return self is not HouseholdClass.NONE


_LABELS = {
    HouseholdClass.DEEP: N_("deep hardship"),
    HouseholdClass.RELATIVE: N_("relative hardship"),
    HouseholdClass.ACCIDENT: N_("hardship caused by an accident or sudden event"),
    HouseholdClass.NONE: N_("in none of the classes of hardship"),
}
_HEADINGS = {
    HouseholdClass.DEEP: N_("Deep hardship"),
    HouseholdClass.RELATIVE: N_("Relative hardship"),
    HouseholdClass.ACCIDENT: N_("Hardship caused by an accident or sudden event"),
    HouseholdClass.NONE: N_("In none of the classes of hardship"),
}
