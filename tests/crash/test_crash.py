"""The bot is killed while people talk to it: nothing is lost or done twice, everybody's answers keep their order.

The same harness as `python -m benchmarks crash`, smaller. A failing run prints its plan, seed and log.
"""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.figures.crash import Plan, Verdict, play

pytestmark = pytest.mark.xdist_group("one at a time")


def crashed(plan: Plan) -> Verdict:
    """Play a plan; the words of a failure hold what is needed to see it again."""
    try:
        verdict = play(plan)
    except BaseException:
        print(plan, (plan.folder / "bot.log").read_text(errors="replace")[-3000:], sep="\n")
        raise
    assert verdict.is_clean, f"{plan}: {verdict}"
    assert verdict.kills == plan.kills
    return verdict


def seed() -> int:
    return random.SystemRandom().randrange(1_000_000)


@pytest.mark.slow
def test_polling_on_sqlite_loses_no_answer(tmp_path: Path) -> None:
    plan = Plan(people=10, answers=11, kills=4, seed=seed(), webhook=False, from_start=False, folder=tmp_path)
    assert crashed(plan).acts == 10 * (1 + 11)


@pytest.mark.usefixtures("warm_starts")
@pytest.mark.slow
def test_a_webhook_on_postgresql_loses_no_answer(tmp_path: Path, new_postgres_database: Callable[..., str]) -> None:
    url = new_postgres_database()
    plan = Plan(
        people=10, answers=6, kills=4, seed=seed(), webhook=True, from_start=True, folder=tmp_path, database_url=url
    )
    assert crashed(plan).acts == 10 * (10 + 6)


@pytest.mark.usefixtures("warm_starts")
@pytest.mark.slow
def test_without_a_kill_nothing_is_said_to_be_in_doubt(tmp_path: Path) -> None:
    plan = Plan(people=3, answers=14, kills=0, seed=seed(), webhook=False, from_start=True, folder=tmp_path)
    assert crashed(plan).said_maybe_repeated == 0
