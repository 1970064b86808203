"""The scheduler keeps in mind what it could not do: at night, after a failure, while another process leads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from bot.run import scheduler
from bot.run.scheduler import Entry, Scheduler
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work
from tests.union import DEMO, ZONE

NAME = "tell of the year's days"


class Stage:
    """A scheduler of one job, with everything that may keep it from running."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.leads, self.fails = datetime(2026, 7, 20, 9, tzinfo=ZONE), True, False
        self.is_right = True
        self.ran: list[datetime] = []
        monkeypatch.setattr(scheduler, "SCHEDULE", {NAME: Entry("0 8 * * *", self.job, by_day=True)})
        house = House(PolicyBook(DEMO), ZONE, "bot")
        clock: Any = SimpleNamespace(now=lambda: self.now)
        replica: Any = SimpleNamespace(leads=lambda: self.leads)
        database: Any = SimpleNamespace(work=self.work)
        self.scheduler = Scheduler(database, clock, lambda: house, replica, lambda: self.is_right)

    @contextmanager
    def work(self) -> Iterator[None]:
        yield

    def job(self, work: Work) -> None:
        if self.fails:
            raise OSError
        self.ran.append(work.now)


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    return Stage(monkeypatch)


async def test_what_ran_is_not_run_again(stage: Stage) -> None:
    await stage.scheduler.run(NAME)
    await stage.scheduler.run_owed()
    assert len(stage.ran) == 1


async def test_a_job_whose_hour_lies_in_the_quiet_hours_runs_after_them(stage: Stage) -> None:
    stage.now = stage.now.replace(hour=7, minute=59)
    await stage.scheduler.run(NAME)
    await stage.scheduler.run_owed()
    assert stage.ran == []
    stage.now = stage.now.replace(hour=8, minute=0)
    for _ in range(2):
        await stage.scheduler.run_owed()
    assert stage.ran == [stage.now]


async def test_a_job_that_failed_is_tried_again(stage: Stage) -> None:
    stage.fails = True
    for _ in range(2):
        await stage.scheduler.run(NAME)
    stage.fails = False
    await stage.scheduler.run_owed()
    assert stage.ran == [stage.now]


async def test_who_takes_the_lead_over_does_what_the_dead_leader_may_not_have_done(stage: Stage) -> None:
    stage.leads = False
    await stage.scheduler.run(NAME)
    stage.leads = True
    for _ in range(2):
        await stage.scheduler.run_owed()
    assert stage.ran == [stage.now]


async def test_while_the_clock_is_wrong_every_job_stays_owed(stage: Stage) -> None:
    stage.is_right = False
    await stage.scheduler.run(NAME)
    await stage.scheduler.run_owed()
    assert stage.ran == []
    stage.is_right = True
    await stage.scheduler.run_owed()
    assert stage.ran == [stage.now]
