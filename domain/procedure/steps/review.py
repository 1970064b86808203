"""The review: the station looks at what was handed in, after two officers have visited the home."""

from __future__ import annotations

from domain.platform.text import N_
from domain.procedure.grounds import Change
from domain.procedure.steps.kind import Kind, WaitsFor
from domain.units.steps import StepKind


class Review(Kind):
    """Whoever reviews may have visited; nothing that was decided before binds it, since it looks at all there is."""

    key = StepKind.REVIEW
    name = N_("review")
    prompt = N_("Please review it.")
    coming = N_("Your union now reviews it; two colleagues will visit you at home, which costs nothing.")
    is_duty = is_visited = asks_aid = True
    waits_for = WaitsFor.PAPERS

    def rests_on(self, change: Change) -> bool:
        """A review decides of what it finds."""
        return False


KIND = Review()
