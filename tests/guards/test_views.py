"""Handlers see no table: what services give them and take from them is a small frozen view, a number or a text."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints

from sqlmodel import SQLModel

import handlers

ROOT = Path(handlers.__path__[0])
MODULES = [
    importlib.import_module(found.name) for found in pkgutil.walk_packages([str(ROOT)], "handlers.") if not found.ispkg
]


def used_of_services(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """Yield what a module of handlers names of services: imported by itself, or as `file.name`."""
    tree = ast.parse(inspect.getsource(module))
    for name, found in vars(module).items():
        if getattr(found, "__module__", "").startswith(("services", "models")) and not inspect.ismodule(found):
            yield name, found
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            holder = vars(module).get(node.value.id)
            if inspect.ismodule(holder) and holder.__name__.startswith("services"):
                yield f"{node.value.id}.{node.attr}", getattr(holder, node.attr)


def tables_in(hint: Any, seen: frozenset[Any] = frozenset()) -> set[str]:
    """Return the tables that a type holds, in its arguments and in the fields of a dataclass too."""
    if hint in seen:
        return set()
    seen |= {hint}
    found: set[str] = set()
    if isinstance(hint, type) and issubclass(hint, SQLModel):
        found.add(hint.__name__)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type) and hint.__name__ != "Work":
        for part in get_type_hints(hint).values():
            found |= tables_in(part, seen)
    for part in get_args(hint):
        found |= tables_in(part, seen) if not isinstance(part, list) else set()
    return found


def tables_of(found: Any) -> set[str]:
    """Return the tables that a function takes or gives, that a dataclass holds, or that the thing itself is."""
    if inspect.isfunction(found):
        inner: Callable[..., Any] = inspect.unwrap(found)
        return {name for hint in get_type_hints(inner).values() for name in tables_in(hint)}
    return tables_in(found) if isinstance(found, type) else set()


def test_handlers_see_no_table() -> None:
    wrong = {
        f"{module.__name__}: {name} has {', '.join(sorted(tables))}"
        for module in MODULES
        for name, found in used_of_services(module)
        if (tables := tables_of(found))
    }
    assert not wrong, "\n".join(sorted(wrong))
