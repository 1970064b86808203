"""What a policy gives a household in a year, worked out for many households: only sums, no reasons."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import compress, repeat
from typing import Any

from domain.aid.by_policy.whom import is_meant
from domain.aid.eligibility import Assessment, assess, class_facts
from domain.aid.kinds import KINDS
from domain.households.facts import facts_of, facts_of_people
from domain.households.household import Household
from domain.kinds.kind import Door, Given, Kind, Need, OnFile
from domain.platform.predicates import Facts
from domain.policy.aid.programme import About, Aid
from domain.policy.model import Policy
from domain.policy.programmes import Programme
from domain.policy_file.comparing.rests_on import Ground, ground_of

EXCLUDED = "excluded"
MOST_KNOWN = 50_000  # sums that are kept; a few hundred as a rule
Worth = tuple[int | None] | None  # a sum, one that is open still, or nothing
Gives = Mapping[str, int | None]  # programmes: fen, None where that is open still


@dataclass(frozen=True, slots=True)
class Outlook:
    """A household under a policy: the key of its class, and what each programme gives it in a year, in fen.

    A programme that it may not have is not there; None: it may ask, and how much it is depends on what it answers.
    """

    household_class: str
    gives: Gives

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

    def meant(self, household: Household) -> Iterator[bool]:
        """Yield whether it may be for each whom `Ground.of` looks at."""
        if not isinstance(self.programme, Aid) or self.programme.about is not About.MEMBER:
            yield True
        else:
            yield self.programme.whom is None
            yield from (is_meant(self.programme, one) for one in household.members)


@dataclass(frozen=True)
class _Alike:
    """Programmes that rest on the same facts of the same day (`on`; None: of any), and so are looked at together."""

    number: int
    ground: Ground | None
    on: date | None
    rests: bool
    them: tuple[_One, ...]

    def goes_by(self, looked: _Looked) -> list[Hashable]:
        """Return what decides for each whom they may be for: the same always gives the same."""
        assert self.ground is not None
        facts = looked.facts(self.on or looked.found.today)
        return [(self.number, one) for one in self.ground.of(*facts)]


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
    _facts: dict[date, tuple[Facts, tuple[Facts, ...]]] = field(default_factory=dict)

    def facts(self, on: date) -> tuple[Facts, tuple[Facts, ...]]:
        """Return the facts of the household, its class among them, and of each of its people."""
        if on not in self._facts:
            household, people = self.by_day.of(self.found.household, on)
            self._facts[on] = {**household, **class_facts(self.found)}, people
        return self._facts[on]


class Looker:
    """Looks at households by a policy on a day; each programme on a day of that year on which it is open.

    What rests on a few facts is worked out once for all who have the same.
    """

    def __init__(self, policy: Policy, today: date, by_day: FactsByDay | None = None) -> None:
        """`by_day` is shared with another looker that looks at the same households."""
        self.policy, self.today = policy, today
        self._by_day = by_day or FactsByDay()
        self._known: dict[Hashable, Gives] = {}

    @cached_property
    def _groups(self) -> tuple[_Alike, ...]:
        found: dict[tuple[Ground | None, date | None, bool, str], list[_One]] = {}
        for one in self.policy.programmes:
            kind, ground = KINDS.of(one), ground_of(self.policy, one)
            if kind.door(one) is Door.WORKER:
                prepared = self._prepared(one, kind)
                on = prepared.on if ground and ground.by_day else None
                alike = (ground, on, kind.need(one) is not Need.NONE, "" if ground else one.key)
                found.setdefault(alike, []).append(prepared)
        return tuple(_Alike(number, *alike[:3], tuple(them)) for number, (alike, them) in enumerate(found.items()))

    def _prepared(self, one: Any, kind: Kind) -> _One:
        asked = self.policy.questions_of(one.key)
        asks = any(not each.optional and each.tried_as is None for each in asked)
        return _One(one, kind, one.opens_on(self.today.year) or self.today, asks)

    def class_of(self, household: Household) -> str:
        """Return the key of its class, or `excluded`."""
        return _class_in(self._assessed(household))

    def of(self, household: Household) -> Outlook:
        """Return its class and all that it may have in the year, other aid left aside."""
        found = self._assessed(household)
        looked, may_be = _Looked(found, self._by_day), found.may_be_listed
        gives: dict[str, int | None] = {}
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        for group in self._groups:
            if may_be or not group.rests:
                gives.update(self._of_group(group, looked))
        return Outlook(_class_in(found), gives)

    def _assessed(self, household: Household) -> Assessment:
        facts, _ = self._by_day.of(household, self.today)
        return assess(household, self.policy, today=self.today, facts=facts)

    def _of_group(self, group: _Alike, looked: _Looked) -> Gives:
        """Return the sums over all whom the programmes may be for."""
        if group.ground is None:
            return _together(self._each(group, looked.found))
        keys = group.goes_by(looked)
        unknown = [key not in self._known for key in keys]
        if any(unknown):
            self._known.update(zip(compress(keys, unknown), self._each(group, looked.found, unknown), strict=True))
        return self._known[keys[0]] if len(keys) == 1 else _together(self._known[key] for key in keys)

    def _each(self, group: _Alike, found: Assessment, wanted: Iterable[bool] = repeat(True)) -> Iterator[Gives]:
        """Yield what each gets whom the programmes may be for, as far as it is wanted."""
        sums = [list(self._sums(one, found, wanted)) for one in group.them]
        for worth in zip(*sums, strict=True):
            yield {one.programme.key: fen[0] for one, fen in zip(group.them, worth, strict=True) if fen}

    def _sums(self, one: _One, found: Assessment, wanted: Iterable[bool]) -> Iterator[Worth]:
        given = self._given(one, found)
        tries = iter(one.kind.tries(given))
        for can_be, is_wanted in zip(one.meant(found.household), wanted, strict=False):
            answers = next(tries) if can_be else {}
            if is_wanted:
                yield self._sum(one, replace(given, answers=answers)) if can_be else None

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


def _together(each: Iterable[Gives]) -> Gives:
    total: dict[str, int | None] = {}
    for gives in each:
        for key, fen in gives.items():
            before = total.get(key, 0)
            total[key] = None if fen is None or before is None else before + fen
    return total
