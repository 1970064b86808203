"""What a policy gives a household in a year, worked out for many households: only sums, no reasons."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from domain.aid.eligibility import Assessment, assess, class_facts
from domain.aid.kinds import KINDS
from domain.households.facts import facts_of, facts_of_people
from domain.households.household import Household
from domain.kinds.kind import Door, Given, Kind, Need, OnFile
from domain.platform.predicates import Facts
from domain.policy.model import Policy
from domain.policy.programmes import Programme
from domain.policy_file.comparing.rests_on import Named, facts_it_rests_on

EXCLUDED = "excluded"
MOST_KNOWN = 50_000  # sums that are kept; a few hundred as a rule
Worth = tuple[int | None] | None  # a sum, one that is open still, or nothing


@dataclass(frozen=True, slots=True)
class Outlook:
    """A household under a policy: the key of its class, and what each programme gives it in a year, in fen.

    A programme that it may not have is not there; None: it may ask, and how much it is depends on what it answers.
    """

    household_class: str
    gives: Mapping[str, int | None]

    @property
    def total(self) -> int:
        """The fen that are sure, of all programmes together."""
        return sum(fen or 0 for fen in self.gives.values())


@dataclass(frozen=True)
class _One:
    """A programme with what does not depend on the household: the day on which it is open, whether it asks."""

    programme: Programme
    kind: Kind
    on: date
    asks: bool
    rests: bool
    named: Named | None

    def goes_by(self, looked: _Looked) -> Iterator[Hashable]:
        """Yield what decides for each whom it may be for: the same always gives the same."""
        assert self.named is not None
        household, people = looked.facts(self.on)
        base = (self.programme.key, *map(household.get, self.named.household))
        if self.named.person is None:
            yield base
        else:
            yield from ((base, *map(one.get, self.named.person)) for one in people)


@dataclass(slots=True)
class FactsByDay:
    """The facts of the household that is being looked at on the days that are asked for, whatever the policy: two
    lookers that look at the same household after one another work them out once."""

    _household: Household | None = None
    _facts: dict[date, tuple[Facts, tuple[Facts, ...]]] = field(default_factory=dict)

    def of(self, household: Household, on: date) -> tuple[Facts, tuple[Facts, ...]]:
        """Return the facts of a household, and of each of its people."""
        if household is not self._household:
            self._household, self._facts = household, {}
        if on not in self._facts:
            self._facts[on] = facts_of(household, on), facts_of_people(household, on)
        return self._facts[on]


@dataclass(frozen=True, slots=True)
class _Looked:
    """A household that is being looked at."""

    found: Assessment
    by_day: FactsByDay

    def facts(self, on: date) -> tuple[Facts, tuple[Facts, ...]]:
        """Return the facts of the household, its class among them, and of each of its people."""
        household, people = self.by_day.of(self.found.household, on)
        return {**household, **class_facts(self.found)}, people


class Looker:
    """Looks at households by a policy on a day; each programme on a day of that year on which it is open.

    What rests on a few facts is worked out once for all who have the same.
    """

    def __init__(self, policy: Policy, today: date, by_day: FactsByDay | None = None) -> None:
        """`by_day` is shared with another looker that looks at the same households."""
        self.policy, self.today = policy, today
        self._by_day = by_day or FactsByDay()
        self._known: dict[Hashable, Worth] = {}

    @cached_property
    def _each(self) -> tuple[_One, ...]:
        applied = (one for one in self.policy.programmes if KINDS.of(one).door(one) is Door.WORKER)
        return tuple(self._prepared(one, KINDS.of(one)) for one in applied)

    def _prepared(self, one: Any, kind: Kind) -> _One:
        questions = self.policy.questions_of(one.key)
        asks = any(not asked.optional and asked.tried_as is None for asked in questions)
        named = None if any(asked.tried_as for asked in questions) else facts_it_rests_on(self.policy, one)
        opens = one.opens_on(self.today.year) or self.today
        return _One(one, kind, opens, asks, kind.need(one) is not Need.NONE, named)

    def class_of(self, household: Household) -> str:
        """Return the key of its class, or `excluded`."""
        return _class_in(assess(household, self.policy, today=self.today))

    def of(self, household: Household) -> Outlook:
        """Return its class and all that it may have in the year, other aid left aside."""
        found = assess(household, self.policy, today=self.today)
        looked, may_be = _Looked(found, self._by_day), found.may_be_listed
        tried = ((one, self._of_one(one, looked)) for one in self._each if may_be or not one.rests)
        return Outlook(_class_in(found), {one.programme.key: worth[0] for one, worth in tried if worth})

    def _of_one(self, one: _One, looked: _Looked) -> Worth:
        """Return the sum over all whom it may be for; None when it is for nobody of them."""
        if one.named is None:
            sums = list(self._sums(one, looked.found))
        else:
            keys = list(one.goes_by(looked))
            if not all(key in self._known for key in keys):
                self._learn(keys, self._sums(one, looked.found))
            sums = [self._known[key] for key in keys]
        those = [worth[0] for worth in sums if worth is not None]
        if not those:
            return None
        return (None,) if None in those else (sum(fen or 0 for fen in those),)

    def _learn(self, keys: list[Hashable], sums: Iterator[Worth]) -> None:
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        self._known.update(zip(keys, sums, strict=True))

    def _sums(self, one: _One, found: Assessment) -> Iterator[Worth]:
        """Yield what each gets whom it may be for."""
        given = self._given(one, found)
        for answers in one.kind.tries(given):
            yield self._sum(one, replace(given, answers=answers))

    def _sum(self, one: _One, given: Given) -> Worth:
        if one.asks:
            return None if one.kind.before(given) else (None,)
        it_is = one.kind.found(given)
        return None if it_is.against else (it_is.in_a_year,)

    def _given(self, one: _One, found: Assessment) -> Given:
        people = {f"m{number}": person for number, person in enumerate(found.household.members)}
        assessed = replace(found, asked_under=self.policy, asked_on=one.on)
        on_file = OnFile(found.household, found.household_class, self.policy, self.today, assessed=assessed)
        return Given(
            policy=self.policy, programme=one.programme, answers={}, today=one.on, file=on_file, people=people
        )  # fmt: skip


def _class_in(found: Assessment) -> str:
    return EXCLUDED if found.exclusions else found.household_class.value
