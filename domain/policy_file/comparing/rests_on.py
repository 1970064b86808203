"""Which facts of a household, and of one person in it, decide over a programme, where nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.households.facts import CLASS
from domain.platform.predicates import AllOf, AnyMember, AnyOf, Compare, Condition, EveryMember, It, Not, facts_named
from domain.policy.aid.amounts import AmountForm, AmountRow
from domain.policy.aid.programme import About, Aid
from domain.policy.model import Policy
from domain.policy.programmes import Programme

ALWAYS = frozenset({CLASS, "size"})


@dataclass(frozen=True, slots=True)
class Named:
    """The facts of the household and, for a programme about one of its people, those of the person."""

    household: tuple[str, ...]
    person: tuple[str, ...] | None


def facts_it_rests_on(policy: Policy, programme: Programme) -> Named | None:
    """Return the facts that decide whether one has a programme, and how much it is; None: it asks about all people of
    the household, or nobody can tell from outside."""
    if not isinstance(programme, Aid) or programme.whom is not None:
        return None
    if programme.monthly is not None and programme.monthly.below_age is not None:
        return None
    conditions = tuple(_conditions(programme))
    if any(_asks_everybody(one) for one in conditions):
        return None
    asked = (f"list.{key}.class" for key in policy.lists_for(programme))
    household = ALWAYS.union(*(_of_household(one) for one in conditions), _counted(programme), asked)
    person = frozenset[str]().union(*(_of_it(one) for one in conditions))
    return Named(tuple(sorted(household)), tuple(sorted(person)) if programme.about is About.MEMBER else None)


def _conditions(programme: Aid) -> Iterator[Condition]:
    if programme.who is not None:
        yield programme.who.condition
    for row in _rows(programme):
        if isinstance(row, AmountRow) and row.when is not None:
            yield row.when.condition


def _rows(programme: Aid) -> Iterator[AmountForm]:
    if programme.amount is not None:
        yield from programme.amount.rows


def _counted(programme: Aid) -> Iterator[str]:
    for row in _rows(programme):
        if row.of is not None:
            yield row.of


def _asks_everybody(condition: Condition) -> bool:
    return any(isinstance(one, AnyMember | EveryMember) for one in _parts(condition))


def _of_household(condition: Condition) -> frozenset[str]:
    return frozenset(one.fact for one in _parts(condition) if isinstance(one, Compare))


def _of_it(condition: Condition) -> frozenset[str]:
    return frozenset[str]().union(*(facts_named(one.part) for one in _parts(condition) if isinstance(one, It)))


def _parts(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and all in it, but for what it asks about people."""
    yield condition
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _parts(part)
        case Not(part):
            yield from _parts(part)
