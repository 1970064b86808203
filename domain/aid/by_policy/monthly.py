"""So much a month: which months that makes, what it comes to in all, and what ends it before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.aid.by_policy.amount import WorkedOut
from domain.aid.by_policy.caps import money_left
from domain.kinds.reasons import Grant, Reason
from domain.platform.text import N_, Joined, Money, Nn_, Sayable, Text, say, say_many
from domain.policy.caps import Cap, Month, MonthEnd

Days = tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for something each month: on which day, when the one it is for was born, and what there is already.

    `subject` is the resident id of the one it is for, empty for the worker and for the household.
    """

    asked_on: date
    born: date | None
    granted: Sequence[Grant]
    subject: str


@dataclass(frozen=True, slots=True)
class Months:
    """The days on which it is due, what that is in all (fen), and how it comes to that."""

    days: Days
    fen: int
    why: tuple[Sayable, ...] = field(default_factory=tuple)


def by_month(
    programme: str, month: Month, caps: Sequence[Cap], each: WorkedOut, asker: Asker, dibao_month: int
) -> Months | Reason:
    """Return the months, as many as the programme gives and its caps leave room for, or why there is none."""
    if month.below_age is not None and asker.born is None:
        said = say(N_("It is given below an age, and the day of birth is not known. Please ask your union."))
        return Reason("age_unknown", said, said)
    days = month.days(asker.asked_on, asker.born)
    fits = [_room(programme, cap, cap.fen(dibao_month), each.fen, days, asker) for cap in caps]
    count = min((len(days), *fits))
    biting = [_cap_said(cap, dibao_month) for cap, most in zip(caps, fits, strict=True) if most == count < len(days)]
    if not count:
        return _none(bool(days), Joined((*each.lines, *biting), " "))
    whole = _said(each.fen, days[:count])
    return Months(days[:count], each.fen * count, (*each.lines, whole, *biting, *_ends(month)))


def _room(programme: str, cap: Cap, limit: int | None, each: int, days: Days, asker: Asker) -> int:
    """Return for how many of these months, one after the other, there is room under a cap."""
    if limit is None:
        return len(days)
    if not cap.over_a_year:
        return min(limit // each, len(days))
    left: dict[int, int] = {}
    for number, day in enumerate(days):
        room = left.get(day.year, money_left(programme, cap, limit, asker.granted, day.year, asker.subject) or 0)
        if room < each:
            return number
        left[day.year] = room - each
    return len(days)


def _cap_said(cap: Cap, dibao_month: int) -> Text:
    source = N_("At most {most} of it is given in a year.") if cap.over_a_year else N_("At most {most}.")
    return say(source, most=Money(cap.fen(dibao_month) or 0))


def _none(is_capped: bool, officer: Sayable) -> Reason:
    if is_capped:
        told = say(N_("The most that can be given of this in a year has been reached. Please come back next year."))
        return Reason("cap_reached", told, officer)
    told = say(N_("It would be over before its first month. Please come back next year, or ask your union."))
    return Reason("no_month", told, say(N_("No month of it is left.")))


def _said(each: int, days: Days) -> Text:
    source = Nn_(
        "{each} a month, on {first}, for {count} month: {amount} in all.",
        "{each} a month, from {first} to {last}, for {count} months: {amount} in all.",
    )
    return say_many(*source, len(days), each=Money(each), first=days[0], last=days[-1], amount=Money(each * len(days)))


_ENDS: Mapping[MonthEnd, str] = {
    MonthEnd.CLASS_LOST: N_("It ends before that when the household is in no such class any more."),
    MonthEnd.FILE_CLOSED: N_("It ends before that when the household's file is closed."),
}


def _ends(month: Month) -> tuple[Sayable, ...]:
    return tuple(say(_ENDS[one]) for one in month.ends)
