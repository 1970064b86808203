"""The form of a heat warning: how hot it gets, and where."""

from __future__ import annotations

from domain.forms import ChoiceAnswer, Form, LookupAnswer, NumberAnswer, Option, Question, answered
from domain.platform.text import N_, say

EVERYWHERE, ONE_UNIT = "all", "unit"


def heat_form() -> Form:
    """Ask for a heat warning. Answers: `degrees` (Celsius), `area` (all | unit), `unit` {"id", "label"} for one."""
    return Form(
        key="heat",
        title=say(N_("Heat warning")),
        questions=(_DEGREES, _AREA, _UNIT),
        declaration=say(N_("This is the official forecast. Send the warning now.")),
        summary=False,
    )


_DEGREES = Question(
    key="degrees",
    prompt=say(N_("How hot does it get today? Please give the highest temperature of the forecast.")),
    answer=NumberAnswer(least=20, most=60, usual=(30, 45)),
    help=say(N_("Whole degrees Celsius, as the weather service announces them. The policy says what is advised.")),
    label=say(N_("Degrees Celsius")),
)

_AREA = Question(
    key="area",
    prompt=say(N_("Which units?")),
    answer=ChoiceAnswer(
        (
            Option(EVERYWHERE, say(N_("The whole union"))),
            Option(ONE_UNIT, say(N_("One unit and all below it"))),
        )
    ),
    help=say(
        N_("Those who work outdoors or in the heat are warned, and their case officers are asked to check on them.")
    ),
    label=say(N_("Area")),
)

_UNIT = Question(
    key="unit",
    prompt=say(N_("Which unit? Type a part of its name.")),
    answer=LookupAnswer("unit"),
    help=say(N_("The unit itself and all units below it are warned.")),
    label=say(N_("Unit")),
    ask_if=answered("area", ONE_UNIT),
    hint=say(N_("For example two or three characters of the name.")),
)
