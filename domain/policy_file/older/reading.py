"""A policy as files of today state it, whatever the version that wrote it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from domain.policy_file.older.lists import with_first_list

STUDY_GRANT = "study_grant"  # a kind of programme that was written in code
QUESTIONS = ("study_stage", "new_student", "study_school", "study_track")


def as_now(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the data of a policy with every entry of an older version as it is stated now; what is no good is left for
    those who tell of it."""
    return _with_grants(with_first_list(data))


def _with_grants(data: Mapping[str, Any]) -> Mapping[str, Any]:
    programmes = data.get("programme")
    if not isinstance(programmes, list) or not any(_is_older(one) for one in programmes):
        return data
    return {
        **data,
        "programme": [_now(one, number) if _is_older(one) else one for number, one in enumerate(programmes)],
    }


def _is_older(one: Any) -> bool:
    return isinstance(one, Mapping) and one.get("kind") == STUDY_GRANT


def _now(one: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    """Return a programme; the keys of its questions are its own, since a file may have several."""
    try:
        stated: Mapping[str, Any] = _renamed(_stated(one, _words()), {key: f"{key}_{number}" for key in QUESTIONS})
        return stated
    except (KeyError, TypeError, AttributeError):
        return one


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return data with other keys for some questions, where they are asked and where a condition names them."""
    match value:
        case Mapping():
            each = ((names.get(key, key), _renamed(one, names)) for key, one in value.items())
            whole = dict(each)
            return {**whole, "key": names[value["key"]]} if value.get("key") in names else whole
        case list():
            return [_renamed(one, names) for one in value]
    return value


@cache
def _words() -> Mapping[str, Any]:
    text = Path(__file__).with_name("study_grant.toml").read_text("utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def _stated(one: Mapping[str, Any], words: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a study grant as aid about one of the household; its worked examples were proved when it came."""
    same = ("key", "procedure", "title", "summary", "payees")
    return {
        **{name: one[name] for name in (*same, "list") if name in same or name in one},
        "kind": "aid",
        "about": "member",
        "once": {"per": "school_year"},
        "intro": words["intro"],
        "whom": words["whom"],
        "ask": [*words["ask"], *one.get("ask", ())],
        "window": _window(one["window"], words),
        "papers": list(_papers(one["papers"])),
        "who": {"class": list(one["amounts"]), "all": list(_left_out(one))},
        "amount": {"table": list(_rows(one["amounts"]))},
    }


def _window(window: Mapping[str, Any], words: Mapping[str, Any]) -> Mapping[str, Any]:
    returning = {"on": window["returning_close"], "title": words["returning"], "when": {"new_student": False}}
    return {"opens": window["opens"], "closing": [returning, {"on": window["new_close"], "title": words["new"]}]}


def _papers(papers: Mapping[str, Any]) -> Iterator[Any]:
    for key in dict.fromkeys((*papers["new"], *papers["returning"])):
        is_new, is_returning = key in papers["new"], key in papers["returning"]
        yield key if is_new and is_returning else {"paper": key, "when": {"new_student": is_new}}


def _left_out(one: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for entry in one.get("excluded_tracks", ()):
        yield {"study_track": {"ne": entry["track"], "say": entry["worker"]}}
    if "requires" in one:
        yield one["requires"]


def _rows(amounts: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for household_class, stages in amounts.items():
        for stage, pays in stages.items():
            yield {"when": {"class": household_class, "study_stage": stage}, "pays": pays}
