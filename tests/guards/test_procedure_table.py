"""Only the procedure moves a case: what it offers is used, and nothing beside it changes where a case stands."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from domain.procedure import late, procedure, returns
from domain.procedure.state import CaseState
from models.procedure import AidCase

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "handlers", "delivery", "services", "models", "domain")
STORING = ROOT / "services" / "procedure" / "record.py"
STATE = {one.name for one in fields(CaseState)}
MOVING = {"step", "status", "version"}  # columns of a case that say where it stands
OFFERED = [
    (module, name)
    for module in (procedure, late, returns)
    for name, one in inspect.getmembers(module, inspect.isfunction)
    if one.__module__ == module.__name__ and not name.startswith("_")
]

pytestmark = pytest.mark.slow  # whichever comes first reads the whole program


def trees() -> Iterator[tuple[Path, ast.Module]]:
    """Yield every file of the program but those of the procedure and the one that stores a state."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if path != STORING and path.parent != ROOT / "domain" / "procedure":
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def nodes() -> Iterator[tuple[Path, ast.AST]]:
    for path, tree in trees():
        for node in ast.walk(tree):
            yield path, node


def named(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def changes_a_state(node: ast.AST) -> bool:
    """A state is made, or made over, beside the procedure."""
    if not isinstance(node, ast.Call):
        return False
    given = {word.arg for word in node.keywords}
    return named(node.func) == "CaseState" or (named(node.func) == "replace" and bool(given & STATE))


def moves_a_case(node: ast.AST) -> bool:
    """The row of a case is moved by hand."""
    if isinstance(node, ast.Call):
        return named(node.func) == "update" and [named(one) for one in node.args] == [AidCase.__name__]
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = [part for one in node.targets for part in (one.elts if isinstance(one, ast.Tuple) else [one])]
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    return any(isinstance(one, ast.Attribute) and one.attr in MOVING and "case" in named(one.value) for one in targets)


@dataclass
class Found:
    """Where something is wrong, and which functions of which modules the use-cases call."""

    changing: list[str] = field(default_factory=list)
    moving: list[str] = field(default_factory=list)
    used: set[tuple[str, str]] = field(default_factory=set)


@pytest.fixture(scope="module")
def found() -> Found:
    """The program is read and walked once for all tests."""
    found = Found()
    for path, node in nodes():
        if not isinstance(node, ast.expr | ast.stmt):
            continue
        place = f"{path.relative_to(ROOT)}:{node.lineno}"
        found.changing += [place] * changes_a_state(node)
        found.moving += [place] * moves_a_case(node)
        if path.is_relative_to(ROOT / "services"):
            found.used |= calls(node)
    return found


def calls(node: ast.AST) -> set[tuple[str, str]]:
    """Return what a node names of another module: the last part of the module's name, and the function."""
    if isinstance(node, ast.Attribute):
        return {(named(node.value), node.attr)}
    if isinstance(node, ast.ImportFrom) and node.module:
        return {(node.module, one.name) for one in node.names}
    return set()


def test_only_the_procedure_makes_a_state_of_another(found: Found) -> None:
    assert found.changing == []


def test_a_case_is_moved_where_its_state_is_stored_and_nowhere_else(found: Found) -> None:
    assert found.moving == []


@pytest.mark.parametrize(("module", "name"), OFFERED, ids=[name for _, name in OFFERED])
def test_what_the_procedure_offers_is_what_happens(found: Found, module: ModuleType, name: str) -> None:
    """A transition that only its tests call would be a rule that nobody keeps."""
    called = {(module.__name__.rpartition(".")[2], name), (module.__name__, name)}
    assert found.used & called, f"no use-case calls {module.__name__}.{name}"


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("after = replace(state, status=Status.OPEN, turn=state.turn + 1)", changes_a_state),
        ("dataclasses.replace(before, position=0)", changes_a_state),
        ("CaseState('2026-0001', steps, 1)", changes_a_state),
        ("case.step, case.due_at = 'review', None", moves_a_case),
        ("the_case.version += 1", moves_a_case),
        ("update(AidCase).values(step='closed')", moves_a_case),
    ],
)
def test_the_guard_would_notice(source: str, wrong: Callable[[Any], bool]) -> None:
    assert any(wrong(node) for node in ast.walk(ast.parse(source)))
