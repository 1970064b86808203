"""Watches the policy: a good change of its file is taken over while the bot runs, a bad one is told and changes
nothing; what another process put in force is followed. Policies and registers that people send are looked at, too."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.run.database import Database
from bot.run.watching.registers import carry_registers_on
from bot.run.watching.sent_policies import check_sent
from services import policy_file, procedure
from services.platform.house import House
from services.platform.work import Work

LOOK_EVERY = 10.0  # seconds

log = structlog.get_logger()


class PolicyWatch:
    """Runs until cancelled; every process does, since each has the policy in memory. `wake` may be called from any
    thread."""

    def __init__(
        self, database: Database, house: Callable[[], House], now: Callable[[], datetime], leads: Callable[[], bool]
    ) -> None:
        self._database, self._house, self._now, self._leads = database, house, now, leads
        self._woken = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def wake(self) -> None:
        """Tell that there is something to do about a policy or a register that was sent in the chat."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    async def run(self) -> None:
        """Look for ever."""
        self._loop = asyncio.get_running_loop()
        while True:
            try:
                async with asyncio.timeout(LOOK_EVERY):
                    await self._woken.wait()
            except TimeoutError:
                pass
            self._woken.clear()
            await self.look()

    async def look(self) -> None:
        """Look once; what goes wrong is looked at again the next time."""
        try:
            await asyncio.to_thread(look_once, self._database, self._house(), self._now, self._leads)
        except Exception as failure:
            log.error("the policy cannot be looked at", error=type(failure).__name__)


def look_once(
    database: Database, house: House, now: Callable[[], datetime], leads: Callable[[], bool] = lambda: True
) -> None:
    """Take over what has changed; the checks run before the transaction begins, so that nobody waits for them.

    What runs already follows the new days off at once, if this process is the one that keeps the clock.
    """
    before = house.policies.current
    _look_at_file(database, house, now())
    if is_leading := leads():
        _carry_out(database, house, now())
    with database.look() as session:
        policy_file.follow(session, house.policies)
    if not is_leading:
        return
    if house.policies.current is not before:
        with database.work() as session:
            procedure.follow_calendar(Work(session, house, now()))
    _tell_effect(database, house, now())
    check_sent(database, house, now)
    carry_registers_on(database, house, now)


def _carry_out(database: Database, house: House, now: datetime) -> None:
    with database.look() as session:
        if not policy_file.is_due(session, Work(session, house, now)):
            return
    with database.work() as session:
        policy_file.carry_out(Work(session, house, now))


def _look_at_file(database: Database, house: House, now: datetime) -> None:
    change = house.policies.look()
    if change is None:
        return
    with database.work() as session:
        policy_file.file_changed(Work(session, house, now), change)
    house.policies.take(change)
    log.info("policy looked at", version=house.policies.current.version, good=change.problem is None)


def _tell_effect(database: Database, house: House, now: datetime) -> None:
    """Tell what a changed file means for the households on file, once, also after a restart; they are read without
    keeping anybody who writes waiting."""
    with database.look() as session:
        use = policy_file.untold(session)
        if use is None:
            return
        old, new = (house.policies.of(session, one) for one in (use.instead_of, use.version))
        effect = policy_file.effect_on_file(session, old, new, now.astimezone(house.zone).date())
    with database.work() as session:
        policy_file.tell_effect(Work(session, house, now), use.id, effect, old, new)
