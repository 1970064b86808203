"""How far a plan is, what it looks like, and what may not be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.platform.text import N_, Arg, Refusal, Sayable, Text
from domain.policy.frame.measures import Doer

LATER_DAYS = 30
MOST_MEASURES = 12


class PlanState(StrEnum):
    """How far a plan is."""

    DRAFT = "draft"  # its officer makes or changes it
    PROPOSED = "proposed"  # it waits for the worker's word
    AGREED = "agreed"
    ENDED = "ended"  # with the file

    @property
    def said(self) -> Text:
        """The same, for people."""
        return Text(_SAID[self])


_SAID = {
    PlanState.DRAFT: N_("being made, the worker has not seen it yet"),
    PlanState.PROPOSED: N_("waits for the worker's word"),
    PlanState.AGREED: N_("agreed with the worker"),
    PlanState.ENDED: N_("ended with the file"),
}


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure as people read it; `until` is the day by which it is to be done."""

    measure_id: int
    text: Sayable
    who: Doer
    until: date
    done_on: date | None
    note: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as people read it. `wish` is what the worker wishes otherwise; `causes` are those of the file."""

    plan_id: int
    household_id: int
    number: str
    name: Arg
    version: int
    state: PlanState
    goal: Sayable | str
    causes: tuple[Sayable | str, ...]
    measures: tuple[MeasureView, ...]
    made_on: date
    agreed_on: date | None
    wish: str = ""

    @property
    def done(self) -> int:
        """How many measures are done."""
        return sum(one.done_on is not None for one in self.measures)


class PlanChanged(Refusal):
    """The plan is not what the worker read."""

    text = N_("The plan has changed since you read it. Please look at it once more: /plan")


class NothingPlanned(Refusal):
    """A plan without measures is none."""

    text = N_("There is no open measure in this plan yet. Please add one first, then show it to the worker.")


class PlanFull(Refusal):
    """So many measures are no plan."""

    text = N_("This plan has {count} measures already. Please finish or take out one before you add another.")


class MeasureOver(Refusal):
    """It is done already, or taken out."""

    text = N_("This measure is done or taken out already. Nothing was changed.")
