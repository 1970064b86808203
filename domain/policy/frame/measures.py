"""The plan of a household (一户一策), as a union writes it into its policy file: goals, and measures for each cause."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.platform.fields import LocalText
from domain.platform.text import N_, Sayable, say
from domain.policy.options import Frozen, Key, Option
from domain.policy.waits import Patience


class How(StrEnum):
    """How a measure is done, and so what ticks it off."""

    HAND = "hand"  # by the officer, with a word
    VISIT = "visit"  # the next visit to the household
    CASE = "case"  # help of a programme that was given
    OFFER = "offer"  # a job was found, a course or fair visited
    SEASON = "season"  # the checklist of a season is done


OFFERS = ("vacancy", "training", "fair")  # the sorts of offers


class Doer(StrEnum):
    """Who is responsible."""

    OFFICER = "officer"
    WORKER = "worker"
    LEADER = "leader"

    @property
    def said(self) -> Sayable:
        """The same, for people."""
        return _DOERS[self]


_DOERS = {
    Doer.OFFICER: say(N_("the case officer")),
    Doer.WORKER: say(N_("the household")),
    Doer.LEADER: say(N_("the leaders of the union")),
}


class MeasureRule(Frozen):
    """A measure that plans are made of: for households with one of the `causes` (none: with any), who does it within
    so many days, and how. `of` is the programme, the season or the sort of offer that ticks it off; an offer's may be
    left out: any."""

    key: Key
    text: LocalText
    causes: tuple[Key, ...] = ()
    days: Annotated[int, Field(ge=1, le=730)] = 90
    who: Doer = Doer.OFFICER
    how: How = How.HAND
    of: str = ""


class Plans(Frozen):
    """The goals to choose from, the measures, and how long a plan waits: for its worker's word (`agree`), and a measure
    that is `late` before it goes one level up. A new plan begins with `most` measures."""

    goals: tuple[Option, ...] = ()
    measures: Annotated[tuple[MeasureRule, ...], Field(alias="measure")] = ()
    most: Annotated[int, Field(ge=1, le=12)] = 6
    agree: Patience = Patience(remind_after_days=(3, 7), ends_after_days=14)
    late: Patience = Patience(remind_after_days=(1,), ends_after_days=7)

    def fitting(self, causes: frozenset[str]) -> tuple[MeasureRule, ...]:
        """Return the measures for these causes, those of the causes first."""
        of_cause = tuple(one for one in self.measures if causes & {*one.causes})
        return (*of_cause, *(one for one in self.measures if not one.causes))

    def measure(self, key: str) -> MeasureRule | None:
        """Return a measure by its key; None for one that is no longer there."""
        return next((one for one in self.measures if one.key == key), None)

    def goal(self, key: str) -> Option | None:
        """Return a goal by its key; None for one that is no longer there."""
        return next((one for one in self.goals if one.key == key), None)
