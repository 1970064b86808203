"""What administrators are asked about a new unit, and about the names of one."""

from __future__ import annotations

from collections.abc import Sequence

from domain.forms import ChoiceAnswer, Form, Option, Question, TextAnswer
from domain.platform.text import N_, say

_NAME = Question(
    key="name",
    prompt=say(N_("What is the unit called?")),
    answer=TextAnswer(least=2, most=80),
    help=say(N_("The name by which workers look for it.")),
    label=say(N_("Usual name")),
)
_OTHER_NAMES = (
    Question(
        key="name_zh_hant",
        prompt=say(N_("What is it called in traditional Chinese?")),
        answer=TextAnswer(least=2, most=80),
        help=say(N_("Whoever reads traditional Chinese sees this name. Without one they see the other.")),
        label=say(N_("In traditional Chinese")),
        optional=True,
    ),
    Question(
        key="name_en",
        prompt=say(N_("What is it called in English?")),
        answer=TextAnswer(least=2, most=80),
        help=say(N_("Whoever reads English sees this name. Without one they see the Chinese one.")),
        label=say(N_("In English")),
        optional=True,
    ),
)


def unit_form(levels: Sequence[Option]) -> Form:
    """Ask for a new unit. Answers: `name`, `level`."""
    return Form(
        key="unit",
        title=say(N_("New unit")),
        questions=(
            _NAME,
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


def names_form() -> Form:
    """Ask for the names of a unit. Answers: `name`, `name_zh_hant` and `name_en` (None: it has none of its own)."""
    return Form(key="unit_names", title=say(N_("Names of a unit")), questions=(_NAME, *_OTHER_NAMES))
