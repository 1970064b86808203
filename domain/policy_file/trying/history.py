"""What a household in a file had before: aid of the year, memberships, and loans that are not paid back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.kinds.reasons import Grant, Membership
from domain.platform.calendar import add_months
from domain.platform.text import N_, say
from domain.policy.model import Policy
from domain.policy_file.trying.household_file import HouseholdFile, Joining, problem

A_YEAR = 12  # months, of a membership that does not say until when


@dataclass(frozen=True, slots=True)
class History:
    """Aid that the household has or owes, and what the worker is a member of."""

    granted: tuple[Grant, ...] = ()
    memberships: tuple[Membership, ...] = ()


def history_of(file: HouseholdFile, policy: Policy, name: str) -> History:
    """Return what came before; raises HouseholdProblem for programmes that the policy has not."""
    known = {one.key for one in policy.every}
    joined, owed = (one.programme for one in file.memberships), (one.programme for one in file.loans)
    for key in (*file.got, *file.times, *joined, *owed):
        if key not in known:
            raise problem(name, say(N_("the policy has no programme {name}"), name=key))
    return History(tuple(_granted(file)), tuple(_unbroken(sorted(file.memberships, key=_order))))


def _granted(file: HouseholdFile) -> Iterator[Grant]:
    """What was got belongs to the first of the times; a loan is owed until all of it came back."""
    for key in {**file.got, **file.times}:
        for number in range(file.times.get(key, 1)):
            yield Grant(key, "", 0 if number else file.got.get(key, 0), file.as_of.year)
    yield from (Grant(one.programme, "", one.amount, file.as_of.year) for one in file.loans if one.is_owed)


def _order(one: Joining) -> tuple[str, str]:
    return one.programme, one.since.isoformat()


def _unbroken(joined: Sequence[Joining]) -> Iterator[Membership]:
    before: Membership | None = None
    for one in joined:
        until = one.until or add_months(one.since, A_YEAR) - timedelta(days=1)
        follows = before is not None and before.programme == one.programme
        goes_on = before is not None and follows and one.since <= before.until + timedelta(days=1)
        first = before.unbroken_since if before is not None and goes_on else one.since
        before = Membership(one.programme, one.since, until, first)
        yield before
