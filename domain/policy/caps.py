"""What limits an amount, at once or over a calendar year, and how it is given: at once, or so much a month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.platform.calendar import add_months, age_on
from domain.platform.fields import Fen, Unfit
from domain.platform.text import N_, say
from domain.policy.options import Frozen, Key


class CapPer(StrEnum):
    """Over what a cap counts."""

    CASE = "case"
    YEAR = "household_year"
    PERSON_YEAR = "person_year"  # of the one whom the case is about


class Cap(Frozen):
    """The most (fen, or so many months of dibao) that is given at once, or to a household or person in a calendar year;
    or how many `times` a year.

    A cap over a year counts together `with` other programmes.
    """

    most: Annotated[Fen, Field(gt=0)] | None = None
    dibao_months: Annotated[Decimal, Field(gt=0, le=600)] | None = None
    times: Annotated[int, Field(ge=1, le=366)] | None = None
    per: CapPer = CapPer.CASE
    together: Annotated[tuple[Key, ...], Field(alias="with")] = ()

    @property
    def over_a_year(self) -> bool:
        """Whether what was given before in the year counts."""
        return self.per is not CapPer.CASE

    def fen(self, dibao_month: int) -> int | None:
        """Return the fen that it comes to; None where it limits no money."""
        return self.most if self.dibao_months is None else int(self.dibao_months * dibao_month)

    @model_validator(mode="after")
    def _limits_one_thing(self) -> Self:
        if sum(one is not None for one in (self.most, self.dibao_months, self.times)) != 1:
            raise Unfit(say(N_("a cap has exactly one of {names}"), names="most, dibao_months, times"))
        if self.times and not self.over_a_year:
            raise Unfit(say(N_("times are counted over a year ({names})"), names="household_year, person_year"))
        return self


A_YEAR = 12


class MonthEnd(StrEnum):
    """What ends it before its months are over."""

    CLASS_LOST = "class_lost"  # the household is in no class any more for which it is
    FILE_CLOSED = "file_closed"


class Month(Frozen):
    """The amount is given each month, from the month after it was asked for on, on a `day` of the month.

    It ends after `most` months, and with all that is said of: the last day `until`, the age at which the one it is for
    does not get it any more (`below_age`), the 31st of December of the year it was asked for in (`this_year`), and what
    `ends` it whenever it happens.
    """

    day: Annotated[int, Field(ge=1, le=28)] = 10
    most: Annotated[int, Field(ge=1, le=60)] = A_YEAR
    until: date | None = None
    below_age: Annotated[int, Field(ge=1, le=120)] | None = None
    this_year: bool = False
    ends: tuple[MonthEnd, ...] = ()

    def days(self, asked_on: date, born: date | None = None) -> tuple[date, ...]:
        """Return the day of every month that is given to somebody who was `born` then, none where it never begins."""
        return tuple(self._days(asked_on, born))

    def _days(self, asked_on: date, born: date | None) -> Iterator[date]:
        for day in days_of(asked_on, self.day, self.most):
            is_over = self.until is not None and day > self.until
            is_old = self.below_age is not None and born is not None and age_on(born, day) >= self.below_age
            if is_over or is_old or (self.this_year and day.year > asked_on.year):
                return
            yield day


def days_of(asked_on: date, day: int, count: int) -> tuple[date, ...]:
    """Return that day of each of so many months after the one in which something was asked for."""
    first = asked_on.replace(day=1)
    return tuple(add_months(first, number).replace(day=day) for number in range(1, count + 1))
