"""What the rules of aid look at, line by line: for the trace of a verdict. What decides stands beside each rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from domain.aid.eligibility import Assessment, BarFound, bar_found
from domain.aid.line_tests import LineTest
from domain.aid.stacking import stacking_reasons
from domain.aid.worked_out import accident_tried, exclusion_tried, findings_said, line_tried
from domain.households.facts import EVERY_FACT, facts_of
from domain.kinds.comparisons import comparisons
from domain.kinds.reasons import Grant, Progress
from domain.kinds.trace import Looked, Source, plain
from domain.platform.money import in_yuan, round_half_up
from domain.platform.predicates import Facts, evaluate
from domain.platform.text import N_, Money, say
from domain.policy.hardship import Bar, Exclusion, Stacking
from domain.policy.programmes import Programme, ProgrammeState

EXCLUDED, BARRED, LINE, ACCIDENT = "excluded_", "barred_", "line_", "accident"


def is_way_to_class(key: str) -> bool:
    """Say whether it is one of the ways to a class, of which one is enough."""
    return key == ACCIDENT or key.startswith(LINE)


def household_looked(assessment: Assessment) -> Iterator[Looked]:
    """Yield what lets a household have aid at all: every exclusion and bar, and the class on record."""
    facts = facts_of(assessment.household, assessment.today)
    for exclusion in assessment.policy.exclusions:
        yield _exclusion_looked(assessment, exclusion, facts)
    for bar in assessment.policy.bars:
        yield _bar_looked(bar, bar_found(bar, assessment.household, facts))
    found = assessment.household_class
    named, wanted = assessment.named_list, [one.value for one in assessment.rules.classes]
    said = say(N_("Class on record: {household_class}."), household_class=found.label)
    if named is not None:
        said = say(N_("Class on {list}: {household_class}."), list=named.title, household_class=found.label)
        wanted = [one.value for one in named.in_order]
    yield Looked("class", found.value, wanted, found.gets_file, said, Source.REGISTER)


def _exclusion_looked(assessment: Assessment, exclusion: Exclusion, facts: Facts) -> Looked:
    found = comparisons(exclusion.when.condition, facts)
    applies = evaluate(exclusion.when.condition, facts).holds
    findings = findings_said(assessment, found)
    values = {one.fact: plain((one.own or EVERY_FACT[one.fact]).kind, one.actual) for one in found}
    said = exclusion_tried(exclusion.worker, findings)
    if not applies:
        said = say(N_("{rule} That is not so here ({findings})."), rule=exclusion.worker, findings=findings)
    return Looked(f"{EXCLUDED}{exclusion.key}", values, None, not applies, said, Source.REGISTER)


def _bar_looked(bar: Bar, found: BarFound | None) -> Looked:
    if found is None:
        source = N_("{rule} That is not so here.")
        return Looked(f"{BARRED}{bar.key}", None, None, True, say(source, rule=bar.worker), Source.REGISTER)
    said = say(N_("No file before {until}: {rule}"), until=found.until, rule=found.worker)
    return Looked(f"{BARRED}{bar.key}", found.until.isoformat(), None, False, said, Source.REGISTER)


def class_looked(assessment: Assessment) -> Iterator[Looked]:
    """Yield how the class is worked out: each line and the accident, with the exact sums."""
    for test in assessment.lines:
        yield _line_looked(assessment, test)
    accident = assessment.accident
    loss, limit = in_yuan(accident.loss), in_yuan(round_half_up(accident.limit))
    yield Looked(ACCIDENT, loss, limit, accident.met, accident_tried(accident), Source.ANSWER, accident.op.value)


def _line_looked(assessment: Assessment, test: LineTest) -> Looked:
    found, wanted = test.net / 100, test.limit / 100
    return Looked(
        f"{LINE}{test.household_class.value}", str(found), str(wanted), test.met, line_tried(test, assessment),
        Source.ANSWER, test.op.value,
    )  # fmt: skip


def window_looked(state: ProgrammeState | None, today: date) -> Iterator[Looked]:
    """Yield where the day lies in the window, if there is one."""
    if state is None:
        return
    said = say(
        N_("Window {opens} to {closes}, today {today}."), opens=state.opens_on, closes=state.closes_on, today=today
    )
    window = [state.opens_on.isoformat(), state.closes_on.isoformat()]
    yield Looked("window", today.isoformat(), window, state.is_open, said, Source.DAY)


def stacking_looked(assessment: Assessment, programme: Programme, granted: Sequence[Grant]) -> Iterator[Looked]:
    """Yield what the household has of other aid this year, and whether there is room for more."""
    this_year = [one for one in granted if one.year == assessment.year and one.programme != programme.key]
    total = sum(one.amount for one in this_year)
    reasons = tuple(stacking_reasons(assessment, programme, granted))
    for reason in reasons:
        yield Looked(reason.key, in_yuan(total), None, False, reason.officer, Source.REGISTER)
    if not reasons:
        said = say(N_("Other aid this year: {amount}. There is room for this one."), amount=Money(total))
        yield Looked("other_aid", in_yuan(total), None, True, said, Source.REGISTER)


def both_orders_looked(
    assessment: Assessment, programme: Programme, granted: Sequence[Grant], fen: int
) -> Iterator[Looked]:
    """Yield what becomes of this aid of `fen` and of each other that is asked for, whichever of the two comes first.

    Only where the class is tested again with each grant as income (DOMAIN 3); what was granted before counts in both.
    """
    if not programme.counts or assessment.rules.stacking_of(assessment.household_class) is not Stacking.RETEST:
        return
    others = [one for one in granted if one.year == assessment.year and one.programme != programme.key]
    before = sum(one.amount for one in others if one.progress is not Progress.ASKED)
    for other in (one for one in others if one.progress is Progress.ASKED):
        yield _order_looked(assessment, before + fen, N_(
            "If this one comes first: with {amount} as income each person has {net} a month, and {number} stays "
            "possible."
        ), N_(
            "If this one comes first: with {amount} as income each person has {net} a month, and {number} is no longer "
            "possible."
        ), other)  # fmt: skip
        yield _order_looked(assessment, before + other.amount, N_(
            "If {number} comes first: with {amount} as income each person has {net} a month, and this one stays "
            "possible."
        ), N_(
            "If {number} comes first: with {amount} as income each person has {net} a month, and this one is no longer "
            "possible."
        ), other)  # fmt: skip


def _order_looked(assessment: Assessment, taken: int, stays: str, ends: str, other: Grant) -> Looked:
    after = assessment.after_grants(taken)
    holds = after.household_class == assessment.household_class
    said = say(stays if holds else ends, amount=Money(taken), net=after.shown_net, number=other.number)
    return Looked("order", in_yuan(taken), None, holds, said, Source.REGISTER)
