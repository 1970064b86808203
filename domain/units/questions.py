"""What administrators are asked about a new unit."""

from __future__ import annotations

from collections.abc import Sequence

from domain.forms import ChoiceAnswer, Form, Option, Question, TextAnswer
from domain.platform.text import N_, say


def unit_form(levels: Sequence[Option]) -> Form:
    """Ask for a new unit. Answers: `name`, `level`."""
    return Form(
        key="unit",
        title=say(N_("New unit")),
        questions=(
            Question(
                key="name",
                prompt=say(N_("What is the unit called?")),
                answer=TextAnswer(least=2, most=80),
                help=say(N_("The name by which workers look for it.")),
                label=say(N_("Name")),
            ),
            Question(
                key="level",
                prompt=say(N_("Which level is it?")),
                answer=ChoiceAnswer(tuple(levels)),
                help=say(N_("The centre has stations below it, a station has points.")),
                label=say(N_("Level")),
            ),
        ),
        summary=False,
    )
