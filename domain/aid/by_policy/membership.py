"""What is only for members: whether somebody was one on the day it is about, and long enough by then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.kinds.reasons import Membership, Reason
from domain.kinds.trace import Looked, Source
from domain.platform.text import N_, Sayable, say
from domain.policy.aid.programme import Needs, Once


@dataclass(frozen=True, slots=True)
class Counted:
    """The day that is asked about, and today."""

    day: date
    today: date


def membership_reasons(needs: Needs | None, held: Sequence[Membership], on: Counted) -> Iterator[Reason]:
    """Yield why somebody is not, or not yet, a member on a day; nothing where nobody has to be one."""
    if needs is None:
        return
    found = _covering(needs, held, on.day)
    if found is None:
        told = N_("This is for members only, and on {day} you were none. Joining is among the applications: /apply")
        yield Reason("no_membership", say(told, day=on.day), say(N_("No member on {day}."), day=on.day))
    elif on.day < (first := found.unbroken_since + timedelta(days=needs.waited_days)):
        told = N_("Your membership began on {since}. It holds for what happens from {first} on.")
        officer = N_("Member since {since}, {days} days to wait: holds from {first} on.")
        later = first if on.day >= on.today else None
        yield Reason(
            "membership_waits", say(told, since=found.unbroken_since, first=first),
            say(officer, since=found.unbroken_since, days=str(needs.waited_days), first=first), on=later,
        )  # fmt: skip


def too_late(once: Once, on: Counted) -> Iterator[Reason]:
    """Yield that the days in which an event can be claimed are over."""
    if once.within_days is not None and (on.today - on.day).days > once.within_days:
        last = on.day + timedelta(days=once.within_days)
        told = N_("This can be asked for up to {count} days afterwards, that is until {last}.")
        said = say(told, count=str(once.within_days), last=last)
        yield Reason("too_late", said, said)


def membership_looked(needs: Needs | None, held: Sequence[Membership], on: Counted) -> Iterator[Looked]:
    """Yield the membership that was looked at."""
    if needs is None:
        return
    reason = next(membership_reasons(needs, held, on), None)
    found = _covering(needs, held, on.day)
    shown: list[str] = [found.since.isoformat(), found.until.isoformat()] if found else []
    said: Sayable = reason.officer if reason else say(N_("Member on {day}, and long enough."), day=on.day)
    yield Looked("membership", shown, needs.membership, reason is None, said, Source.REGISTER)


def _covering(needs: Needs, held: Sequence[Membership], day: date) -> Membership | None:
    mine = (one for one in held if one.programme == needs.membership and one.since <= day <= one.until)
    return next(mine, None)
