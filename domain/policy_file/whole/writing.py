"""A policy written as TOML again, so that the whole of several files can be shown, kept and read once more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WIDTH = 100


def as_toml(data: Mapping[str, Any]) -> str:
    """Return TOML text that reads as the same data: texts, numbers, dates, times, lists and tables of them."""
    return "\n".join(_table(data, "")) + "\n"


def _table(data: Mapping[str, Any], path: str) -> Iterator[str]:
    """Write plain entries first, since what follows a header belongs to it."""
    yield from (f"{_key(key)} = {_value(one)}" for key, one in data.items() if not _has_header(one))
    for key, one in data.items():
        name = f"{path}.{_key(key)}" if path else _key(key)
        if isinstance(one, Mapping) and _has_header(one):
            yield from ("", f"[{name}]", *_table(one, name))
        elif _has_header(one):
            for each in one:
                yield from ("", f"[[{name}]]", *_table(each, name))


def _has_header(value: Any) -> bool:
    """Say whether a value is a table or a list of tables that is too long for a line."""
    if isinstance(value, Mapping):
        return bool(value) and len(_value(value)) > _WIDTH
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) and len(_value(one)) > _WIDTH
                                                           for one in value)  # fmt: skip


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case int():
            return str(value)
        case Decimal():
            return _number(value)
        case date() | time():
            return value.isoformat()
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + " }"
        case list():
            return _list(value)
    raise TypeError(type(value).__name__)


def _list(value: list[Any]) -> str:
    short = "[" + ", ".join(map(_value, value)) + "]"
    return short if len(short) <= _WIDTH else "[\n" + "".join(f"  {_value(one)},\n" for one in value) + "]"


def _number(value: Decimal) -> str:
    if not value.is_finite():
        return str(value).lower().replace("infinity", "inf")
    plain = f"{value:f}"
    return plain if "." in plain else f"{plain}.0"


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)
