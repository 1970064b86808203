"""Households on file for tests of seasons: put into the database as they are, with what each of them is there for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from domain.policy_file.loading import load_policy
from models.households import HouseholdFile
from services.platform.policies import FileChange, Policy
from tests.union import ANSWERS, DEMO, World

DAUGHTER_AT_SCHOOL = {
    "relation": "daughter", "name": "林小例", "resident_id": "990101200801010019", "health": "good",
    "work_status": "student", "school": "示例高级中学", "stage": "senior_secondary", "entry_year": 2024,
}  # fmt: skip
LAID_OFF: Mapping[str, Any] = {"self_work_status": "laid_off", "main_cause": "laid_off"}  # spring
AT_WORK: Mapping[str, Any] = {"self_work_status": "on_duty"}  # summer
WITH_STUDENT: Mapping[str, Any] = {"self_work_status": "retired", "members": [DAUGHTER_AT_SCHOOL]}  # autumn
RETIRED: Mapping[str, Any] = {"self_work_status": "retired"}  # winter only, like every file


def put_household(
    session: Session,
    number: int,
    *,
    head: int,
    unit: int,
    officer: int | None,
    opened_at: datetime,
    answers: Mapping[str, Any] = AT_WORK,
    known: dict[str, Any] | None = None,
) -> int:
    """Put a file HF-2025-<number> into the database; return its id."""
    file = HouseholdFile(
        number=f"HF-2025-{number:04d}",
        national_number=f"QG-{number}",
        head_id=head,
        unit_id=unit,
        household_class="deep",
        data={**ANSWERS, **answers},
        opened_at=opened_at,
        case_officer_id=officer,
        officer_since=opened_at if officer else None,
        known=known,
    )
    session.add(file)
    session.flush()
    return file.id


def changed(world: World, tmp_path: Path, *changes: tuple[str, str]) -> Policy:
    """Put a changed policy in force."""
    text = DEMO.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / "changed.toml"
    file.write_text(text, encoding="utf-8")
    policy = load_policy(file)
    with world.work() as session:
        world.house.policies.keep_change(session, policy.version, text, now=world.now)
    world.house.policies.take(FileChange(b"", text, policy))
    return world.house.policies.current
