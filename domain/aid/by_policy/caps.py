"""Caps over a year: how much of them is left beside what else was given, in money and in times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.kinds.reasons import Grant, Reason
from domain.platform.text import N_, Money, Text, say
from domain.policy import Policy
from domain.policy.caps import Cap, CapPer
from domain.policy.programmes import Programme

Grants = Sequence[Grant]


def counted_under(programme: str, cap: Cap, granted: Grants, year: int, subject: str) -> tuple[Grant, ...]:
    """Return what a cap counts. `subject` is the resident id of the one whom it is about, empty for the worker and for
    the household: a cap over the year of a person looks at what is about that person alone."""
    keys = {programme, *cap.together} if cap.over_a_year else set()
    found = (one for one in granted if one.programme in keys and one.year == year)
    return tuple(one for one in found if cap.per is not CapPer.PERSON_YEAR or one.resident_id == subject)


def money_left(programme: str, cap: Cap, most: int | None, granted: Grants, year: int, subject: str) -> int | None:
    """Return the fen that may still be given under a cap of `most`; None where it limits no money."""
    if most is None:
        return None
    return max(most - sum(one.amount for one in counted_under(programme, cap, granted, year, subject)), 0)


def times_reached(programme: Programme, granted: Grants, year: int, subject: str) -> Iterator[Reason]:
    """Say that something was asked for as often in the year as it is given."""
    for cap in programme.yearly_caps:
        found = counted_under(programme.key, cap, granted, year, subject)
        if cap.times is not None and len(found) >= cap.times:
            source = N_(
                "This aid is given at most {times} times a year, and this year it was given or asked for as often "
                "({numbers}). Please come back next year. In need now? Ask your union."
            )
            worker = say(source, times=cap.times, numbers=", ".join(_numbers(found)))
            yield Reason("times_reached", worker, times_said(cap, len(found)), _numbers(found))


def times_said(cap: Cap, count: int) -> Text:
    """Return how often it may be, and was."""
    return say(N_("At most {times} times in a year; there are {count} this year."), times=cap.times or 0, count=count)


def over_the_cap(
    policy: Policy, programme: Programme, fen: int, granted: Grants, year: int, subject: str
) -> Iterator[Reason]:
    """Say that with what else was given this year a sum, or one more time, passes a cap of the programme."""
    yield from times_reached(programme, granted, year, subject)
    for cap in programme.yearly_caps:
        most = cap.fen(policy.lines.dibao_month)
        left = money_left(programme.key, cap, most, granted, year, subject)
        if left is not None and fen > left:
            said = say(N_("Of this year {left} is left under the cap, and the case is about {fen}."),
                       left=Money(left), fen=Money(fen))  # fmt: skip
            yield Reason("cap_passed", said, said, _numbers(counted_under(programme.key, cap, granted, year, subject)))


def _numbers(grants: Sequence[Grant]) -> tuple[str, ...]:
    return tuple(grant.number for grant in grants if grant.number)
