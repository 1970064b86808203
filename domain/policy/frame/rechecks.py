"""The yearly re-check of the files, as a union writes it into its policy file."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.platform.fields import Unfit, YearlyDay
from domain.platform.text import N_, say
from domain.policy.options import Frozen, Key


class FreshPaper(Frozen):
    """A paper that runs out: one that is older than so many months is asked for again."""

    paper: Key
    months: Annotated[int, Field(ge=1, le=120)]


class Recheck(Frozen):
    """Once a year every household on a list says whether its file is still right.

    Calendar days from the opening; `lists` empty: all of them. Files that are not older than `spare_months` are left
    out. With `suspends` the file of who has not answered rests until they do.
    """

    opens: YearlyDay
    days: Annotated[int, Field(ge=7, le=180)] = 45
    remind_after_days: Annotated[tuple[Annotated[int, Field(ge=1, le=179)], ...], Field(min_length=1)] = (15, 30, 40)
    lists: tuple[Key, ...] = ()
    spare_months: Annotated[int, Field(ge=0, le=24)] = 3
    suspends: bool = True
    papers: tuple[FreshPaper, ...] = ()

    @model_validator(mode="after")
    def _reminds_before_the_end(self) -> Self:
        days = self.remind_after_days
        if list(days) != sorted(set(days)) or days[-1] >= self.days:
            raise Unfit(say(N_("reminders are days one after the other, before the last one")))
        return self
