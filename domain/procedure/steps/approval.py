"""The approval: the centre, or whom the sum asks for, says yes or no."""

from __future__ import annotations

from domain.platform.text import N_
from domain.procedure.steps.kind import Kind
from domain.units.steps import StepKind


class Approval(Kind):
    """It comes after the public notice."""

    key = StepKind.APPROVAL
    name = N_("approval")
    prompt = N_("Please approve it, or say why not.")
    coming = N_("Now the assistance centre decides.")
    follows = StepKind.NOTICE
    is_duty = is_listed = asks_aid = needs_people = grants = True


KIND = Approval()
