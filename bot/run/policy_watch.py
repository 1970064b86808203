"""Watches the policy file: a good change is taken over while the bot runs, a bad one is told and changes nothing."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.run.database import Database
from bot.run.watching.policy_effect import effect_on_file
from domain.policy import Policy
from domain.policy_file.comparing.told import effect_said
from services import procedure
from services.platform import policy_changes
from services.platform.house import House
from services.platform.work import Work

LOOK_EVERY = 10.0  # seconds

log = structlog.get_logger()


async def watch_policy(
    database: Database, house: Callable[[], House], now: Callable[[], datetime], leads: Callable[[], bool]
) -> None:
    """Look for ever; every process does, since each has the policy in memory."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        try:
            await asyncio.to_thread(look_once, database, house(), now, leads)
        except Exception as failure:
            log.error("the policy cannot be looked at", error=type(failure).__name__)


def look_once(
    database: Database, house: House, now: Callable[[], datetime], leads: Callable[[], bool] = lambda: True
) -> None:
    """Take over what has changed; the checks run before the transaction begins, so that nobody waits for them.

    What runs already follows the new days off at once, if this process is the one that keeps the clock.
    """
    before, change = house.policies.current, house.policies.look()
    if change is None:
        return
    with database.work() as session:
        policy_changes.record(Work(session, house, now()), change)
    house.policies.take(change)
    log.info("policy looked at", version=house.policies.current.version, good=change.problem is None)
    if house.policies.current is not before and leads():
        with database.work() as session:
            procedure.follow_calendar(Work(session, house, now()))
        _tell_effect(database, house, before, now())


def _tell_effect(database: Database, house: House, before: Policy, now: datetime) -> None:
    """Tell what it means for the households on file; they are read without keeping anybody who writes waiting."""
    after = house.policies.current
    with database.look() as session:
        effect = effect_on_file(session, before, after, now.astimezone(house.zone).date())
    if effect.households:
        with database.work() as session:
            policy_changes.tell_effect(Work(session, house, now), effect_said(effect, before, after))
