"""Conditions in short: a table is "and", a key is a fact, the value says the comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from domain.policy.conditions import Rule

COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge", "in", "not_in")
LONG = {"fact", "op", "value", "worker"}
OF_PEOPLE = {"member": "any_member", "any_member": "any_member", "every": "every_member", "it": "it"}


def in_long(data: Any) -> Any:
    """Return a condition in the long form {fact, op, value}; what is long already, or is no table, stays.

    `{class = ["deep"], age = {ge = 18, say = {...}}, member = {...}, any = [{...}], not = {...}}`: `say` is what the
    worker is told when the comparison fails.
    """
    if not isinstance(data, Mapping) or "fact" in data:
        return data
    parts = [part for key, value in data.items() for part in _parts(key, value)]
    return parts[0] if len(parts) == 1 else {"all": parts}


def _parts(key: str, value: Any) -> Iterator[dict[str, Any]]:
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
