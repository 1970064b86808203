"""The part of a policy that says who is in hardship: lines, accident rule, exclusions, bars."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.households.classes import HouseholdClass
from domain.platform.calendar import add_months
from domain.platform.fields import Fen, LocalText, Unfit
from domain.platform.predicates import Op
from domain.platform.text import N_, say
from domain.policy.conditions import Rule
from domain.policy.options import Frozen, Key

EXCLUSION = "exclusion"


class Line(Frozen):
    """A class reaches up to `factor` times dibao; `op` le counts the line itself in, lt leaves it out."""

    factor: Annotated[Decimal, Field(gt=0, le=100)]
    op: Op

    @model_validator(mode="after")
    def _compares_below(self) -> Self:
        if self.op not in (Op.LE, Op.LT):
            raise Unfit(say(N_("a line is compared with le (up to and including) or lt (below)")))
        return self


class Lines(Frozen):
    """Income lines per head and month, and the order in which classes are tried."""

    dibao_month: Annotated[Fen, Field(gt=0)]
    class_order: tuple[str, ...]
    deep: Line
    relative: Line

    @model_validator(mode="after")
    def _order_is_whole(self) -> Self:
        wanted = {EXCLUSION, *HouseholdClass}
        if len(self.class_order) != len(wanted) or {*self.class_order} != wanted:
            raise Unfit(say(N_("class_order must name exclusion, deep, relative, accident and none, each once")))
        if self.class_order[0] != EXCLUSION or self.class_order[-1] != HouseholdClass.NONE:
            raise Unfit(say(N_("class_order must begin with exclusion and end with none")))
        if self.deep.factor > self.relative.factor:
            raise Unfit(say(N_("the line of deep hardship lies above the line of relative hardship")))
        return self

    def limit(self, household_class: HouseholdClass) -> Fraction:
        """Return the line of `deep` or `relative` in fen per head and month, exactly."""
        return Fraction(self.line(household_class).factor) * self.dibao_month

    def line(self, household_class: HouseholdClass) -> Line:
        """Return the line of `deep` or `relative`."""
        return self.deep if household_class is HouseholdClass.DEEP else self.relative

    @property
    def classes(self) -> tuple[HouseholdClass, ...]:
        """The classes in the order they are tried, without exclusion."""
        return tuple(HouseholdClass(name) for name in self.class_order if name != EXCLUSION)


class AccidentRule(Frozen):
    """A loss after compensation above `percent` of a year's income, from one of these causes (Qingdao)."""

    percent: Annotated[Decimal, Field(gt=0, le=1_000)]
    op: Op = Op.GT
    causes: Annotated[tuple[Key, ...], Field(min_length=1)]


class Exclusion(Frozen):
    """A condition that shuts a household out before income is looked at, and what the worker is told."""

    key: Key
    when: Rule
    worker: LocalText


class BarEnd(Frozen):
    """The day a bar ends: so many months after a day the worker gave."""

    after: Annotated[str, Field(pattern="^contract_start$")]
    months: Annotated[int, Field(ge=1, le=600)]

    def day(self, start: date) -> date:
        """Return the first day without the bar."""
        return add_months(start, self.months)


class Bar(Frozen):
    """A condition that lets no file be opened until a day (migrant contract under 12 months)."""

    key: Key
    when: Rule
    until: BarEnd
    worker: LocalText


class ExtraPapers(Frozen):
    """Papers that are asked for when a condition holds."""

    when: Rule
    papers: Annotated[tuple[Key, ...], Field(min_length=1)]


class Stacking(StrEnum):
    """How many grants a class may take (DOMAIN section 3)."""

    RETEST = "retest"
    ONE_PROGRAMME = "one_programme_a_year"
    ONE_GRANT = "one_grant"


class StackingRules(Frozen):
    """The stacking rule of each class."""

    deep: Stacking
    relative: Stacking
    accident: Stacking

    def rule(self, household_class: HouseholdClass) -> Stacking:
        """Return the rule of a class; `none` takes the strictest."""
        if household_class is HouseholdClass.NONE:
            return Stacking.ONE_GRANT
        rule: Stacking = getattr(self, household_class.value)
        return rule
