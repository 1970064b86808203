"""What a condition looks at, part by part: also what did not decide, and what is not known yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from domain.platform.predicates import (
    AllOf,
    AnyMember,
    AnyOf,
    Compare,
    Condition,
    EveryMember,
    Facts,
    Finding,
    It,
    Not,
    compared,
)


def settled(
    condition: Condition,
    facts: Facts,
    people: Sequence[Facts] = (),
    it: Facts | None = None,
    *,
    open_facts: Collection[str],
) -> bool | None:
    """Say whether a condition holds whatever the facts that are still open may be; None: it depends on them.

    What is asked of `it` is open while nobody is named.
    """

    def of(part: Condition, given: Facts = facts) -> bool | None:
        return settled(part, given, people, it, open_facts=open_facts)

    match condition:
        case Compare(fact):
            return None if fact in open_facts else compared(condition, facts).holds
        case AllOf(parts):
            return _all(map(of, parts))
        case AnyOf(parts):
            return _turned(_all(_turned(of(part)) for part in parts))
        case Not(part):
            return _turned(of(part))
        case EveryMember(part):
            return _all(of(part, person) for person in people)
        case AnyMember(part):
            return _turned(_all(_turned(of(part, person)) for person in people))
        case It(part):
            return None if it is None else of(part, it)


def _all(parts: Iterable[bool | None]) -> bool | None:
    found = set(parts)
    return False if False in found else None if None in found else True


def _turned(holds: bool | None) -> bool | None:
    return None if holds is None else not holds


def comparisons(
    condition: Condition, facts: Facts, people: Sequence[Facts] = (), it: Facts | None = None
) -> tuple[Finding, ...]:
    """Return every comparison of a condition, in the order written, whether it decided or not."""
    match condition:
        case Compare():
            return compared(condition, facts).reasons
        case AllOf(parts) | AnyOf(parts):
            return tuple(finding for part in parts for finding in comparisons(part, facts, people, it))
        case Not(part):
            return comparisons(part, facts, people, it)
        case AnyMember(part) | EveryMember(part):
            each = ((number, comparisons(part, person)) for number, person in enumerate(people))
            return tuple(replace(finding, person=number) for number, found in each for finding in found)
        case It(part):
            return tuple(replace(finding, of_it=True) for finding in comparisons(part, it or {}))
