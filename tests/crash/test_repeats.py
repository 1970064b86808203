"""Killed while many people talk to it, the bot repeats at most one message to each person and kill."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.figures import crash
from benchmarks.figures.crash import MAYBE_REPEATED, Plan, Walker
from benchmarks.programs.processes import BotProcess

PEOPLE, KILLS, ANSWERS = 30, 4, 8

pytestmark = pytest.mark.xdist_group("one at a time")


def repeats(walkers: list[Walker]) -> Counter[int]:
    """Count the messages that each person was told they may have already."""
    return Counter(
        walker.person.id for walker in walkers for heard in walker.person.all_heard if MAYBE_REPEATED in heard.text
    )


def killed(monkeypatch: pytest.MonkeyPatch, folder: Path, *, webhook: bool, database_url: str = "") -> None:
    """Play a plan and count."""
    seen: list[Walker] = []
    judge = crash._judge

    def keep(plan: Plan, bot: BotProcess, walkers: list[Walker], verdict: crash.Verdict) -> None:
        seen.extend(walkers)
        judge(plan, bot, walkers, verdict)

    monkeypatch.setattr(crash, "_judge", keep)
    plan = Plan(
        people=PEOPLE, answers=ANSWERS, kills=KILLS, seed=random.SystemRandom().randrange(1_000_000), webhook=webhook,
        from_start=False, folder=folder, database_url=database_url,
    )  # fmt: skip
    verdict = crash.play(plan)
    assert verdict.is_clean, f"{plan}: {verdict}"
    assert verdict.kills == KILLS
    said = repeats(seen)
    print(f"{said.total()} repeats of {verdict.acts} answers, {verdict.came_twice} had arrived: {said}")
    assert max(said.values(), default=0) <= KILLS, f"{plan}: {said}"


@pytest.mark.slow
def test_on_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed(monkeypatch, tmp_path, webhook=False)


@pytest.mark.slow
def test_on_postgresql(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_postgres_database: Callable[..., str]
) -> None:
    killed(monkeypatch, tmp_path, webhook=True, database_url=new_postgres_database())
