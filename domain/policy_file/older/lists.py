"""The first list of a policy, which a file of before did not name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

OPENS = "opens"


def with_first_list(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the data of a policy with a first list that says what opens a file with it; what is no good is left."""
    lists = data.get("list", [])
    if not isinstance(lists, list):
        return data
    if not lists:
        return {**data, "list": [dict(_usual())]}
    first, *more = lists
    if not isinstance(first, Mapping) or OPENS in first:
        return data
    return {**data, "list": [{**first, OPENS: _usual()[OPENS]}, *more]}


@cache
def _usual() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("first_list.toml").read_text("utf-8"))
