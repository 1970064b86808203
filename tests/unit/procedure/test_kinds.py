"""Every kind of step is whole: it says who acts, what they are asked and can press, and what the worker reads."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from domain.platform.buttons import LARGEST_ID, MOST_BYTES, decode
from domain.procedure.buttons import DecideStep
from domain.procedure.state import Verdict
from domain.procedure.steps import KINDS, OVER, kind_of
from domain.procedure.steps.kind import Kind
from domain.units.steps import Step

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "domain" / "procedure" / "steps"

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


def test_a_kind_is_a_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} - {"__init__", "kind", "after_months"} == set(KINDS)


@every_kind
def test_a_kind_says_what_people_read(kind: Kind) -> None:
    assert kind_of(kind.key) is kind
    assert kind.name
    assert kind.coming
    assert bool(kind.prompt) == kind.by_officer == bool(kind.verdicts)
    assert kind.follows is None or kind.follows in KINDS


@every_kind
def test_its_officers_can_give_every_verdict_that_it_knows(kind: Kind) -> None:
    if not kind.by_officer:
        return
    presses = [one.press for row in kind.keys(LARGEST_ID, 999, can_return=True) for one in row]
    assert all(len(press.encode()) <= MOST_BYTES for press in presses)
    given = {one.verdict for one in map(decode, presses) if isinstance(one, DecideStep)}
    assert kind.verdicts - {Verdict.APPROVE} <= given <= kind.verdicts
    without = [one.press for row in kind.keys(1, 1, can_return=kind.key == "entry") for one in row]
    assert kind.key == "entry" or not any(press.endswith(Verdict.RETURN) for press in without)


@every_kind
def test_a_step_that_nobody_decides_is_a_mistake_of_the_policy(kind: Kind) -> None:
    assert bool(list(kind.problems(Step(kind=kind.key)))) == (kind.by_officer or kind.is_posted)


def test_a_case_that_is_over_is_at_a_step_of_no_kind() -> None:
    assert kind_of("closed") is OVER
    assert kind_of(None) is OVER
    assert not any((OVER.verdicts, OVER.coming, OVER.is_money))


def test_nothing_above_the_rules_asks_which_kind_it_is() -> None:
    """What differs is asked of the kind; the names of kinds stand in `domain` only."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for package in ("services", "handlers", "delivery", "bot")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "StepKind"
    ]
    assert found == []
