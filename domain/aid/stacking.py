"""Stacking: whether what a household has, or has asked for this year, leaves room for one more aid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.aid.eligibility import Assessment
from domain.kinds.reasons import Grant, Progress, Reason
from domain.platform.money import round_half_up
from domain.platform.text import N_, Money, Text, say
from domain.policy.hardship import Stacking
from domain.policy.programmes import Programme


def stacking_reasons(assessment: Assessment, programme: Programme, granted: Sequence[Grant]) -> Iterator[Reason]:
    """Say why what the household has or has asked for this year leaves no room for one more grant.

    Grants of the same programme do not stand in each other's way: twins get one each (DOMAIN section 3).
    """
    if not programme.counts:
        return
    this_year = [grant for grant in granted if grant.year == assessment.year and _counts(assessment, grant)]
    others = [grant for grant in this_year if grant.programme != programme.key]
    match assessment.rules.stacking_of(assessment.household_class):
        case Stacking.RETEST if others:
            yield from _retest_reasons(assessment, others)
        case Stacking.ONE_PROGRAMME if others:
            source = N_(
                "Your household already has another aid this year; in {name} it is one a year. Come back next year."
            )
            yield _one_only("one_programme", source, assessment, others)
        case Stacking.ONE_GRANT if this_year:
            source = N_(
                "Your household already has its one grant in {name}. If things got worse, send what has changed, with "
                "proof, under /file."
            )
            yield _one_only("one_grant", source, assessment, this_year)


def beside_reasons(programme: Programme, granted: Sequence[Grant], year: int) -> Iterator[Reason]:
    """Say what of this year a programme is never given beside."""
    for key in programme.never_with:
        there = [one for one in granted if one.programme == key and one.year == year]
        if there:
            source = N_(
                "It is not given beside case {number} of this year. Please ask your union which of them is better."
            )
            worker = say(source, number=there[0].number)
            officer = say(N_("Not beside {programme} in one year."), programme=key)
            yield Reason(f"not_with_{key}", worker, officer, (there[0].number,))


def _counts(assessment: Assessment, grant: Grant) -> bool:
    """A programme that this version of the policy does not know any more counts."""
    known = {one.key: one for one in assessment.rules.every}
    return grant.programme not in known or known[grant.programme].counts


def _one_only(key: str, source: str, assessment: Assessment, grants: Sequence[Grant]) -> Reason:
    name, heading = assessment.household_class.label, assessment.household_class.heading
    asked = next((grant for grant in grants if grant.progress is Progress.ASKED), None)
    if asked is None:
        worker = Text(source, {"name": name})
    else:
        source = N_(
            "Your household has already applied for aid this year, case {number}, and in {name} there is one. Please "
            "wait for the answer; if you would rather have this one, take that case back with /cases first."
        )
        worker = say(source, number=asked.number, name=name)
    taken = Money(sum(grant.amount for grant in grants))
    officer = N_("{name}: one allowed, {count} already granted or applied for ({amount}).")
    said = say(officer, name=heading, count=len(grants), amount=taken)
    return Reason(key, worker, said, _numbers(grants))


def _numbers(grants: Sequence[Grant]) -> tuple[str, ...]:
    return tuple(grant.number for grant in grants)


def _retest_reasons(assessment: Assessment, others: Sequence[Grant]) -> Iterator[Reason]:
    """Each grant counts as income; the household must still be in its class before the next programme."""
    taken = sum(grant.amount for grant in others)
    after = assessment.after_grants(taken)
    if after.household_class == assessment.household_class:
        return
    test = after.line_test(assessment.household_class)
    limit, name = Money(round_half_up(test.limit)), assessment.household_class.label
    source = N_(
        "With the {taken} your household already got this year, each person has {net} a month, "
        "and the line of {name} is {limit}. Please come back next year."
    )
    if any(grant.progress is Progress.ASKED for grant in others):
        source = N_(
            "With the {taken} your household got or applied for this year, each person would have {net} a month, and "
            "the line of {name} is {limit}. Please wait for the answer, or take the other application back with /cases."
        )
    worker = say(source, taken=Money(taken), net=after.shown_net, limit=limit, name=name)
    rule = N_("Re-test after grants of {taken}: net {net}, line of {name} {limit}: not met.")
    officer = say(rule, taken=Money(taken), net=after.shown_net, name=name, limit=limit)
    yield Reason("retest_failed", worker, officer, _numbers(others))
