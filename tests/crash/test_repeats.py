"""Killed while many people talk to it, the bot repeats at most one message to each person and kill."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.figures.crash import Plan, play

PEOPLE, KILLS, ANSWERS = 30, 4, 8

pytestmark = [pytest.mark.xdist_group("one at a time"), pytest.mark.usefixtures("warm_starts")]


def killed(folder: Path, *, webhook: bool, database_url: str = "") -> None:
    """Play a plan and look at what was found."""
    plan = Plan(
        people=PEOPLE, answers=ANSWERS, kills=KILLS, seed=random.SystemRandom().randrange(1_000_000), webhook=webhook,
        from_start=False, folder=folder, database_url=database_url,
    )  # fmt: skip
    verdict = play(plan)
    assert verdict.is_clean, f"{plan}: {verdict}"
    assert verdict.kills == KILLS
    print(f"{verdict.said_maybe_repeated} repeats of {verdict.acts} answers, {verdict.came_twice} had arrived")


@pytest.mark.slow
def test_on_sqlite(tmp_path: Path) -> None:
    killed(tmp_path, webhook=False)


@pytest.mark.slow
def test_on_postgresql(tmp_path: Path, new_postgres_database: Callable[..., str]) -> None:
    killed(tmp_path, webhook=True, database_url=new_postgres_database())
