"""Reads answers as they are kept into the class whose fields declare them; whatever is missing takes the default."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from functools import cache
from typing import Any, TypeVar, cast

from domain.forms import ResidentIdAnswer
from domain.households.asked import ForEach, OfPolicy, People, asked_of
from domain.platform.identifiers import normalise

Answers = Mapping[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Readers:
    """How the fields of a class are read: from the value under their own key, or from several answers."""

    by_key: tuple[tuple[str, Callable[[Any, Any], Any], Any], ...]
    others: tuple[tuple[str, Callable[[Answers], Any]], ...]


def read(kept_as: type[T], answers: Answers) -> T:
    """Return the answers as an object of the class; a key may be missing, or empty, and then counts as the default."""
    readers, get = _readers(cast(Hashable, kept_as)), answers.get
    values = {name: reads(get(name), default) for name, reads, default in readers.by_key}
    values |= {name: reads(answers) for name, reads in readers.others}
    return kept_as(**values)


@cache
def _readers(kept_as: Any) -> _Readers:
    others = {field.name: one for field in fields(kept_as) if (one := _of_several(kept_as, field)) is not None}
    by_key = tuple(_of_one(kept_as, field) for field in fields(kept_as) if field.name not in others)
    return _Readers(by_key, tuple(others.items()))


def _of_several(kept_as: type, field: Field[Any]) -> Callable[[Answers], Any] | None:
    """Return what reads a field that several answers make, None for an ordinary one."""
    asked, marks = asked_of(kept_as).get(field.name), cast(Any, field.type).__metadata__
    if isinstance(mark := marks[0], OfPolicy):
        return lambda answers: own_answers(answers, mark)
    if asked is None or not isinstance(asked.answer, ForEach):
        return None
    prefix = asked.answer.prefix
    return lambda answers: {key: _whole(value, 0) for key, value in _under(answers, prefix).items() if value}


def _of_one(kept_as: type, field: Field[Any]) -> tuple[str, Callable[[Any, Any], Any], Any]:
    """Return the key of a field, what reads its value, and the default; the type of the field says how."""
    name, default = field.name, field.default
    match asked_of(kept_as)[name].answer:
        case People(row):
            return name, _people, row
        case ResidentIdAnswer():
            return name, lambda value, default: normalise(_text(value, default)), default
    assert default is not MISSING, f"{name} needs a default: older files do not have it"
    return name, _BY_TYPE[cast(Any, field.type).__origin__], default


def own_answers(answers: Answers, mark: OfPolicy) -> Mapping[str, Any]:
    """Return what questions of the policy were answered, as it is kept, by their key."""
    return {**_under(answers, mark.papers), **_under(answers, mark.answers)}


def _under(answers: Answers, prefix: str) -> dict[str, Any]:
    """Return the answers whose key begins so, by the rest of it."""
    length = len(prefix)
    return {key[length:]: value for key, value in answers.items() if key[:length] == prefix}


def _people(value: Sequence[Answers] | None, row: type) -> tuple[Any, ...]:
    return tuple(read(row, one) for one in value or ())


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
