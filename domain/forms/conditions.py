"""Conditions: when a question applies, as data that reads like the sentence.

A condition looks at a `Scope`: the answers that apply so far, nearest first (an item of a group sees its own
answers, then those of the whole form). What was not asked or was skipped holds for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.platform.calendar import age_on
from domain.platform.identifiers import birth_of
from domain.platform.text import Joined, Local, Sayable


def own_words(label: Sayable) -> Iterable[str]:
    """Return the ways a label is written that can be known without catalogues: per language, or the English source."""
    match label:
        case Local():
            return tuple(label.by_locale.values())
        case Joined():
            return ()
        case _:
            return (label.source,)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a form may know besides the answers.

    `today` is the day in the union's time zone. `readings` returns a label in every language, so that an option may
    be typed in any of them; a caller with catalogues passes its own.
    """

    today: date
    readings: Callable[[Sayable], Iterable[str]] = own_words


@dataclass(frozen=True, slots=True)
class Scope:
    """The answers a condition or a check may look at; `item` is the index within the group, if inside one."""

    answers: Mapping[str, Any]
    facts: Facts
    outer: Mapping[str, Any] | None = None
    item: int | None = None

    def get(self, key: str) -> Any:
        """Return the answer to `key`, from the item or else the whole form; None when there is none."""
        if key in self.answers:
            return self.answers[key]
        return None if self.outer is None else self.outer.get(key)


@dataclass(frozen=True, slots=True)
class Answered:
    """The question was answered with one of `values`, or with anything when none are given."""

    key: str
    values: tuple[Any, ...]

    def holds(self, scope: Scope) -> bool:
        """Compare the answer; of a list of choices one match is enough."""
        given = scope.get(self.key)
        if given is None or not self.values:
            return given is not None
        return any(one in self.values for one in given) if isinstance(given, list) else given in self.values


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The number or amount (fen) given is `least` or more."""

    key: str
    least: int

    def holds(self, scope: Scope) -> bool:
        """Compare the number; no answer is not enough."""
        given = scope.get(self.key)
        return isinstance(given, int) and given >= self.least


@dataclass(frozen=True, slots=True)
class Younger:
    """The resident id given under `key` belongs to somebody who is not yet `years` old today; where it says nothing,
    the day of birth under `born_in` does."""

    key: str
    years: int
    born_in: str = ""

    def holds(self, scope: Scope) -> bool:
        """Read the birth date from the id number, digits 7 to 14 (GB 11643), or as it was told."""
        born = birth_of(str(scope.answers.get(self.key) or "")) or _told(scope.answers.get(self.born_in))
        return born is not None and age_on(born, scope.facts.today) < self.years


def _told(day: Any) -> date | None:
    return day if isinstance(day, date) else date.fromisoformat(day) if isinstance(day, str) and day else None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of the conditions holds."""

    conditions: tuple[Condition, ...]

    def holds(self, scope: Scope) -> bool:
        """Ask each condition until one fails."""
        return all(condition.holds(scope) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the conditions holds."""

    conditions: tuple[Condition, ...]

    def holds(self, scope: Scope) -> bool:
        """Ask each condition until one holds."""
        return any(condition.holds(scope) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    condition: Condition

    def holds(self, scope: Scope) -> bool:
        """Ask the condition and turn it round."""
        return not self.condition.holds(scope)


@dataclass(frozen=True, slots=True)
class Satisfies:
    """A rule of another part of the domain holds for the answers; `name` says which, for people who read the form."""

    name: str
    predicate: Callable[[Scope], bool]

    def holds(self, scope: Scope) -> bool:
        """Ask the rule."""
        return self.predicate(scope)


Condition = Answered | AtLeast | Younger | AllOf | AnyOf | Not | Satisfies


def answered(key: str, *values: Any) -> Condition:
    """The question was answered, with one of `values` if any are given."""
    return Answered(key, values)


def at_least(key: str, least: int) -> Condition:
    """The number or amount (fen) given is `least` or more."""
    return AtLeast(key, least)


def younger_than(years: int, *, id_in: str, born_in: str = "") -> Condition:
    """The person whose resident id was given under `id_in`, or else day of birth under `born_in`, is not yet so old."""
    return Younger(id_in, years, born_in)


def all_of(*conditions: Condition) -> Condition:
    """Every condition holds."""
    return AllOf(conditions)


def any_of(*conditions: Condition) -> Condition:
    """At least one condition holds."""
    return AnyOf(conditions)


def not_(condition: Condition) -> Condition:
    """The condition does not hold."""
    return Not(condition)


def satisfies(name: str, predicate: Callable[[Scope], bool]) -> Condition:
    """A rule of another part of the domain holds for the answers."""
    return Satisfies(name, predicate)
