"""The part of a policy that says who is in hardship: lines, accident rule, exclusions, bars."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.households.classes import NO_CLASS, USUAL, HouseholdClass, class_named
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
    """Dibao per head and month; and, where the file lists no classes, the lines of the usual three and their order."""

    dibao_month: Annotated[Fen, Field(gt=0)]
    class_order: tuple[str, ...] = ()
    deep: Line | None = None
    relative: Line | None = None

    @model_validator(mode="after")
    def _order_is_whole(self) -> Self:
        if not self.class_order:
            return self
        wanted = {EXCLUSION, *USUAL}
        if len(self.class_order) != len(wanted) or {*self.class_order} != wanted:
            raise Unfit(say(N_("class_order must name exclusion, deep, relative, accident and none, each once")))
        if self.class_order[0] != EXCLUSION or self.class_order[-1] != NO_CLASS:
            raise Unfit(say(N_("class_order must begin with exclusion and end with none")))
        if self.deep and self.relative and self.deep.factor > self.relative.factor:
            raise Unfit(say(N_("the line of deep hardship lies above the line of relative hardship")))
        return self


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
    """The stacking rule of each of the usual three classes."""

    deep: Stacking
    relative: Stacking
    accident: Stacking


class ClassRule(Frozen):
    """A class of hardship as a file lists it: up to a line of income, or (`accident`) by a sudden event.

    Classes are tried in the order of the file. A key of the usual ones needs no title.
    """

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
    title: LocalText | None = None
    line: Line | None = None
    accident: bool = False
    stacking: Stacking = Stacking.ONE_GRANT

    @property
    def household_class(self) -> HouseholdClass:
        """The class, for people."""
        return class_named(self.key, self.title)

    @model_validator(mode="after")
    def _has_one_test(self) -> Self:
        if (self.line is None) is not self.accident:
            raise Unfit(say(N_("a class has a line, or it is the one by accident ({what})"), what="accident = true"))
        if self.key in (NO_CLASS, EXCLUSION):
            raise Unfit(say(N_("{key} is the name of no class"), key=self.key))
        if self.title is None and self.key not in USUAL:
            raise Unfit(say(N_("the class {key} needs a title"), key=self.key))
        return self


def usual_classes(lines: Lines, stacking: StackingRules | None) -> tuple[ClassRule, ...]:
    """Return the classes of a file that lists none, by [lines] and [stacking]; raises Unfit where these are missing."""
    if stacking is None or lines.deep is None or lines.relative is None or not lines.class_order:
        source = N_("the classes are missing: list them ({list}), or give {lines} and {stacking}")
        order = "[lines] class_order, deep, relative"
        raise Unfit(say(source, list="[[class]]", lines=order, stacking="[stacking]"))
    tests: Mapping[str, Mapping[str, object]] = {
        "deep": {"line": lines.deep, "stacking": stacking.deep},
        "relative": {"line": lines.relative, "stacking": stacking.relative},
        "accident": {"accident": True, "stacking": stacking.accident},
    }
    return tuple(ClassRule.model_validate({"key": key, **tests[key]}) for key in lines.class_order if key in tests)
