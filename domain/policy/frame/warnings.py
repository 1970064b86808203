"""Early warnings, as a union writes them into its policy file: which signs it looks for, and who hears of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.policy.options import Frozen, Key
from domain.policy.waits import Patience
from domain.units.steps import Level


class Sign(StrEnum):
    """What may be the first sign of trouble."""

    EDGE = "edge"  # a household is a little above the line
    ILLNESS = "illness"  # somebody has fallen seriously ill
    LAY_OFF = "lay_off"  # somebody has lost their work
    ARREARS = "arrears"  # repayments of a loan stay away, or wages are owed
    NO_VISIT = "no_visit"  # nobody has visited in time
    REFUSED = "refused"  # applications were refused
    WORDS = "words"  # what somebody said in free words
    SURVEY = "survey"  # a yes to a survey of everybody


class WarningRule(Frozen):
    """One sign that is looked for: at which level its warning begins, and how long each level has to answer.

    `within` is of an edge household, per cent above the highest line; `late_days` of a visit, days after it was due;
    `count` of refused applications, within a year; `leads` name free words (`[[lead]]`) that are this sign; `choices`
    are answers about somebody that are one when they are new: of an illness, those of the list `health`, of a lay-off,
    those of `work_status`.
    """

    key: Sign
    first: Level = Level.POINT
    wait: Patience = Patience(remind_after_days=(1,), ends_after_days=3)
    within: Annotated[int, Field(ge=1, le=200)] = 20
    late_days: Annotated[int, Field(ge=1, le=365)] = 30
    count: Annotated[int, Field(ge=1, le=20)] = 2
    leads: tuple[Key, ...] = ()
    choices: tuple[Key, ...] = ()

    def is_near(self, net: int, line: int) -> bool:
        """Say whether a net income lies above the line, and by no more than so much (both in fen)."""
        return line < net <= line * (100 + self.within) // 100


CHOICES = {Sign.ILLNESS: "health", Sign.LAY_OFF: "work_status"}  # the list that `choices` of a sign are of
