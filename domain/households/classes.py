"""The classes of hardship a household can be in: which there are and how they are called, the policy says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from domain.platform.text import N_, Local, Sayable, Text


@dataclass(frozen=True, slots=True)
class HouseholdClass:
    """A class of a household (DOMAIN section 2), known by its key; NONE is above every line.

    `label` is its name for people, `heading` the same where it begins a line.
    """

    value: str
    label: Sayable = field(compare=False)
    heading: Sayable = field(compare=False)

    DEEP: ClassVar[HouseholdClass]
    RELATIVE: ClassVar[HouseholdClass]
    ACCIDENT: ClassVar[HouseholdClass]
    NONE: ClassVar[HouseholdClass]

    @property
    def gets_file(self) -> bool:
        """Whether the class alone would open a hardship file."""
        return self.value != NO_CLASS


NO_CLASS = "none"
HouseholdClass.DEEP = HouseholdClass("deep", Text(N_("deep hardship")), Text(N_("Deep hardship")))
HouseholdClass.RELATIVE = HouseholdClass("relative", Text(N_("relative hardship")), Text(N_("Relative hardship")))
HouseholdClass.ACCIDENT = HouseholdClass(
    "accident",
    Text(N_("hardship caused by an accident or sudden event")),
    Text(N_("Hardship caused by an accident or sudden event")),
)
HouseholdClass.NONE = HouseholdClass(
    NO_CLASS, Text(N_("in none of the classes of hardship")), Text(N_("In none of the classes of hardship"))
)
USUAL: Mapping[str, HouseholdClass] = {
    one.value: one
    for one in (HouseholdClass.DEEP, HouseholdClass.RELATIVE, HouseholdClass.ACCIDENT, HouseholdClass.NONE)
}


def class_named(key: str, title: Local | None = None) -> HouseholdClass:
    """Return the class with this key, under the title of a policy if it has one there; an empty key is NONE."""
    if title is not None:
        return HouseholdClass(key, title, title)
    return USUAL.get(key or NO_CLASS) or HouseholdClass(key, Text(key), Text(key))
