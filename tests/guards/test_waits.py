"""Every state that waits for somebody stands in docs/WAITING.md, with a clock, a reminder, an end and a way back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from domain.changes.change import Standing
from domain.claims.moves import OPEN
from domain.offers.rules import State
from domain.payments.money import MoneyState
from domain.policy.waits import Patience, Waits
from domain.procedure import steps
from domain.procedure.asked import KINDS
from domain.procedure.state import Status
from domain.procedure.waiting import WaitsFor
from domain.requests.threads import RequestState
from domain.tasks.checklist import TaskState
from services.broadcasts import record
from services.policy_file import record as sent_policies
from services.registers import record as registers

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "WAITING.md").read_text(encoding="utf-8")
COLUMNS = ["what", "clock", "reminder", "end", "way back"]
PROMPTED = re.compile(r'f"([a-z]+):\{')  # how prompts are named: put_prompt(work, case, f"confirm:{visit.id}", ...)


def rows(page: str = PAGE) -> list[list[str]]:
    """Return the cells of every table."""
    lines = [line for line in page.splitlines() if line.startswith("|") and not line.startswith("|---")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row != COLUMNS]


def named() -> set[str]:
    """Return every word in code marks of the tables."""
    return {word for row in rows() for cell in row for word in re.findall(r"`([a-z_]+)`", cell)}


WAITING = {
    "status of a case": {status.value for status in Status if not status.is_closed} | {Status.LAPSED.value},
    "step": set(steps.named(lambda kind: not kind.by_officer)),  # those of officers all wait alike
    "what a worker is to do": {what.value for what in WaitsFor},
    "prompt": set(KINDS),
    "offer": {state.value for state in State if not state.is_result and state is not State.DECLINED},
    "money": {state.value for state in MoneyState},
    "checklist": {state.value for state in TaskState if state is not TaskState.DONE},
    "change": {Standing.PROPOSED.value},
    "asked of a person": {RequestState.OFFERED.value, RequestState.OPEN.value},
    "another account": {state.value for state in OPEN},
    "policy that was sent": {sent_policies.READY, sent_policies.PROPOSED, sent_policies.CONFIRMED},
    "register that is brought in": {registers.COLUMNS, registers.READY},
    "notice to many": {record.READY, record.TO_CONFIRM, record.PAUSED},
}


@pytest.mark.parametrize("kind", WAITING)
def test_what_waits_stands_on_the_page(kind: str) -> None:
    assert not WAITING[kind] - named()


def test_the_days_of_the_page_are_those_of_the_policy() -> None:
    """Each row that names a line of `[waits]` says how long it is, and every line is named."""
    named_lines = re.findall(r"`\[waits\] (\w+)`: (\d+) days", PAGE)
    waits = Waits()
    assert {(name, getattr(waits, name).ends_after_days) for name, _ in named_lines} == {
        (name, int(days)) for name, days in named_lines
    }
    assert {name for name, _ in named_lines} == {
        name for name in Waits.model_fields if isinstance(getattr(waits, name), Patience)
    }


def test_no_cell_is_empty() -> None:
    assert rows()
    assert not [row[0] for row in rows() if len(row) != len(COLUMNS) or not all(row)]


def test_every_prompt_that_is_put_is_known() -> None:
    """A prompt of a kind that is not in the list would be called a decision, and stand in no row."""
    files = [*ROOT.glob("services/**/*.py")]
    put = [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if "put_prompt(" in line]
    kinds = {kind for line in put for kind in PROMPTED.findall(line)}
    assert kinds
    assert kinds <= set(KINDS)
