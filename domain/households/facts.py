"""The facts of a household and of its people that conditions of a policy file may ask about, and a finding in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from domain.forms import HIDDEN, DateAnswer, MoneyAnswer, NumberAnswer, YesNoAnswer
from domain.households.asked import Asked, OneOf, asked_of
from domain.households.household import Household
from domain.households.member import Member
from domain.platform.calendar import age_on, full_months
from domain.platform.predicates import Fact as Fact
from domain.platform.predicates import FactKind as FactKind
from domain.platform.predicates import Facts, FactValue, Finding, Op
from domain.platform.text import N_, Arg, Joined, Money, Text, say

ADULT_AGE = 18
SCHOOL_YEAR_BEGINS = 9  # the month


def _asked(kept_as: type) -> dict[str, Fact]:
    """Return the facts that questions give, under the key of the question."""
    return {key: _fact(one) for key, one in asked_of(kept_as).items() if one.fact}


def _fact(asked: Asked) -> Fact:
    match asked.answer:
        case OneOf(options):
            return Fact(FactKind.CHOICE, asked.fact, options)
        case answer:
            return Fact(_KINDS[type(answer)], asked.fact)


_KINDS: Mapping[type, FactKind] = {
    YesNoAnswer: FactKind.YES_NO,
    NumberAnswer: FactKind.NUMBER,
    MoneyAnswer: FactKind.MONEY,
    DateAnswer: FactKind.DAY,
}
ASKED, ASKED_OF_MEMBER = _asked(Household), _asked(Member)
FACTS: Mapping[str, Fact] = {
    "size": Fact(FactKind.NUMBER, N_("people living together")),
    "children": Fact(FactKind.NUMBER, N_("children under 18")),
    "contract_months": Fact(FactKind.NUMBER, N_("full months since the contract began")),
    "annual_income": Fact(FactKind.MONEY, N_("income in a year")),
    "annual_rigid": Fact(FactKind.MONEY, N_("unavoidable expenses in a year")),
    "loss": Fact(FactKind.MONEY, N_("loss after compensation")),
    "works_outdoors": Fact(FactKind.YES_NO, N_("somebody works outdoors or in the heat")),
    **ASKED,
}
MEMBER_FACTS: Mapping[str, Fact] = {
    "applicant": Fact(FactKind.YES_NO, N_("is the worker")),
    "age": Fact(FactKind.NUMBER, N_("age")),
    "school_year": Fact(FactKind.NUMBER, N_("year at the school")),
    **ASKED_OF_MEMBER,
}
BY_DAY = frozenset({"children", "contract_months", "age", "school_year"})  # all others are the same on every day
CLASS = "class"
AID_FACTS: Mapping[str, Fact] = {**FACTS, CLASS: Fact(FactKind.CHOICE, N_("class of the household"), CLASS)}
EVERY_FACT: Mapping[str, Fact] = {**AID_FACTS, **MEMBER_FACTS}


def facts_of(household: Household, today: date) -> Facts:
    """Return every fact of FACTS for a household on a day; what was not answered is None. Money in fen.

    With them come the answers to questions of the policy, see `own_facts`.
    """
    start = household.contract_start
    ages = [member.age_on(today) for member in household.members]
    facts: dict[str, FactValue] = {name: getattr(household, name, None) for name in FACTS}
    facts["contract_months"] = full_months(start, today) if start else None
    facts["children"] = sum(1 for age in ages if age is not None and age < ADULT_AGE)
    return own_facts(household.own) | {name: None if value == "" else value for name, value in facts.items()}


def own_facts(own: Mapping[str, Any]) -> dict[str, FactValue]:
    """Return the facts of what a policy itself asked, as they are kept: of a paper whether it came, a day in ISO."""
    return {name: bool(value) if isinstance(value, list) else value for name, value in own.items()}


def facts_of_people(household: Household, today: date, born: date | None = None) -> tuple[Facts, ...]:
    """Return every fact of MEMBER_FACTS for each person on a day, the applicant (`born` on that day) first; unknown
    ones are None."""
    own = {name: getattr(household, f"self_{name}", None) for name in MEMBER_FACTS}  # what the worker is asked, too
    applicant: dict[str, FactValue] = own | {"applicant": True, "age": age_on(born, today) if born else None}
    people = (applicant, *(_facts_of_member(member, today) for member in household.members))
    return tuple({name: None if value == "" else value for name, value in person.items()} for person in people)


def _facts_of_member(member: Member, today: date) -> dict[str, FactValue]:
    """Return the facts of a member; the school year is 1 in the first year and below 1 before it begins."""
    facts: dict[str, FactValue] = {name: getattr(member, name, None) for name in MEMBER_FACTS}
    facts |= {"applicant": False, "age": member.age_on(today)}
    if member.entry_year is not None:
        facts["school_year"] = today.year - member.entry_year + (today.month >= SCHOOL_YEAR_BEGINS)
    return facts


Words = Callable[[str, str], Arg]  # the name of a list and a key in it: how people call that choice


def finding_said(finding: Finding, words: Words = lambda _, key: key) -> Text:
    """Return one comparison with both values: what was reported, and what the rule looks for."""
    fact = finding.own or EVERY_FACT[finding.fact]
    source = _FINDINGS[finding.op]
    actual = HIDDEN if fact.private and finding.actual is not None else _value_said(fact, finding.actual, words)
    values: dict[str, Arg] = {"fact": fact.said, "actual": actual}
    if finding.op.takes_value:
        values["wanted"] = _value_said(fact, finding.wanted, words)
    return Text(source, values)


_FINDINGS = {
    Op.EQ: N_("{fact}: reported {actual}, the rule is {wanted}"),
    Op.NE: N_("{fact}: reported {actual}, the rule is anything but {wanted}"),
    Op.LT: N_("{fact}: reported {actual}, the rule is below {wanted}"),
    Op.LE: N_("{fact}: reported {actual}, the rule is at most {wanted}"),
    Op.GT: N_("{fact}: reported {actual}, the rule is above {wanted}"),
    Op.GE: N_("{fact}: reported {actual}, the rule is at least {wanted}"),
    Op.IN: N_("{fact}: reported {actual}, the rule is one of {wanted}"),
    Op.NOT_IN: N_("{fact}: reported {actual}, the rule is none of {wanted}"),
    Op.IS_TRUE: N_("{fact}: reported {actual}, the rule is yes"),
    Op.IS_FALSE: N_("{fact}: reported {actual}, the rule is no"),
}


def _value_said(fact: Fact, value: Any, words: Words) -> Arg:
    match value:
        case None:
            return say(N_("no answer"))
        case tuple():
            return Joined(tuple(_value_said(fact, part, words) for part in value), ", ")
        case bool():
            return say(N_("yes")) if value else say(N_("no"))
        case int() if fact.kind is FactKind.MONEY:
            return Money(value)
        case str() if fact.kind is FactKind.DAY:
            return date.fromisoformat(value)
        case str() if fact.kind is FactKind.CHOICE:
            return words(fact.options, value)
        case int() | date():
            return value
    return str(value)
