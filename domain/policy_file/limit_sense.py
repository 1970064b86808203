"""Whether limits can ever count: caps that never bite, and rows of an amount that `who` shuts out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil

from domain.platform.money import FEN_PER_YUAN
from domain.platform.predicates import Compare, FactValue, Op, evaluate, must_hold
from domain.platform.text import N_, Money, say
from domain.policy.aid.amounts import AmountForm, Per, Rounding
from domain.policy.aid.programme import About, Aid, OncePer
from domain.policy.caps import Cap, CapPer
from domain.policy.checks import Found
from domain.policy.conditions import Place
from domain.policy.model import Policy

NAMING = (Op.EQ, Op.IN)


def limit_problems(policy: Policy, programme: Aid, place: Place) -> Found:
    """Yield caps and rows that never count, with their place."""
    for number, cap in enumerate(programme.caps):
        yield from _cap_problems(policy, programme, cap, (*place, "caps", number))
        if cap.together and not cap.over_a_year:
            source = N_("at once nothing is added up: over what year is it together with others ({names})?")
            yield (*place, "caps", number, "with"), say(source, names="household_year, person_year")
    yield from _shut_out(programme, (*place, "amount", "table"))


def _cap_problems(policy: Policy, programme: Aid, cap: Cap, place: Place) -> Found:
    if not _at_most_one(programme, cap):
        return
    if cap.times is not None:
        yield (*place, "times"), say(N_("this cap never counts: there is at most one in a year"))
    most = _most(policy, programme)
    limit = cap.fen(policy.lines.dibao_month)
    if limit is not None and most is not None and limit >= most and cap.dibao_months is None:
        source = N_("this cap never counts: the amount is never above {most}")
        yield (*place, "most"), say(source, most=Money(most))


def _at_most_one(programme: Aid, cap: Cap) -> bool:
    """Say whether at most one case can count under a cap."""
    if not cap.over_a_year:
        return True
    repeats = programme.once.per in (OncePer.EVENT, OncePer.ENDED) or set(cap.together) - {programme.key}
    of_many = programme.about is About.MEMBER and cap.per is CapPer.YEAR
    return not (repeats or of_many)


def _most(policy: Policy, programme: Aid) -> int | None:
    """Return the fen that an amount never passes; None: it has no end, or there is no amount."""
    if programme.amount is None:
        return None
    tops = [_top(row, policy.lines.dibao_month) for row in programme.amount.rows]
    known = [top for top in tops if top is not None]
    if len(known) < len(tops):
        return None
    most = -(-max(known) // FEN_PER_YUAN) * FEN_PER_YUAN if programme.amount.round is Rounding.YUAN else max(known)
    return most * (programme.monthly.most if programme.monthly else 1)


def _top(row: AmountForm, dibao_month: int) -> int | None:
    sums = [row.pays, row.upto, row.value, row.cap, max((band.pays for band in row.bands), default=None)]
    if row.per is not Per.HEAD:
        sums += [row.each, ceil(row.dibao_months * dibao_month) if row.dibao_months else None]
    return max(min((one for one in sums if one), default=0), row.floor or 0) or None


def _shut_out(programme: Aid, place: Place) -> Found:
    wanted = list(must_hold(programme.who.condition)) if programme.who is not None else []
    rows = programme.amount.table if programme.amount is not None else ()
    for number, row in enumerate(rows):
        own = list(must_hold(row.when.condition)) if row.when is not None else []
        for fact in dict.fromkeys(one.fact for one in own):
            if not _can_be(fact, [one for one in (*wanted, *own) if one.fact == fact]):
                source = N_("this row is never reached: whoever may have it (who) has another {fact}")
                yield (*place, number), say(source, fact=fact)
                break


def _can_be(fact: str, compared: list[Compare]) -> bool:
    """Say whether some value holds in every comparison of one fact; where that is not known, it can be."""
    tried = list(_values(compared))
    return not tried or any(_holds({fact: value}, compared) for value in tried)


def _holds(facts: Mapping[str, FactValue], compared: list[Compare]) -> bool:
    return all(evaluate(one, facts).holds for one in compared)


def _values(compared: list[Compare]) -> Iterator[FactValue]:
    """Yield values of which one holds if any does: those that are named, or whole numbers about every limit."""
    if all(not one.op.takes_value for one in compared):
        yield from (True, False)
    named = [one for one in compared if one.op in NAMING]
    for one in named or compared:
        for value in one.value if isinstance(one.value, tuple) else (one.value,):
            if named:
                yield value
            elif isinstance(value, int) and not isinstance(value, bool):
                yield from (value - 1, value, value + 1)
