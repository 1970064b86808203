"""The worked examples of a policy file, as what a rule of aid looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.aid.eligibility import Assessment, assess
from domain.households.facts import CLASS, EVERY_FACT
from domain.households.household import Household
from domain.households.member import Member
from domain.kinds.reasons import Grant, Membership, Reason
from domain.platform.calendar import add_months
from domain.platform.fields import Unfit, read_fen
from domain.platform.predicates import Fact, FactKind, FactValue
from domain.platform.text import N_, Joined, Money, Text, say
from domain.policy.checks import facts_for, list_facts
from domain.policy.examples import Example
from domain.policy.frame.lists import HardshipList
from domain.policy.model import Policy
from domain.policy.programmes import AppliedFor

MOST_PEOPLE = 100
CONDITION = "condition_"  # how the reason of a condition begins: behind it stands the fact


def day_of(policy: Policy, programme: AppliedFor, example: Example) -> date:
    """Return the day of an example."""
    first = policy.pack.effective_from
    return example.on or programme.opens_on(first.year) or first


def stated_by(policy: Policy, programme: AppliedFor, example: Example) -> dict[str, FactValue]:
    """Return the facts that an example states, as rules compare them; raises Unfit for what is no fact or no value."""
    known = {**EVERY_FACT, **facts_for(policy, programme.key), **list_facts(policy)}
    return {key: _value(key, known.get(key), value) for key, value in _by_fact(example.given)}


def _by_fact(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what is given by the names of the facts: `list.company.class` may stand as tables in each other."""
    for key, value in given.items():
        if key == "list" and isinstance(value, Mapping):
            said = ((one, asked) for one, asked in value.items() if isinstance(asked, Mapping))
            yield from ((f"list.{one}.{name}", wanted) for one, asked in said for name, wanted in asked.items())
        else:
            yield key, value


def _value(key: str, fact: Fact | None, value: Any) -> FactValue:
    if fact is None:
        raise Unfit(say(N_("there is no fact {fact}"), fact=key))
    match fact.kind, value:
        case FactKind.MONEY, _:
            return read_fen(value)
        case (FactKind.YES_NO, bool()) | (FactKind.CHOICE | FactKind.TEXT, str()):
            return value  # type: ignore[no-any-return]
        case FactKind.NUMBER, int() if not isinstance(value, bool):
            return value
        case FactKind.DAY, date():
            return value.isoformat() if key not in EVERY_FACT else value
    raise Unfit(say(N_("{value} does not fit the fact {fact}"), value=str(value), fact=key))


def assessment_of(policy: Policy, stated: Mapping[str, Any], on: date) -> Assessment:
    """Return a household of which nothing is known but what an example states."""
    size = min(max(int(stated.get("size") or 1), 1), MOST_PEOPLE)
    household = Household(
        members=tuple(Member() for _ in range(size - 1)), other_annual_income=stated.get("annual_income") or 0
    )
    listed = {one.key: policy.household_class(_class_stated(one, stated)) for one in policy.lists}
    assessed = assess(household, policy, today=on)
    found = listed[policy.lists[0].key]
    return replace(assessed, household_class=found, listed=listed, exclusions=(), bars=())


def _class_stated(each: HardshipList, stated: Mapping[str, Any]) -> str:
    """Return the class that an example states on a list: by its fact, else the one that is called only `class`."""
    found, whole = str(stated.get(each.fact) or ""), str(stated.get(CLASS) or "")
    return found or (whole if any(rule.key == whole for rule in each.classes) else "")


def granted_by(example: Example, on: date) -> tuple[Grant, ...]:
    """Return the aid of the year that an example states: what was `got` belongs to the first of the `times`."""
    got, times = example.got, example.times
    often = ((key, number) for key in {**got, **times} for number in range(times.get(key, 1)))
    return tuple(Grant(key, "", 0 if number else got.get(key, 0), on.year) for key, number in often)


def members_in(example: Example) -> tuple[Membership, ...]:
    """Return the memberships that an example states, a year each."""
    return tuple(
        Membership(key, since, add_months(since, 12) - timedelta(days=1), since)
        for key, since in example.member.items()
    )


def broken(example: Example, amount: int, against: tuple[Reason, ...]) -> Iterator[Text]:
    """Yield in what an example says something else than the rules."""
    keys = {one.key.removeprefix(CONDITION) for one in against}
    why = Joined(tuple(one.officer for one in against), "; ")
    if example.pays is not None and against:
        source = N_("the example says {wanted}, but nothing is paid: {why}")
        yield say(source, wanted=Money(example.pays), why=why)
    elif example.yes and (against or amount):
        yield say(N_("the example says that it is given without an amount: {why}"), why=why or Money(amount))
    elif example.pays is not None and amount != example.pays:
        source = N_("the example says {wanted}, but it comes to {amount}")
        yield say(source, wanted=Money(example.pays), amount=Money(amount))
    elif example.pays is None and not example.yes and not against:
        yield say(N_("the example says no, but {amount} is paid"), amount=Money(amount))
    elif example.later is not None and example.later not in {one.on for one in against}:
        yield say(N_("the example says {day}, but: {why}"), day=example.later, why=why)
    for key in example.no:
        if against and key not in keys:
            yield say(N_("the example says no for {key}, but: {why}"), key=key, why=why)
