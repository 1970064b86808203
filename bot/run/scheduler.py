"""What happens by itself, in one table that reads like a crontab; APScheduler only ticks.

Every job asks "what is due now?" and gives each effect a key, so that a late, repeated or doubled run does no harm.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.clock import Clock
from bot.run.database import Database
from bot.run.replica import Replica
from handlers.routes import form_names
from services import (
    aid,
    behalf,
    books,
    broadcasts,
    care,
    cases,
    changes,
    claims,
    doubles,
    erasing,
    households,
    offers,
    officers,
    payments,
    plans,
    policy_file,
    procedure,
    rechecks,
    registers,
    requests,
    surveys,
    tasks,
    warnings,
    year,
)
from services.forms import expire_drafts, nudge_drafts
from services.platform import inbox, outbox
from services.platform.house import House
from services.platform.work import Work

Job = Callable[[Work], None]

log = structlog.get_logger()

OWED = "*/5 * * * *"  # when jobs that could not run are tried again


@dataclass(frozen=True)
class Entry:
    """A line of the schedule: when (crontab words, in the union's time zone), and what.

    What is `by_day` tells people of nothing that cannot wait: a start in the quiet hours leaves it for the morning.
    """

    when: str
    job: Job
    by_day: bool = False


def _forget_updates(work: Work) -> None:
    """Let go of updates that were handled."""
    inbox.forget_old(work.session, now=work.now)


def _nudge_drafts(work: Work) -> None:
    nudge_drafts(work, form_names())


def _expire_drafts(work: Work) -> None:
    expire_drafts(work, form_names())


SCHEDULE: dict[str, Entry] = {
    "tell the next of danger": Entry("* * * * *", requests.call_on),
    "let decisions take effect": Entry("* * * * *", cases.carry_out),
    "call on officers for requests": Entry("*/15 9-18 * * *", requests.keep_up, by_day=True),
    "follow the newest calendar": Entry("50 8 * * *", procedure.follow_calendar),
    "end public notices": Entry("*/5 * * * *", procedure.end_notices),
    "let cases go on that waited for money": Entry("*/5 * * * *", procedure.let_go_on),
    "remind of money that came in": Entry("10 9 * * *", books.remind, by_day=True),
    "let months be due": Entry("30 8 * * *", payments.let_months_be_due, by_day=True),
    "remind of overdue steps": Entry("0 9 * * *", procedure.remind_overdue_steps, by_day=True),
    "remind of policies that were sent": Entry("0 9 * * *", policy_file.call_on, by_day=True),
    "remind of registers": Entry("0 9 * * *", registers.call_on, by_day=True),
    "remind of money that came back": Entry("0 9 * * *", payments.remind_of_money_back, by_day=True),
    "remind of repayments": Entry("0 9 * * *", payments.remind_of_repayments, by_day=True),
    "call on workers who are waited for": Entry("*/5 9-18 * * *", cases.call_on_workers, by_day=True),
    "remind of proposed changes": Entry("0 9 * * *", changes.keep_up, by_day=True),
    "call on officers who are waited for": Entry("*/5 9-18 * * *", procedure.call_on_officers, by_day=True),
    "remind of notices that were refused": Entry("0 9 * * *", procedure.remind_of_refused, by_day=True),
    "put lists before approvers": Entry("0 9 * * *", cases.remind_of_lists, by_day=True),
    "call on colleagues for notices": Entry("15 9 * * *", broadcasts.call_on_colleagues, by_day=True),
    "ask others for officers who cannot be reached": Entry("*/15 8-20 * * *", officers.ask_others, by_day=True),
    "nudge unfinished drafts": Entry("0 10 * * *", _nudge_drafts, by_day=True),
    "expire old drafts": Entry("30 10 * * *", _expire_drafts, by_day=True),
    "re-invite workers whose bar has ended": Entry("0 9 * * *", aid.invite_unbarred, by_day=True),
    "remind of offers": Entry("30 9 * * *", offers.remind, by_day=True),
    "report households without officer": Entry("0 9 * * *", care.report_unowned, by_day=True),
    "keep up with who acts for somebody": Entry("5 9 * * *", behalf.keep_up, by_day=True),
    "remind of visits to households": Entry("0 9 * * *", households.remind_due, by_day=True),
    "keep up with plans": Entry("10 9 * * *", plans.keep_up, by_day=True),
    "keep up with early warnings": Entry("20 9 * * *", warnings.keep_up, by_day=True),
    "settle season tasks": Entry("* 6 * * *", tasks.settle),
    "carry campaigns on": Entry("*/30 8-20 * * *", year.carry_seasons_on, by_day=True),
    "carry the yearly re-check on": Entry("15,45 8-20 * * *", rechecks.carry_on, by_day=True),
    "carry the survey on": Entry("15,45 8-20 * * *", surveys.carry_on, by_day=True),
    "tell of the year's days": Entry("0 8 * * *", year.tell_of_days, by_day=True),
    "call on administrators for invitations": Entry("0 9 * * *", officers.call_on_administrators, by_day=True),
    "look for files of one household": Entry("20 6 * * *", doubles.keep_up),
    "call on officers for accounts that move": Entry("0 9 * * *", claims.keep_up_moves, by_day=True),
    "keep up with who wishes to be erased": Entry("15 9 * * *", erasing.keep_up, by_day=True),
    "forget handled updates": Entry("15 3 * * *", _forget_updates),
    "forget old messages": Entry("* 2-5 * * *", outbox.forget_old),
}


class Scheduler:
    """Runs the schedule in threads. With several replicas only the one that holds the lock runs it."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        house: Callable[[], House],
        replica: Replica,
        is_right: Callable[[], bool] = lambda: True,
    ) -> None:
        """`is_right` says whether the clock can be trusted; until then every job stays owed."""
        self._database, self._clock, self._house, self._replica = database, clock, house, replica
        self._is_right = is_right
        self._ticker = AsyncIOScheduler(timezone=house().zone)
        self._running = asyncio.Lock()
        self._owed: set[str] = set()

    def start(self) -> None:
        self._plan()
        self._ticker.start()
        asyncio.get_running_loop().call_soon(lambda: self._keep(asyncio.ensure_future(self.run_all())))

    async def begin_anew(self) -> None:
        """After a clock that was wrong: plan by what it says now, and do what is due."""
        self._ticker.remove_all_jobs()
        self._plan()
        await self.run_all()

    def _plan(self) -> None:
        for name, entry in SCHEDULE.items():
            trigger = CronTrigger.from_crontab(entry.when, timezone=self._house().zone)
            # coalesce and no grace time: what was missed runs once, however late.
            self._ticker.add_job(self.run, trigger, args=[name], id=name, coalesce=True, misfire_grace_time=None)
        again = CronTrigger.from_crontab(OWED, timezone=self._house().zone)
        self._ticker.add_job(self.run_owed, again, id="owed", coalesce=True, misfire_grace_time=None)

    def _keep(self, task: "asyncio.Future[None]") -> None:
        self._catching_up = task  # a reference, so that the task is not collected

    def stop(self) -> None:
        if self._ticker.running:
            self._ticker.shutdown(wait=False)

    async def run_all(self) -> None:
        """Run every job now: at start, to catch up with what was missed, and when the time machine leaps."""
        for name in SCHEDULE:
            await self.run(name)

    async def run_owed(self) -> None:
        """Run what failed, and what its hour came for while it was night or another process led, which may be gone."""
        for name in [one for one in SCHEDULE if one in self._owed]:
            await self.run(name)

    async def run(self, name: str) -> None:
        """Run one job; a failure is logged. What fails or may not run now is tried again before long."""
        async with self._running:
            try:
                is_done = await asyncio.to_thread(self._run, SCHEDULE[name])
            except Exception as failure:
                log.error("job failed", job=name, error=type(failure).__name__)
                is_done = False
        (self._owed.discard if is_done else self._owed.add)(name)

    def _run(self, entry: Entry) -> bool:
        house, now = self._house(), self._clock.now()
        if not self._is_right() or not self._replica.leads() or (entry.by_day and house.is_quiet(now)):
            return False
        with self._database.work() as session:
            entry.job(Work(session, house, now))
        return True
