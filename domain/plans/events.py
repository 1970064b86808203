"""What happens in a plan that rooms above act on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeasureAdded:
    """An officer put a measure into the plan of a household."""

    household_id: int
