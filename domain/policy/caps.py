"""What limits an amount, or how often there is one: at once, or over a calendar year."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

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
