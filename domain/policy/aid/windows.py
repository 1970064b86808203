"""The yearly window of a programme: from when to when it can be asked for, and who has to be sooner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.platform.fields import LocalText, MonthDay, Unfit, YearlyDay
from domain.platform.predicates import Facts, evaluate
from domain.platform.text import N_, Sayable, say
from domain.policy.conditions import ShortRule
from domain.policy.options import Frozen
from domain.policy.programmes import ProgrammeState, WindowState

Ground = tuple[Facts, Sequence[Facts], Facts | None]  # of the household, its people, and the one whom it is for


class ClosingDay(Frozen):
    """The last day for those of whom `when` holds, who are called by the `title`; the last of several has none and is
    for everybody else."""

    title: LocalText
    on: YearlyDay
    when: ShortRule | None = None


class AidWindow(Frozen):
    """A yearly window, both days included; it may reach over the turn of the year (1 December to 28 February).

    It `closes` on one day, or on one of several `closing` days, of which the first counts whose condition holds.
    """

    opens: YearlyDay
    closes: YearlyDay | None = None
    closing: Annotated[tuple[ClosingDay, ...], Field(max_length=20)] = ()

    @model_validator(mode="after")
    def _closes_once(self) -> Self:
        if (self.closes is None) is not bool(self.closing):
            raise Unfit(say(N_("a window has exactly one of {names}"), names="closes, closing"))
        if any((one.when is None) is not (one is self.closing[-1]) for one in self.closing):
            raise Unfit(say(N_("the last of the closing days, and no other, is for everybody else: without {when}"),
                            when="when"))  # fmt: skip
        if len({one.on < self.opens for one in self.closing}) > 1:
            raise Unfit(say(N_("some of the closing days lie before the opening, and some after it")))
        return self

    @property
    def days(self) -> Mapping[MonthDay, Sayable | None]:
        """The days on which it closes, and for whom where there are several."""
        return {self.closes: None} if self.closes else {one.on: one.title for one in self.closing}

    def day_for(self, ground: Ground | None) -> MonthDay:
        """Return the closing day for somebody; of whom nothing is known yet, the last of them."""
        if self.closes is not None:
            return self.closes
        if ground is None:
            return max((one.on for one in self.closing), key=lambda day: (day < self.opens, day))
        return next(one.on for one in self.closing if one.when is None or evaluate(one.when.condition, *ground).holds)

    def others_after(self, today: date, ground: Ground) -> tuple[ClosingDay, tuple[ClosingDay, ...]] | None:
        """Return for whom it is closed on a day, and who can still apply; None where it is the same for all."""
        mine = self.day_for(ground)
        still = tuple(one for one in self.closing if self._on(today, one.on).is_open)
        if not still or any(one.on == mine for one in still):
            return None
        return next(one for one in self.closing if one.on == mine), still

    def state(self, today: date, ground: Ground | None = None) -> ProgrammeState:
        """Return where `today` lies; a closed window gives the days of the next one."""
        return self._on(today, self.day_for(ground))

    def _on(self, today: date, last: MonthDay) -> ProgrammeState:
        over = last < self.opens
        for year in (today.year - 1, today.year, today.year + 1):
            opens, closes = self.opens.in_year(year), last.in_year(year + over)
            if today <= closes:
                return ProgrammeState(_state(today, opens, self.opens.in_year(today.year)), opens, closes)
        raise AssertionError("next year's window is not over")


def _state(today: date, opens: date, opened_this_year: date) -> WindowState:
    if today >= opens:
        return WindowState.OPEN
    return WindowState.OPENS_LATER if opens == opened_this_year else WindowState.CLOSED
