"""Conditions as a policy file writes them, and what can be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PrivateAttr, ValidationInfo, model_validator

from domain.households.facts import EVERY_FACT, FACTS, MEMBER_FACTS, Fact, FactKind
from domain.platform.fields import LocalText, Unfit, read_fen
from domain.platform.predicates import AllOf, AnyMember, AnyOf, Compare, Condition, EveryMember, FactValue, It, Not, Op
from domain.platform.text import N_, Text, say
from domain.policy.options import Frozen

Place = tuple[str | int, ...]
OptionKeys = Mapping[str, frozenset[str]]


class Rule(Frozen):
    """A comparison {fact, op, value}, or one of {all = [...]}, {any = [...]}, {not = {...}}, {any_member = {...}}.

    Values of money facts are yuan in the file. `worker` is told when the comparison decides. `any_member` and
    `every_member` ask facts of one person of the household at a time, `it` of the one whom a case is about; they are
    meant for the audience of a season and for who may have a programme.
    """

    fact: str | None = None
    op: Op | None = None
    value: Any = None
    worker: LocalText | None = None
    all: tuple[Rule, ...] | None = None
    any: tuple[Rule, ...] | None = None
    not_: Rule | None = Field(default=None, alias="not")
    any_member: Rule | None = None
    every_member: Rule | None = None
    it: Rule | None = None
    _own: Fact | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _knows_own_facts(self, info: ValidationInfo) -> Self:
        """Take the fact of a question of the same file, which the loading of the file knows."""
        self._own = (info.context or {}).get(self.fact)
        return self

    @model_validator(mode="after")
    def _has_one_form(self) -> Self:
        forms = (self.fact, self.all, self.any, self.not_, self.any_member, self.every_member, self.it)
        if sum(form is not None for form in forms) != 1:
            raise Unfit(say(N_("a condition has exactly one of fact, all, any and not")))
        if self.fact is not None and self.op is None:
            raise Unfit(say(N_("the condition on {fact} does not say how to compare (op)"), fact=self.fact))
        return self

    @cached_property
    def condition(self) -> Condition:
        """The condition to evaluate; only for a rule without problems."""
        if self.all is not None:
            return AllOf(tuple(rule.condition for rule in self.all))
        if self.any is not None:
            return AnyOf(tuple(rule.condition for rule in self.any))
        if self.not_ is not None:
            return Not(self.not_.condition)
        if self.any_member is not None:
            return AnyMember(self.any_member.condition)
        if self.every_member is not None:
            return EveryMember(self.every_member.condition)
        if self.it is not None:
            return It(self.it.condition)
        assert self.fact is not None
        assert self.op is not None
        if self._own is not None:
            return Compare(self.fact, self.op, _own_value(self._own.kind, self.value), self.worker, self._own)
        return Compare(self.fact, self.op, _value_for(EVERY_FACT[self.fact].kind, self.value), self.worker)


def rule_problems(
    rule: Rule, place: Place, options: OptionKeys, facts: Mapping[str, Fact] = FACTS, *, people: bool = False
) -> Iterator[tuple[Place, Text]]:
    """Yield what is wrong with a rule: unknown facts, comparisons and values that do not fit the fact.

    `people` says whether the rule may ask about the members of the household.
    """
    for part, at in _parts(rule, place):
        yield from rule_problems(part, at, options, facts, people=people)
    for name, of_person in (("any_member", rule.any_member), ("every_member", rule.every_member), ("it", rule.it)):
        if of_person is not None and not people:
            yield (*place, name), say(N_("{name} is for the audience of a season and for programmes"), name=name)
        elif of_person is not None:
            yield from rule_problems(of_person, (*place, name), options, MEMBER_FACTS)
    if rule.fact is not None and rule.fact not in facts:
        known = ", ".join(sorted(facts))
        yield (*place, "fact"), say(N_("there is no fact {fact}; there are {known}"), fact=rule.fact, known=known)
    elif rule.fact is not None and rule.op is not None:
        yield from _comparison_problems(rule, facts[rule.fact], rule.op, place, options)


def _parts(rule: Rule, place: Place) -> Iterator[tuple[Rule, Place]]:
    for name, parts in (("all", rule.all or ()), ("any", rule.any or ())):
        for number, part in enumerate(parts):
            yield part, (*place, name, number)
    if rule.not_ is not None:
        yield rule.not_, (*place, "not")


def _comparison_problems(
    rule: Rule, fact: Fact, op: Op, place: Place, options: OptionKeys
) -> Iterator[tuple[Place, Text]]:
    name = rule.fact or ""
    if not _op_fits(fact.kind, op):
        yield (*place, "op"), say(N_("{fact} cannot be compared with {op}"), fact=name, op=op.value)
        return
    values = rule.value if op.takes_many and isinstance(rule.value, list) else [rule.value]
    if op.takes_many and not isinstance(rule.value, list):
        yield (*place, "value"), say(N_("{op} needs a list of values"), op=op.value)
    for value in values if op.takes_value else ():
        if not _value_fits(fact, value, options):
            yield (*place, "value"), say(N_("{value} does not fit the fact {fact}"), value=str(value), fact=name)


def _op_fits(kind: FactKind, op: Op) -> bool:
    if kind is FactKind.YES_NO:
        return not op.takes_value
    return op.takes_value and not (kind in (FactKind.CHOICE, FactKind.TEXT) and op.orders)


def _value_fits(fact: Fact, value: Any, options: OptionKeys) -> bool:
    match fact.kind:
        case FactKind.CHOICE:
            return value in options.get(fact.options, frozenset())
        case FactKind.TEXT:
            return isinstance(value, str)
        case FactKind.DAY:
            return isinstance(value, date)
        case FactKind.MONEY:
            try:
                read_fen(value)
            except Unfit:
                return False
            return True
        case _:
            return isinstance(value, int) and not isinstance(value, bool)


def _value_for(kind: FactKind, value: Any) -> FactValue | tuple[FactValue, ...]:
    if isinstance(value, list):
        return tuple(read_fen(part) if kind is FactKind.MONEY else part for part in value)
    return read_fen(value) if kind is FactKind.MONEY else value


def _own_value(kind: FactKind, value: Any) -> FactValue | tuple[FactValue, ...]:
    """Return what an answer is compared with, in the shape in which it is kept: a day in ISO."""
    if kind is not FactKind.DAY:
        return _value_for(kind, value)
    return tuple(day.isoformat() for day in value) if isinstance(value, list) else value.isoformat()


# In short -------------------------------------------------------------------------------------------------------------

COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge", "in", "not_in")
LONG = {"fact", "op", "value", "worker"}
OF_PEOPLE = {
    "member": "any_member", "any_member": "any_member", "every": "every_member", "every_member": "every_member",
    "it": "it",
}  # fmt: skip


def in_long(data: Any) -> Any:
    """Return a condition in the long form {fact, op, value}; what is long already, or is no table, stays.

    `{class = ["deep"], age = {ge = 18, say = {...}}, member = {...}, any = [{...}], not = {...}}`: `say` is what the
    worker is told when the comparison fails.
    """
    if not isinstance(data, Mapping) or "fact" in data:
        return data
    parts = [part for key, value in data.items() for part in _in_parts(key, value)]
    return parts[0] if len(parts) == 1 else {"all": parts}


def _in_parts(key: str, value: Any) -> Iterator[dict[str, Any]]:
    if key in ("all", "any"):
        yield {key: [in_long(part) for part in value] if isinstance(value, list) else value}
    elif key == "not":
        yield {key: in_long(value)}
    elif key in OF_PEOPLE:
        yield {OF_PEOPLE[key]: in_long(value)}
    elif key == "list" and isinstance(value, Mapping):
        yield from (part for one, asked in value.items() for part in _of_list(one, asked))
    else:
        yield from _comparisons(key, value)


def _of_list(key: str, asked: Any) -> Iterator[dict[str, Any]]:
    """`list.company.class = [...]` is the class on one list, a fact of its own."""
    if not isinstance(asked, Mapping):
        yield {"fact": f"list.{key}"}
        return
    for name, value in asked.items():
        yield from _comparisons(f"list.{key}.{name}", value)


def _comparisons(fact: str, value: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(value, Mapping):
        yield {"fact": fact, **_compared(value)}
        return
    told = {"worker": value["say"]} if "say" in value else {}
    for op, wanted in value.items():
        if op == "eq":
            yield {"fact": fact, **_compared(wanted), **told}
        elif op != "say":
            yield {"fact": fact, "op": op, "value": wanted, **told}


def _compared(value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"op": "is_true" if value else "is_false"}
    return {"op": "in" if isinstance(value, list) else "eq", "value": value}


ShortRule = Annotated[Rule, BeforeValidator(in_long)]
