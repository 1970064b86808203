"""Looks at policies that were sent in the chat: checked, compared, and what they mean for the households on file."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog

from bot.run.database import Database
from domain.platform.text import N_, say
from domain.policy import Policy
from domain.policy_file.comparing.effect import Effect
from domain.policy_file.problems import PolicyProblem, Problem
from domain.policy_file.whole.source import Source, read_source
from services import policy_file
from services.platform.house import House
from services.platform.work import Work
from services.policy_file import Checked, ToCheck

SHIPPED = Path(__file__).parents[3] / "policies"
TELL_EVERY = 3.0  # seconds between two words about how far it has come
MANY = 1_000  # households, from which on there are such words

log = structlog.get_logger()


def check_sent(database: Database, house: House, now: Callable[[], datetime]) -> None:
    """Look at the next policy that was sent; what the program fails at is told and not tried for ever."""
    with database.look() as session:
        sent = policy_file.next_sent(session)
    if sent is None:
        return
    try:
        _check(database, house, now, sent)
    except PolicyProblem as problem:
        with database.work() as session:
            policy_file.wrong(Work(session, house, now()), sent.id, problem)
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as failure:
        log.error("a policy that was sent cannot be looked at", sent=sent.id, error=type(failure).__name__)
        with database.work() as session:
            policy_file.fault(Work(session, house, now()), sent)


def _check(database: Database, house: House, now: Callable[[], datetime], sent: ToCheck) -> None:
    policy, whole = policy_file.check(sent, shipped)
    current = house.policies.current
    house.policies.remember(policy)
    found = Checked(policy, whole, current.version, house.policies.difference_to(whole))
    effect = _effect(database, house, now, sent, current, policy)
    with database.work() as session:
        policy_file.checked(Work(session, house, now()), sent.id, found, effect)


def _effect(
    database: Database, house: House, now: Callable[[], datetime], sent: ToCheck, old: Policy, new: Policy
) -> Effect:
    with database.look() as session:
        count = policy_file.how_many(session)
        telling = _Telling(database, house, now, sent.id, count)
        return policy_file.effect_on_file(session, old, new, now().astimezone(house.zone).date(), telling.done)


class _Telling:
    """Says how far it has come, if there are many households, and not too often."""

    def __init__(self, database: Database, house: House, now: Callable[[], datetime], sent_id: int, count: int) -> None:
        self._database, self._house, self._now, self._sent_id, self._count = database, house, now, sent_id, count
        self._done, self._told = 0, time.monotonic()

    def done(self, more: int) -> None:
        self._done += more
        if self._count < MANY or self._done >= self._count or time.monotonic() - self._told < TELL_EVERY:
            return
        self._told = time.monotonic()
        with self._database.work() as session:
            policy_file.progress(Work(session, self._house, self._now()), self._sent_id, self._done, self._count)


def shipped(name: str) -> Source:
    """Read a file that comes with the program, by its name; raises PolicyProblem for any other: nothing else of the
    disk is opened."""
    there = sorted(path.name for path in SHIPPED.glob("*.toml"))
    if name not in there:
        reason = say(N_("a policy that is sent can only build on {files}"), files=", ".join(there))
        raise PolicyProblem([Problem(name, 1, reason)])
    return read_source(SHIPPED / name)
