"""What happens to a household that rooms above act on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit to a household was logged, once however often it was handed in."""

    household_id: int
    visit_id: int


@dataclass(frozen=True, slots=True)
class FileClosed:
    """A household's file has ended; what hangs on it ends with it."""

    household_id: int
