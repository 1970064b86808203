"""Reads answers as they are kept into the class whose fields declare them; whatever is missing takes the default."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from datetime import date
from functools import cache
from typing import Any, TypeVar, cast

from domain.forms import ResidentIdAnswer
from domain.households.asked import ForEach, OfPolicy, People, asked_of
from domain.platform.identifiers import normalise

Answers = Mapping[str, Any]
T = TypeVar("T")


def read(kept_as: type[T], answers: Answers) -> T:
    """Return the answers as an object of the class; a key may be missing, or empty, and then counts as the default."""
    readers = _readers(cast(Hashable, kept_as))
    return kept_as(**{name: reader(answers) for name, reader in readers})


@cache
def _readers(kept_as: Any) -> tuple[tuple[str, Callable[[Answers], Any]], ...]:
    return tuple((field.name, _reader(kept_as, field)) for field in fields(kept_as))


def _reader(kept_as: type, field: Field[Any]) -> Callable[[Answers], Any]:
    """Return what takes a field from the answers; the type of the field says how."""
    name, default = field.name, field.default
    asked, annotated = asked_of(kept_as).get(name), cast(Any, field.type)
    if isinstance(mark := annotated.__metadata__[0], OfPolicy):
        return lambda answers: own_answers(answers, mark)
    match asked.answer if asked else None:
        case People(row):
            return lambda answers: tuple(read(row, one) for one in answers.get(name) or ())
        case ForEach(_, prefix):
            return lambda answers: _by_entry(answers, prefix)
        case ResidentIdAnswer():
            return lambda answers: normalise(_text(answers.get(name), ""))
    assert default is not MISSING, f"{name} needs a default: older files do not have it"
    reads = _BY_TYPE[annotated.__origin__]
    return lambda answers: reads(answers.get(name), default)


def _by_entry(answers: Answers, prefix: str) -> Mapping[str, int]:
    keys = [key for key in answers if key.startswith(prefix)]
    return {key.removeprefix(prefix): _whole(answers[key], 0) for key in keys if answers[key]}


def own_answers(answers: Answers, mark: OfPolicy) -> Mapping[str, Any]:
    """Return what questions of the policy were answered, as it is kept, by their key."""
    prefixes = (mark.answers, mark.papers)
    found = [(key, value) for key, value in answers.items() if key.startswith(prefixes)]
    return {key.removeprefix(mark.answers).removeprefix(mark.papers): value for key, value in found}


def _whole(value: Any, default: int) -> int:
    return default if value is None or value == "" else int(value)


def _text(value: Any, default: str) -> str:
    return str(value or default)


def _day(value: date | str | None, default: date | None) -> date | None:
    if isinstance(value, str):
        return date.fromisoformat(value) if value else default
    return value or default


def _texts(values: Sequence[Any] | None, default: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(value) for value in values or default)


_BY_TYPE: Mapping[Any, Callable[[Any, Any], Any]] = {
    int: _whole,
    str: _text,
    bool: lambda value, default: default if value is None else bool(value),
    int | None: lambda value, default: _whole(value, 0) or default,
    date | None: _day,
    tuple[str, ...]: _texts,
}
