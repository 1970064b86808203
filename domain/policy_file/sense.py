"""Whether the parts of a policy fit together: names that lead somewhere, keys once, steps in a sensible order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.households.classes import HouseholdClass
from domain.platform.text import N_, say
from domain.policy.conditions import OptionKeys, Place, rule_problems
from domain.policy.model import CHOICE_LISTS, Policy
from domain.policy.programmes import Programme
from domain.policy_file.calendar_sense import calendar_problems
from domain.policy_file.checks import Found, repeated, unknown
from domain.policy_file.question_sense import facts_for, question_problems
from domain.policy_file.season_sense import EVERY_YEAR, season_problems
from domain.procedure.steps import KINDS, kind_of
from domain.units.steps import Step, StepKind

HARDSHIP = "hardship"


def sense_problems(policy: Policy, years: Sequence[int] = EVERY_YEAR) -> Found:
    """Yield every contradiction in a policy whose shapes are right, with the place of the entry.

    The days of its seasons are worked out for `years`.
    """
    options = {name: frozenset(option.key for option in policy.options(name)) for name in _list_names(policy)}
    yield from _list_problems(policy)
    yield from _name_problems(policy, options)
    yield from _rule_problems(policy, options)
    yield from question_problems(policy, options)
    for number, programme in enumerate(policy.programmes):
        yield from _programme_problems(policy, programme, ("programme", number), options)
    for number, given in enumerate(policy.visit_money):
        if given.procedure not in policy.procedure:
            yield ("visit_money", number, "procedure"), say(N_("there is no procedure {name}"), name=given.procedure)
    if HARDSHIP not in policy.procedure:
        yield ("procedure",), say(N_("the procedure {name} is missing"), name=HARDSHIP)
    for name, steps in policy.procedure.items():
        yield from _procedure_problems(steps, ("procedure", name), at_visit=_is_at_visit(policy, name))
    yield from calendar_problems(policy.calendar_years)
    yield from season_problems(policy, options, years)


def _list_names(policy: Policy) -> tuple[str, ...]:
    return (*policy.choices, "cause", "paper", "rigid")


def _list_problems(policy: Policy) -> Found:
    """Every list a form needs is there and not empty; no key stands twice in one list."""
    for name in CHOICE_LISTS:
        if not policy.choices.get(name):
            yield ("choices",), say(N_("the list {name} is missing or empty"), name=name)
    for name in policy.choices:
        if name not in CHOICE_LISTS and all(one.choices != name for one in policy.questions):
            yield ("choices", name), say(N_("no question uses a list {name}"), name=name)
        yield from repeated([option.key for option in policy.choices[name]], ("choices", name))
    yield from repeated([cause.key for cause in policy.causes], ("causes",))
    yield from repeated([cause.code for cause in policy.causes], ("causes",))
    yield from repeated([paper.key for paper in policy.papers], ("papers",))
    yield from repeated([kind.key for kind in policy.rigid_expenses], ("rigid_expenses",))
    yield from repeated([rule.key for rule in policy.exclusions], ("exclusion",))
    yield from repeated([rule.key for rule in policy.bars], ("bar",))
    yield from repeated([programme.key for programme in policy.programmes], ("programme",))
    given = [one.key for one in policy.visit_money]
    yield from repeated([*(programme.key for programme in policy.programmes), *given], ("visit_money",))
    yield from repeated([year.year for year in policy.calendar_years], ("calendar",))


def _name_problems(policy: Policy, options: OptionKeys) -> Found:
    yield from unknown(policy.accident.causes, ("accident", "causes"), "cause", options)
    yield from unknown(policy.papers_always, ("papers_always",), "paper", options)
    for number, cause in enumerate(policy.causes):
        yield from unknown(cause.papers, ("causes", number, "papers"), "paper", options)
    for number, extra in enumerate(policy.extra_papers):
        yield from unknown(extra.papers, ("extra_papers", number, "papers"), "paper", options)


def _rule_problems(policy: Policy, options: OptionKeys) -> Found:
    facts = facts_for(policy)
    for number, exclusion in enumerate(policy.exclusions):
        yield from rule_problems(exclusion.when, ("exclusion", number, "when"), options, facts)
    for number, bar in enumerate(policy.bars):
        yield from rule_problems(bar.when, ("bar", number, "when"), options, facts)
    for number, extra in enumerate(policy.extra_papers):
        yield from rule_problems(extra.when, ("extra_papers", number, "when"), options, facts)


def _programme_problems(policy: Policy, programme: Programme, place: Place, options: OptionKeys) -> Found:
    if programme.procedure not in policy.procedure:
        yield (*place, "procedure"), say(N_("there is no procedure {name}"), name=programme.procedure)
    elif not any(step.kind == StepKind.PAYMENT for step in policy.procedure[programme.procedure]):
        yield (*place, "procedure"), say(N_("a grant needs a procedure with a payment"))
    if HouseholdClass.NONE in programme.amounts:
        yield (*place, "amounts", "none"), say(N_("a household above the lines has no grant"))
    for household_class, stages in programme.amounts.items():
        yield from _unknown_names(stages, (*place, "amounts", household_class.value), "stage", options)
    yield from _programme_name_problems(programme, place, options)
    if programme.requires is not None:
        yield from rule_problems(programme.requires, (*place, "requires"), options, facts_for(policy, programme.key))


def _programme_name_problems(programme: Programme, place: Place, options: OptionKeys) -> Found:
    yield from unknown(programme.papers.new, (*place, "papers", "new"), "paper", options)
    yield from unknown(programme.papers.returning, (*place, "papers", "returning"), "paper", options)
    yield from unknown(programme.payees, (*place, "payees"), "payee", options)
    for number, entry in enumerate(programme.excluded_tracks):
        if entry.track not in options.get("study_track", frozenset()):
            source = N_("{key} is not in the list {name}")
            yield (*place, "excluded_tracks", number, "track"), say(source, key=entry.track, name="study_track")
    yield from repeated([entry.track for entry in programme.excluded_tracks], (*place, "excluded_tracks"))


def _unknown_names(keys: Iterable[str], place: Place, name: str, options: OptionKeys) -> Found:
    for key in keys:
        if key not in options.get(name, frozenset()):
            yield (*place, key), say(N_("{key} is not in the list {name}"), key=key, name=name)


def _is_at_visit(policy: Policy, name: str) -> bool:
    """Say whether only money that is settled at a visit goes this way, which begins with the approval."""
    used = {HARDSHIP, *(programme.procedure for programme in policy.programmes)}
    return name not in used and any(one.procedure == name for one in policy.visit_money)


def _procedure_problems(steps: tuple[Step, ...], place: Place, *, at_visit: bool) -> Found:
    kinds = [step.kind for step in steps]
    yield from repeated(kinds, place)
    for number, step in enumerate(steps):
        if step.kind not in KINDS:
            yield (*place, number), say(N_("{key} is not in the list {name}"), key=step.kind, name="kind")
        yield from (((*place, number), said) for said in kind_of(step.kind).problems(step))
    if at_visit:
        if kinds != [StepKind.APPROVAL, StepKind.PAYMENT, StepKind.RECEIPT]:
            yield place, say(N_("money settled at a visit has the steps {steps}"), steps="approval, payment, receipt")
        return
    if not kinds or kinds[0] != StepKind.REVIEW:
        yield place, say(N_("a procedure begins with the review"))
    if StepKind.APPROVAL not in kinds:
        yield place, say(N_("a procedure needs an approval"))
    for number, kind in enumerate(kinds):
        before = kind_of(kind).follows
        if before and before not in kinds[:number]:
            source = N_("the step {step} must come after {before}")
            yield (*place, number), say(source, step=kind.value, before=before.value)
