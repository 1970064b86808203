"""The tests of a class: the exact income of a household against the lines of a list, its loss by an accident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from domain.households.classes import HouseholdClass
from domain.households.household import Household
from domain.platform.predicates import Op, compare
from domain.policy.hardship import ClassRule, Line
from domain.policy.model import Policy


@dataclass(frozen=True, slots=True)
class LineTest:
    """The exact net income per head and month against one line, both in fen."""

    household_class: HouseholdClass
    factor: str
    op: Op
    net: Fraction
    limit: Fraction

    @property
    def met(self) -> bool:
        """Whether the household is within the line; the exact values are compared, never the rounded ones."""
        return compare(self.op, self.net, self.limit)


@dataclass(frozen=True, slots=True)
class AccidentTest:
    """The loss after compensation against `percent` of a year's income, both in fen; `cause` when a cause fits."""

    cause: bool
    loss: int
    income: int
    percent: Fraction
    op: Op

    @property
    def limit(self) -> Fraction:
        """The loss that must be passed, in fen."""
        return self.percent * self.income / 100

    @property
    def met(self) -> bool:
        """Whether it is hardship caused by an accident (Qingdao: over 80 %); no loss is none."""
        return self.cause and self.loss > 0 and compare(self.op, Fraction(self.loss), self.limit)


def rules_of(policy: Policy, key: str) -> tuple[ClassRule, ...]:
    """Return the rules of a list; none for one that a policy does not know."""
    named = key or policy.lists[0].key
    return next((one.classes for one in policy.lists if one.key == named), ())


def line_tests(policy: Policy, rules: Sequence[ClassRule], net: Fraction) -> tuple[LineTest, ...]:
    return tuple(line_test(policy, rule, rule.line, net) for rule in rules if rule.line)


def class_on_each(policy: Policy, net: Fraction, accident: AccidentTest) -> dict[str, HouseholdClass]:
    """Return the class on each list behind the first."""
    return {one.key: class_by(one.classes, line_tests(policy, one.classes, net), accident) for one in policy.lists[1:]}


def line_test(policy: Policy, rule: ClassRule, line: Line, net: Fraction) -> LineTest:
    factor, limit = _worked_out(line.factor, policy.lines.dibao_month)
    return LineTest(rule.household_class, factor, line.op, net, limit)


@lru_cache
def _worked_out(factor: Decimal, dibao_month: int) -> tuple[str, Fraction]:
    """Return a factor as it is shown, and its line in fen; households by the thousand have the same."""
    return f"{factor.normalize():f}", Fraction(factor) * dibao_month


def accident_test(household: Household, policy: Policy) -> AccidentTest:
    rule = policy.accident
    cause = any(found in rule.causes for found in household.causes)
    return AccidentTest(cause, household.loss, household.annual_income, Fraction(rule.percent), rule.op)


def class_by(rules: Sequence[ClassRule], tests: tuple[LineTest, ...], accident: AccidentTest) -> HouseholdClass:
    """Return the first class in the order of its list whose test is met."""
    met = {test.household_class for test in tests if test.met}
    met |= {rule.household_class for rule in rules if rule.accident and accident.met}
    tried = (rule.household_class for rule in rules)
    return next((one for one in tried if one in met), HouseholdClass.NONE)
