"""Conditions over typed facts that can say which of their parts decided, with both values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from domain.platform.text import Local, Sayable, Text

FactValue = int | str | bool | date | None
Facts = Mapping[str, FactValue]


class FactKind(StrEnum):
    """What a fact is, hence what it may be compared with."""

    NUMBER = "number"
    MONEY = "money"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DAY = "day"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact's kind, its name for the officer, and for a choice the option list it is taken from.

    Of a `private` one nobody is told what was reported.
    """

    kind: FactKind
    label: str | Local | Text
    options: str = ""
    private: bool = False

    @property
    def said(self) -> Sayable:
        """The name of the fact, for people."""
        return Text(self.label) if isinstance(self.label, str) else self.label


class Op(StrEnum):
    """How a fact is compared."""

    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    IN = "in"
    NOT_IN = "not_in"
    IS_TRUE = "is_true"
    IS_FALSE = "is_false"

    @property
    def takes_value(self) -> bool:
        """Whether the comparison needs something to compare with."""
        return self not in (Op.IS_TRUE, Op.IS_FALSE)

    @property
    def takes_many(self) -> bool:
        """Whether it compares with a list."""
        return self in (Op.IN, Op.NOT_IN)

    @property
    def orders(self) -> bool:
        """Whether it needs values that have an order."""
        return self in (Op.LT, Op.LE, Op.GT, Op.GE)


_COMPARE: Mapping[Op, Callable[[Any, Any], bool]] = {
    Op.EQ: lambda actual, wanted: bool(actual == wanted),
    Op.NE: lambda actual, wanted: bool(actual != wanted),
    Op.LT: lambda actual, wanted: bool(actual < wanted),
    Op.LE: lambda actual, wanted: bool(actual <= wanted),
    Op.GT: lambda actual, wanted: bool(actual > wanted),
    Op.GE: lambda actual, wanted: bool(actual >= wanted),
    Op.IN: lambda actual, wanted: actual in wanted,
    Op.NOT_IN: lambda actual, wanted: actual not in wanted,
    Op.IS_TRUE: lambda actual, _: actual is True,
    Op.IS_FALSE: lambda actual, _: actual is False,
}


def compare(op: Op, actual: Any, wanted: Any) -> bool:
    """Apply one comparison to two values of one type."""
    return _COMPARE[op](actual, wanted)


@dataclass(frozen=True, slots=True)
class Compare:
    """One fact against one value (money in fen); `worker` is what the worker is told when it matters.

    `own` is the fact of a question that the policy file itself asks.
    """

    fact: str
    op: Op
    value: FactValue | tuple[FactValue, ...] = None
    worker: Local | None = None
    own: Fact | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part must hold; with no part it holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part must hold; with no part it does not."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class AnyMember:
    """The part must hold for at least one person of the household; it asks facts of that person."""

    part: Condition


@dataclass(frozen=True, slots=True)
class EveryMember:
    """The part must hold for each person of the household."""

    part: Condition


@dataclass(frozen=True, slots=True)
class It:
    """The part must hold for the one whom the case is about; where nobody is named yet it is not known."""

    part: Condition


Condition = Compare | AllOf | AnyOf | Not | AnyMember | EveryMember | It


@dataclass(frozen=True, slots=True)
class Finding:
    """One comparison that was made: what the rule wanted, what the fact was, and whether it held.

    `person` numbers the person it was made for (0 is the applicant), None for the household; `of_it`: it was made for
    the one whom the case is about.
    """

    fact: str
    op: Op
    wanted: FactValue | tuple[FactValue, ...]
    actual: FactValue
    holds: bool
    worker: Local | None = None
    person: int | None = None
    own: Fact | None = None
    of_it: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a condition holds, and the comparisons that made it so (all of them, in the order written)."""

    holds: bool
    reasons: tuple[Finding, ...]

    @property
    def failed(self) -> tuple[Finding, ...]:
        """The comparisons that made the condition fail; empty when it holds."""
        return () if self.holds else self.reasons

    @property
    def told(self) -> tuple[Local, ...]:
        """The worker sentences of the deciding comparisons."""
        return tuple(finding.worker for finding in self.reasons if finding.worker)


def facts_named(condition: Condition) -> frozenset[str]:
    """Return the names of the facts that a condition asks about."""
    match condition:
        case Compare():
            return frozenset({condition.fact})
        case AllOf(parts) | AnyOf(parts):
            return frozenset().union(*map(facts_named, parts))
        case Not(part) | AnyMember(part) | EveryMember(part) | It(part):
            return facts_named(part)


def must_hold(condition: Condition) -> tuple[Compare, ...]:
    """Return the comparisons without any of which a condition does not hold."""
    if isinstance(condition, Compare):
        return (condition,)
    parts = condition.parts if isinstance(condition, AllOf) else ()
    return tuple(one for part in parts for one in must_hold(part))


def evaluate(condition: Condition, facts: Facts, people: Sequence[Facts] = (), it: Facts | None = None) -> Outcome:
    """Evaluate a condition; an unknown or missing fact (None) makes its comparison fail, whatever the comparison.

    `people` are the facts of each person of the household, the applicant first, for what is asked of any or every
    member; `it` those of the one whom a case is about.
    """
    match condition:
        case Compare():
            return compared(condition, facts)
        case AllOf(parts):
            outcomes = [evaluate(part, facts, people, it) for part in parts]
            return _combined(all(outcome.holds for outcome in outcomes), outcomes)
        case AnyOf(parts):
            outcomes = [evaluate(part, facts, people, it) for part in parts]
            return _combined(any(outcome.holds for outcome in outcomes), outcomes)
        case Not(part):
            inner = evaluate(part, facts, people, it)
            return Outcome(not inner.holds, inner.reasons)
        case AnyMember(part):
            outcomes = [_of_person(number, evaluate(part, person)) for number, person in enumerate(people)]
            return _combined(any(outcome.holds for outcome in outcomes), outcomes)
        case EveryMember(part):
            outcomes = [_of_person(number, evaluate(part, person)) for number, person in enumerate(people)]
            return _combined(all(outcome.holds for outcome in outcomes), outcomes)
        case It(part):
            outcome = evaluate(part, it or {})
            return replace(outcome, reasons=tuple(replace(finding, of_it=True) for finding in outcome.reasons))


def _of_person(number: int, outcome: Outcome) -> Outcome:
    return replace(outcome, reasons=tuple(replace(finding, person=number) for finding in outcome.reasons))


def compared(condition: Compare, facts: Facts) -> Outcome:
    """Evaluate one comparison."""
    actual = facts.get(condition.fact)
    holds = actual is not None and compare(condition.op, actual, condition.value)
    finding = Finding(condition.fact, condition.op, condition.value, actual, holds, condition.worker, own=condition.own)
    return Outcome(holds, (finding,))


def _combined(holds: bool, outcomes: Sequence[Outcome]) -> Outcome:
    """Keep the reasons of those parts that pulled the same way as the result."""
    deciding = [outcome for outcome in outcomes if outcome.holds is holds]
    return Outcome(holds, tuple(finding for outcome in deciding for finding in outcome.reasons))
