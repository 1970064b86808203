"""The buttons under the plan of a household."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.platform.buttons import Button


class PlanAct(StrEnum):
    """What an officer does with a plan."""

    SEND = "s"
    GOALS = "g"
    ADD = "a"
    WRITE = "w"
    PICTURE = "p"


class MeasureAct(StrEnum):
    """What an officer does with a measure."""

    DONE = "d"
    LATER = "l"
    REMOVE = "r"


@dataclass(frozen=True)
class OpenPlan(Button, code="pl"):
    """The plan of a household, as its officers see it."""

    household_id: int


@dataclass(frozen=True)
class MakePlan(Button, code="pm"):
    """An officer makes one from the measures for the household's causes."""

    household_id: int


@dataclass(frozen=True)
class OnPlan(Button, code="pn"):
    """An officer does something with a plan."""

    plan_id: int
    act: PlanAct


@dataclass(frozen=True)
class SetGoal(Button, code="pu"):
    """An officer sets the goal, by its key in the policy."""

    plan_id: int
    goal: str


@dataclass(frozen=True)
class AddMeasure(Button, code="pr"):
    """An officer adds a measure of the policy, by its key."""

    plan_id: int
    measure: str


@dataclass(frozen=True)
class OpenMeasure(Button, code="px"):
    """One measure, as the officers see it."""

    measure_id: int


@dataclass(frozen=True)
class OnMeasure(Button, code="py"):
    """An officer does something with a measure."""

    measure_id: int
    act: MeasureAct


@dataclass(frozen=True)
class AgreeToPlan(Button, code="pz"):
    """The worker agrees to the plan as it was shown (`version`)."""

    plan_id: int
    version: int


@dataclass(frozen=True)
class WishOtherwise(Button, code="pw"):
    """The worker wishes something else."""

    plan_id: int


@dataclass(frozen=True)
class OwnPicture(Button, code="pq"):
    """The worker wants their plan as a picture."""
