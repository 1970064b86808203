"""The public notice: it stands for working days and ends by itself, unless somebody objects."""

from __future__ import annotations

from collections.abc import Iterator

from domain.platform.text import N_, Text, say
from domain.procedure.state import Verdict
from domain.procedure.steps.kind import Actor, Kind
from domain.units.steps import Step, StepKind


class Notice(Kind):
    """Nobody decides it; an objection that is right gives the case back, or refuses it."""

    key = StepKind.NOTICE
    name = N_("public notice")
    coming = N_("Now comes the public notice, with your surname, unit, class and programme only.")
    actor = Actor.TIME
    verdicts = frozenset[Verdict]()
    is_posted = True

    def problems(self, step: Step) -> Iterator[Text]:
        """It says for how long it stands."""
        if not step.working_days:
            yield say(N_("a notice must say for how many working_days it is posted"))


KIND = Notice()
