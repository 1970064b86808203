"""How much a programme gives, as a policy file says it: one form of a few, and what limits it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.platform.fields import Fen, LocalText, Unfit
from domain.platform.text import N_, say
from domain.policy.caps import Month
from domain.policy.conditions import ShortRule
from domain.policy.options import Frozen, Key

Some = Annotated[Fen, Field(gt=0)]
FORMS = ("pays", "each", "share", "bands", "dibao_months", "upto", "goods", "table")


class Per(StrEnum):
    """What an amount is counted by."""

    HOUSEHOLD = "household"
    HEAD = "head"  # everybody who lives together, the worker included
    WORKER = "worker"  # whoever applies


class Rounding(StrEnum):
    """How a sum that is no whole number is rounded: to a fen, or to a yuan."""

    FEN = "half_up_to_fen"
    YUAN = "half_up_to_yuan"
    DOWN = "down_to_yuan"


class End(StrEnum):
    """Which of its two ends belongs to a band."""

    UPPER = "upper"
    LOWER = "lower"


class AmountBand(Frozen):
    """From one sum to another (fen; none: without end) it `pays` so much."""

    above: Fen = 0
    upto: Fen | None = None
    pays: Some


class AmountForm(Frozen):
    """One form of an amount; money in fen. A share and bands look at the money fact `of`.

    `share` is a percentage; `floor` and `cap` are the least and the most it comes to. `upto` is the most that whoever
    approves may choose. `goods` are named, and their `value` is what they are worth: no money is paid.
    """

    pays: Some | None = None
    each: Some | None = None
    share: Annotated[Decimal, Field(gt=0, le=100)] | None = None
    bands: tuple[AmountBand, ...] = ()
    dibao_months: Annotated[Decimal, Field(gt=0, le=600)] | None = None
    upto: Some | None = None
    goods: Annotated[tuple[LocalText, ...], Field(max_length=20)] = ()
    value: Some | None = None
    per: Per = Per.HOUSEHOLD
    of: Key | None = None
    end: End | None = None
    floor: Some | None = None
    cap: Some | None = None

    @property
    def form(self) -> str:
        """The name of the one form it has."""
        return next(name for name in FORMS if getattr(self, name, None))

    @model_validator(mode="after")
    def _has_one_form(self) -> Self:
        if sum(bool(getattr(self, name, None)) for name in FORMS) != 1:
            raise Unfit(say(N_("an amount has exactly one of {forms}"), forms=", ".join(FORMS)))
        if (self.share or self.bands) and self.of is None:
            raise Unfit(say(N_("a share and bands say of what money they are ({key})"), key="of"))
        if self.bands and self.end is None:
            raise Unfit(say(N_("bands say which end belongs to the band ({key})"), key="end = upper | lower"))
        if bool(self.goods) != (self.value is not None):
            raise Unfit(say(N_("goods have names and a value ({keys})"), keys="goods, value"))
        if self.floor and self.cap and self.floor > self.cap:
            raise Unfit(say(N_("the least is above the most")))
        return self

    @model_validator(mode="after")
    def _bands_join(self) -> Self:
        for before, after in zip(self.bands, self.bands[1:], strict=False):
            if before.upto is None or before.upto != after.above:
                raise Unfit(say(N_("between the bands there is a gap, or two of them overlap")))
        for band in self.bands:
            if band.upto is not None and band.upto <= band.above:
                raise Unfit(say(N_("a band ends before it begins")))
        return self


class AmountRow(AmountForm):
    """A row of a table: the first one whose condition holds is taken; one without a condition fits everybody."""

    when: ShortRule | None = None


class ChosenBy(StrEnum):
    """Who chooses the sum, within what the form of the amount comes to."""

    APPROVAL = "approval"
    MEETING = "meeting"  # as the step says with `sum`


class Amount(AmountForm):
    """What a programme gives, at once or each `month`. Of what is `chosen_by` somebody the form is the most, `least`
    (fen) the least of it."""

    table: tuple[AmountRow, ...] = ()
    month: Month | None = None
    round: Rounding = Rounding.FEN
    chosen_by: ChosenBy | None = None
    least: Annotated[Some | None, Field(alias="from")] = None

    @property
    def rows(self) -> Iterator[AmountForm]:
        """Every form that may decide."""
        yield from self.table or (self,)

    @property
    def is_goods(self) -> bool:
        """Whether goods are given, and no money."""
        return any(row.goods for row in self.rows)

    @model_validator(mode="after")
    def _is_one_sort(self) -> Self:
        if self.is_goods and (self.chosen_by or not all(row.goods for row in self.rows)):
            raise Unfit(say(N_("goods do not go together with money in one amount")))
        return self

    @model_validator(mode="after")
    def _is_monthly_money(self) -> Self:
        if self.month is not None and (self.is_goods or self.chosen_by):
            raise Unfit(say(N_("so much a month is money whose sum the rules say: neither goods nor chosen")))
        return self

    @model_validator(mode="after")
    def _is_chosen_within(self) -> Self:
        most = [one for row in self.rows for one in (row.upto, row.cap, row.pays) if one]
        if self.chosen_by is None and (self.least or any(row.upto for row in self.rows)):
            raise Unfit(say(N_("a sum between two limits says who chooses it ({key})"), key="chosen_by"))
        if self.chosen_by and self.least is None and any(row.upto for row in self.rows):
            raise Unfit(say(N_("a sum that is chosen has a least and a most ({keys})"), keys="from, upto"))
        if self.least and any(self.least > one for one in most):
            raise Unfit(say(N_("the least is above the most")))
        return self
