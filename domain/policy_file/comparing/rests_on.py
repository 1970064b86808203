"""Which facts of a household, and of one person in it, decide over a programme, where nothing else does."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from domain.households.facts import BY_DAY, CLASS
from domain.platform.predicates import (
    AllOf,
    AnyMember,
    AnyOf,
    Compare,
    Condition,
    EveryMember,
    Facts,
    FactValue,
    It,
    Not,
    facts_named,
)
from domain.policy.aid.amounts import AmountForm, AmountRow, Per
from domain.policy.aid.programme import About, Aid
from domain.policy.model import Policy
from domain.policy.programmes import Programme


@dataclass(frozen=True, slots=True)
class Named:
    """A fact; with the numbers that it is compared with, where nothing but those comparisons asks for it."""

    name: str
    marks: tuple[int, ...] = ()

    def told_apart(self, facts: Facts) -> FactValue:
        """Return the value, or between which of the marks it lies: whatever is alike decides alike."""
        value = facts.get(self.name)
        if not self.marks or not isinstance(value, int):
            return value
        return bisect_left(self.marks, value) + bisect_right(self.marks, value)


@dataclass(frozen=True)
class Ground:
    """The facts of the household, of each of its people where it asks about all of them and, for a programme about one
    of them, those of the person."""

    household: tuple[Named, ...]
    everybody: tuple[Named, ...]
    person: tuple[Named, ...] | None

    @cached_property
    def by_day(self) -> bool:
        """Whether some of them change with the day."""
        every = (*self.household, *self.everybody, *(self.person or ()))
        return any(one.name in BY_DAY for one in every)

    def of(self, household: Facts, people: Iterable[Facts]) -> Iterator[Hashable]:
        """Yield what decides for each whom it may be for."""
        every = frozenset(_told(self.everybody, one) for one in people) if self.everybody else None
        base = (every, _told(self.household, household))
        if self.person is None:
            yield base
        else:
            yield from ((base, _told(self.person, one)) for one in people)


def _told(named: Iterable[Named], facts: Facts) -> tuple[FactValue, ...]:
    return tuple([one.told_apart(facts) for one in named])


def ground_of(policy: Policy, programme: Programme) -> Ground | None:
    """Return the facts that decide whether one has a programme, and how much it is; None: nobody can tell from
    outside."""
    if not isinstance(programme, Aid):
        return None
    if programme.monthly is not None and programme.monthly.below_age is not None:
        return None
    conditions = (*_conditions(programme), *_of_tried(policy, programme))
    exact = frozenset((*_counted(programme), *_taken(policy, programme)))
    asked = (CLASS, *(f"list.{key}.class" for key in policy.lists_for(programme)))
    answers = {one.key for one in policy.questions_of(programme.key)}  # taken from the person, or open still
    household = frozenset((*_counted(programme), *asked)).union(*map(_of_household, conditions)) - answers
    everybody = frozenset[str]().union(*map(_of_everybody, conditions))
    person = frozenset(_of_person(policy, programme)).union(*map(_of_it, conditions))
    marks = _Marks(conditions, exact)
    return Ground(
        marks.named(household), marks.named(everybody),
        marks.named(person) if programme.about is About.MEMBER else None,
    )  # fmt: skip


class _Marks:
    """The numbers that each fact is compared with, but of those that are counted with as they are."""

    def __init__(self, conditions: Iterable[Condition], exact: frozenset[str]) -> None:
        self._of: dict[str, set[int]] = {}
        for one in (one for condition in conditions for one in _every_part(condition)):
            if isinstance(one, Compare) and one.fact not in exact:
                self._of.setdefault(one.fact, set()).update(_numbers(one))

    def named(self, names: Iterable[str]) -> tuple[Named, ...]:
        return tuple(Named(name, tuple(sorted(self._of.get(name, ())))) for name in sorted(names))


def _numbers(one: Compare) -> Iterator[int]:
    values = one.value if isinstance(one.value, tuple) else (one.value,)
    return (value for value in values if isinstance(value, int) and not isinstance(value, bool))


def _conditions(programme: Aid) -> Iterator[Condition]:
    if programme.who is not None:
        yield programme.who.condition
    for row in _rows(programme):
        if isinstance(row, AmountRow) and row.when is not None:
            yield row.when.condition
    for closing in programme.window.closing if programme.window is not None else ():
        if closing.when is not None:
            yield closing.when.condition


def _of_tried(policy: Policy, programme: Aid) -> Iterator[Condition]:
    """Yield what is asked of somebody to say whether they are meant, and what is taken for their answers."""
    if programme.whom is not None:
        yield It(programme.whom.when.condition)
    for asked in policy.questions_of(programme.key):
        if asked.tried_as is not None and asked.tried_as.when is not None:
            yield It(asked.tried_as.when.condition)


def _taken(policy: Policy, programme: Aid) -> Iterator[str]:
    tried = (one.tried_as for one in policy.questions_of(programme.key))
    yield from (one.fact for one in tried if one is not None and one.fact is not None)


def _of_person(policy: Policy, programme: Aid) -> Iterator[str]:
    yield from _taken(policy, programme)
    if programme.whom is not None:
        yield "applicant"  # who is never meant


def _rows(programme: Aid) -> Iterator[AmountForm]:
    if programme.amount is not None:
        yield from programme.amount.rows


def _counted(programme: Aid) -> Iterator[str]:
    for row in _rows(programme):
        if row.of is not None:
            yield row.of
        if row.per is Per.HEAD:
            yield "size"


def _of_everybody(condition: Condition) -> frozenset[str]:
    asked = (one.part for one in _parts(condition) if isinstance(one, AnyMember | EveryMember))
    return frozenset[str]().union(*map(facts_named, asked))


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


def _every_part(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and all in it."""
    for one in _parts(condition):
        yield one
        if isinstance(one, AnyMember | EveryMember | It):
            yield from _every_part(one.part)
