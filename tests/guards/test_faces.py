"""The face of a room of services is exactly what others use of it: counted, and all its own."""

from __future__ import annotations

import ast
import importlib
import inspect
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = sorted(face.parent.name for face in (ROOT / "services").glob("*/__init__.py"))
OUTSIDE = ("bot", "handlers", "delivery", "services")

# How many names others may use of a room. They are meant to shrink; one that grows says why in its commit.
MOST = {
    "aid": 39,
    "behalf": 19,
    "books": 25,
    "broadcasts": 32,
    "campaigns": 24,
    "care": 25,
    "cases": 53,
    "changes": 29,
    "claims": 24,
    "doubles": 13,
    "erasing": 14,
    "exports": 12,
    "forms": 15,
    "households": 48,
    "kinds": 8,
    "lives": 4,
    "notices": 8,
    "offers": 18,
    "officers": 16,
    "payments": 63,
    "people": 32,
    "plans": 19,
    "policy_file": 35,
    "procedure": 92,
    "rechecks": 11,
    "registers": 34,
    "requests": 39,
    "surveys": 8,
    "tasks": 23,
    "units": 24,
    "warnings": 16,
    "year": 6,
}  # fmt: skip
OF_ALL = "platform"  # everybody stands on it, and uses its files by name


def names_used(source: str) -> set[tuple[str, str]]:
    """Return what a file uses of services, as (room, name)."""
    tree = ast.parse(source)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    rooms = {one.asname or one.name: one.name for node in imports if node.module == "services" for one in node.names}
    by_name = {
        (node.module.removeprefix("services."), one.name)
        for node in imports
        if node.module and node.module.startswith("services.")
        for one in node.names
    }
    by_room = {
        (rooms[node.value.id], node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in rooms
    }
    return by_name | by_room


@cache
def used_outside() -> dict[str, set[str]]:
    """Return what files of other rooms and layers use of each room; a file of a room counts by its dotted name."""
    found: dict[str, set[str]] = defaultdict(set)
    for layer in OUTSIDE:
        for path in (ROOT / layer).rglob("*.py"):
            for place, name in names_used(path.read_text(encoding="utf-8")):
                room, _, file = place.partition(".")
                if not path.is_relative_to(ROOT / "services" / room):
                    found[room].add(f"{file}.{name}" if file else name)
    return found


def face_of(room: str) -> list[str]:
    return list(getattr(importlib.import_module(f"services.{room}"), "__all__", ()))


def test_every_room_has_a_face() -> None:
    assert {room for room in ROOMS if not face_of(room)} == {OF_ALL}
    assert set(MOST) | {OF_ALL} == set(ROOMS)


def test_import_linter_holds_every_face() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    held = {one["protected_modules"][0] for one in contracts if one["type"] == "protected"}
    assert {f"services.{room}.*" for room in MOST} <= held


@pytest.mark.parametrize("room", sorted(MOST))
def test_a_face_names_what_others_use_and_nothing_else(room: str) -> None:
    assert set(face_of(room)) == used_outside()[room]


@pytest.mark.parametrize("room", sorted(MOST))
def test_a_face_does_not_grow(room: str) -> None:
    assert len(face_of(room)) == MOST[room], "more: look for one verb that says it all; fewer: lower the number"


@pytest.mark.parametrize("room", sorted(MOST))
def test_a_face_hands_on_its_own_only(room: str) -> None:
    face = importlib.import_module(f"services.{room}")
    named = {name: getattr(face, name) for name in face_of(room)}
    made = {name: one.__module__ for name, one in named.items() if inspect.isfunction(one) or inspect.isclass(one)}
    assert not {name for name, home in made.items() if not home.startswith(f"{face.__name__}.")}


def test_the_guard_would_notice() -> None:
    source = "from services import cases\nfrom services.aid import offer_for\nfrom services.cases.own import x\n"
    assert names_used(source + "cases.withdraw(1)\n") == {
        ("aid", "offer_for"), ("cases.own", "x"), ("cases", "withdraw"),
    }  # fmt: skip
