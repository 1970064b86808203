"""What a household in a file would get by a policy, and why, for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

from delivery.rendering import render_plain
from domain.kinds.trace import Looked
from domain.platform.text import Money
from domain.policy_file.loading import load_policy
from domain.policy_file.trying.history import history_of
from domain.policy_file.trying.household_file import household_of, read_household
from domain.policy_file.trying.verdicts import Answer, Trial, Tried, plain, try_household

MOST_BYTES = 1_000_000
HELD = {True: "yes", False: "no "}


def tried(policy_file: Path, household_file: Path, *, as_json: bool) -> str:
    """Return what the household gets; raises PolicyProblem, HouseholdProblem, OSError."""
    policy = load_policy(policy_file, years=())
    with household_file.open(encoding="utf-8-sig", errors="replace") as text:
        file = read_household(text.read(MOST_BYTES), household_file.name)
    household = household_of(file, policy, household_file.name)
    history = history_of(file, policy, household_file.name)
    trial = try_household(policy, household, file.as_of, file.answers, history)
    names = [one.name for one in file.members]
    return json.dumps(plain(trial), ensure_ascii=False, indent=2) if as_json else "\n".join(_as_text(trial, names))


def _as_text(trial: Trial, names: Sequence[str]) -> Iterator[str]:
    yield f"Class: {trial.household_class}; net income per head and month: {trial.net} yuan"
    yield from (f"List {key}: {found}" for key, found in trial.lists.items())
    yield from (f"  {_said(reason.officer)}" for reason in trial.reasons)
    yield from (_line(line, names) for line in trial.looked)
    for one in trial.programmes:
        yield ""
        yield from _programme(one, names)


def _programme(one: Tried, names: Sequence[str]) -> Iterator[str]:
    later = f", from {one.on} on" if one.on else ""
    amount = "depends on the answers" if one.amount is None else _said(Money(one.amount))
    gets = f": {amount}" if one.verdict is Answer.YES else ""
    whose = ", an officer asks for it" if one.by_officer else ""
    yield f"{_said(one.title)} ({one.key}{whose}): {one.verdict.value}{later}{gets}"
    yield from (f"  {_said(reason.worker)}" for reason in one.reasons)
    yield from (_line(line, names) for line in one.looked)


def _line(line: Looked, names: Sequence[str]) -> str:
    whose = f"{names[line.person]}: " if line.person is not None else ""
    return f"  [{HELD[line.holds]}] {whose}{_said(line.said)} ({_said(line.source.said)})"


def _said(text: Any) -> str:
    return render_plain(text, "en", timezone=UTC)
