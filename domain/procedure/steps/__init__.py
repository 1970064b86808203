"""The kinds of step, a file each: what can happen in a step, and all that is different about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from domain.platform.text import N_
from domain.procedure.steps.kind import Kind
from domain.units.steps import StepKind


class Over(Kind):
    """No step: all of them are done."""

    key = StepKind("closed")
    name = N_("closed")
    coming = ""
    verdicts = frozenset()


OVER = Over()


def _found() -> Iterator[Kind]:
    for module in iter_modules(__path__):
        kind = getattr(import_module(f"{__name__}.{module.name}"), "KIND", None)
        if isinstance(kind, Kind):
            yield kind


KINDS: Mapping[str, Kind] = {kind.key: kind for kind in _found()}


def named(has: Callable[[Kind], bool]) -> list[str]:
    """Return the names of the kinds of which this holds, for a query."""
    return [kind.key.value for kind in KINDS.values() if has(kind)]


def posted() -> list[str]:
    """Return the names of those in which a public notice stands."""
    return named(lambda kind: kind.is_posted)


def kind_of(step: str | None) -> Kind:
    """Return the kind of a step by its name; `OVER` for a case that has come past all of its steps."""
    return KINDS.get(step or "", OVER)
