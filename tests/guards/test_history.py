"""Whoever changes what a household file says does so inside `changing`, so that its history misses nothing."""

from __future__ import annotations

import ast
from pathlib import Path

from domain.households.history import Kind
from services.households.history import stands

SERVICES = Path(__file__).resolve().parents[2] / "services"
TELLING = {
    "data", "head_id", "household_class", "class_on", "class_version", "case_officer_id", "national_number",
    "closed_at", "known", "rechecked_on", "suspended_on",
}  # fmt: skip
# These are called inside `changing`, or before there is a first version.
INSIDE = {"put_in_class", "put_on", "take_off", "_join", "_join_lists"}
WRITERS = {"changing", "Why"}


def _writes(node: ast.AST) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    parts = [one for target in targets for one in ast.walk(target) if isinstance(one, ast.Attribute)]
    return any(_is_of_file(one) for one in parts)


def _is_of_file(target: ast.Attribute) -> bool:
    return target.attr in TELLING and ast.unparse(target.value).split(".")[-1] == "file"


def _opens_a_version(function: ast.FunctionDef) -> bool:
    withs = [item for node in ast.walk(function) if isinstance(node, ast.With) for item in node.items]
    opens = ("changing(", "opening_again(")
    return any(one in ast.unparse(item.context_expr) for item in withs for one in opens)


def test_no_file_is_changed_past_its_history() -> None:
    past, found = [], set()
    for path in sorted(SERVICES.rglob("*.py")):
        tree = ast.parse(path.read_text())
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            if any(_writes(node) for node in ast.walk(function)):
                found.add(function.name)
                if function.name not in INSIDE and not _opens_a_version(function):
                    past.append(f"{path.relative_to(SERVICES)}:{function.lineno} {function.name}")
    assert past == []
    assert {*INSIDE, "give", "_of_file", "keep_card", "_keep_known", "close"} <= found


def test_every_kind_of_version_says_what_happened() -> None:
    assert all(kind.said.source for kind in Kind)
    assert stands.__doc__
