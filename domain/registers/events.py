"""What happens with registers, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HouseholdsTaken:
    """Files came from a register, some at once."""

    household_ids: tuple[int, ...]
