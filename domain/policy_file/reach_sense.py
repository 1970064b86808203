"""Whether what a policy says can ever come about: papers that are asked for, rows and windows that are reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.platform.text import N_, say
from domain.policy.aid.amounts import AmountRow
from domain.policy.aid.programme import Aid
from domain.policy.checks import Found
from domain.policy.conditions import Place
from domain.policy.model import Policy
from domain.policy.own import OwnKind
from domain.policy.programmes import AppliedFor
from domain.policy_file.limit_sense import limit_problems
from domain.units.steps import Step


def reach_problems(policy: Policy) -> Found:
    """Yield what is written and never comes about, with its place."""
    yield from _paper_problems(policy)
    for number, programme in enumerate(policy.programmes):
        place = ("programme", number)
        yield from _window_problems(policy, programme, place)
        if isinstance(programme, Aid) and programme.amount is not None:
            yield from _row_problems(programme.amount.table, (*place, "amount", "table"))
        if isinstance(programme, Aid):
            yield from limit_problems(policy, programme, place)
    for name, steps in policy.procedure.items():
        yield from _band_problems(steps, ("procedure", name))
        if name not in {one.procedure for one in policy.every}:
            yield ("procedure", name), say(N_("no programme goes by the procedure {name}"), name=name)


def _paper_problems(policy: Policy) -> Found:
    asked = set(_papers_asked(policy))
    for number, paper in enumerate(policy.papers):
        if paper.key not in asked:
            yield ("papers", number), say(N_("nobody is ever asked for the paper {key}"), key=paper.key)


def _papers_asked(policy: Policy) -> Iterator[str]:
    yield from policy.papers_always
    yield from (key for cause in policy.causes for key in cause.papers)
    yield from (key for extra in policy.extra_papers for key in extra.papers)
    yield from (paper.paper for one in policy.lists for paper in one.papers)
    for programme in policy.programmes:
        yield from programme.papers_named
    yield from (one.key for one in policy.every_question.values() if one.kind is OwnKind.PAPER)


def _window_problems(policy: Policy, programme: AppliedFor, place: Place) -> Found:
    """A policy that ends holds the window of a programme at least once."""
    first, last = policy.pack.effective_from, policy.pack.effective_until
    if last is None or programme.opens_on(first.year) is None:
        return
    state = programme.state(first)
    if state is not None and not state.is_open and state.opens_on > last:
        source = N_("it never opens: the policy ends on {last}, and its window begins on {opens}")
        yield (*place, "window"), say(source, last=last.isoformat(), opens=state.opens_on.isoformat())


def _row_problems(rows: Sequence[AmountRow], place: Place) -> Found:
    """The first row whose condition holds is taken."""
    for number, row in enumerate(rows):
        if any(one.when == row.when for one in rows[:number]):
            yield (*place, number), say(N_("this row is never reached: one before it has the same condition"))


def _band_problems(steps: Sequence[Step], place: Place) -> Found:
    for number, step in enumerate(steps):
        sums = [band.from_amount for band in step.bands]
        for at, fen in enumerate(sums):
            if fen in sums[:at]:
                source = N_("two bands begin at the same amount, so that nobody knows who decides")
                yield (*place, number, "bands", at), say(source)
