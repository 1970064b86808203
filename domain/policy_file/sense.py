"""Whether the parts of a policy fit together: names that lead somewhere, keys once, steps in a sensible order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.aid.examples import broken
from domain.aid.kinds import KINDS
from domain.kinds.kind import Door, Need
from domain.platform.fields import Unfit
from domain.platform.text import N_, say
from domain.policy.checks import Found, facts_for, repeated, unknown
from domain.policy.conditions import OptionKeys, Place, rule_problems
from domain.policy.danger import TOO_SHORT, shortest
from domain.policy.frame.measures import OFFERS, How
from domain.policy.frame.warnings import CHOICES
from domain.policy.model import CHOICE_LISTS, Policy
from domain.policy.programmes import Programme
from domain.policy_file.calendar_sense import calendar_problems
from domain.policy_file.fund_sense import fund_problems
from domain.policy_file.list_sense import list_problems
from domain.policy_file.question_sense import question_problems
from domain.policy_file.season_sense import EVERY_YEAR, season_problems
from domain.procedure import steps as step_kinds
from domain.units.steps import Step, StepKind


def example_problems(policy: Policy) -> Found:
    """Yield every worked example that does not hold; only for a policy whose parts fit together."""
    for number, programme in enumerate(policy.programmes):
        kind = KINDS.of(programme)
        for at, example in enumerate(programme.example):
            place = ("programme", number, "example", at)
            try:
                found = kind.exemplified(policy, programme, example)
            except Unfit as unfit:
                yield (*place, "given"), unfit.said
            else:
                yield from ((place, said) for said in broken(example, *found))


def sense_problems(policy: Policy, years: Sequence[int] = EVERY_YEAR) -> Found:
    """Yield every contradiction in a policy whose shapes are right, with the place of the entry.

    The days of its seasons are worked out for `years`.
    """
    options = {name: frozenset(option.key for option in policy.options(name)) for name in _list_names(policy)}
    yield from list_problems(policy)
    yield from fund_problems(policy)
    yield from _list_problems(policy)
    yield from _name_problems(policy, options)
    yield from _rule_problems(policy, options)
    yield from _lead_problems(policy)
    yield from _warning_problems(policy, options)
    yield from _plan_problems(policy, options)
    yield from question_problems(policy, options)
    for programme, place in _programmes(policy):
        yield from KINDS.of(programme).problems(policy, programme, place, options)
    for name, steps in policy.procedure.items():
        doors, unposted = _doors(policy, name), _may_stay_unposted(policy, name, steps)
        at_visit = doors == {Door.VISIT}  # which begins with the approval
        yield from _procedure_problems(
            steps, ("procedure", name), at_visit=at_visit, unposted=unposted, settled=doors == {Door.EVENT}
        )
    yield from calendar_problems(policy.calendar_years)
    yield from season_problems(policy, options, years)
    yield from _yearly_problems(policy, options)


def _yearly_problems(policy: Policy, options: OptionKeys) -> Found:
    """The yearly re-check names lists and papers that there are, the survey leads, facts and answers."""
    leads = {"lead": frozenset(one.key for one in policy.leads)}
    asked = policy.survey.questions if policy.survey else ()
    yield from repeated([one.key for one in asked], ("survey", "question"))
    for number, one in enumerate(asked):
        place = ("survey", "question", number)
        yield from unknown([one.lead] if one.lead else [], place, "lead", leads)
        if one.known is not None:
            yield from rule_problems(one.known, (*place, "known"), options, facts_for(policy), people=True)
    if policy.recheck is None:
        return
    there = {"list": frozenset(one.key for one in policy.lists), "paper": frozenset(one.key for one in policy.papers)}
    papers = [one.paper for one in policy.recheck.papers]
    yield from unknown(policy.recheck.lists, ("recheck", "lists"), "list", there)
    yield from unknown(papers, ("recheck", "papers"), "paper", there)
    yield from repeated(papers, ("recheck", "papers"))


def _list_names(policy: Policy) -> tuple[str, ...]:
    return (*policy.choices, "cause", "paper", "rigid")


def _list_problems(policy: Policy) -> Found:
    """Every list a form needs is there and not empty; no key stands twice in one list."""
    for name in CHOICE_LISTS:
        if not policy.choices.get(name):
            yield ("choices",), say(N_("the list {name} is missing or empty"), name=name)
    for name in policy.choices:
        if name not in CHOICE_LISTS and all(one.choices != name for one in policy.every_question.values()):
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


def _lead_problems(policy: Policy) -> Found:
    """Every lead leads somewhere, and to programmes that there are."""
    programmes = {"programme": frozenset(one.key for one in policy.programmes)}
    yield from repeated([one.key for one in policy.leads], ("lead",))
    for number, lead in enumerate(policy.leads):
        yield from unknown(lead.programmes, ("lead", number, "programmes"), "programme", programmes)
        if not (lead.programmes or lead.ways or lead.shows or lead.alone):
            yield (
                ("lead", number),
                say(N_("{key} leads nowhere: give it {names}"), key=lead.key, names="programmes, ways"),
            )
        for phrase in (*lead.words, *lead.unless):
            if shortest(phrase) < 2 and not lead.alone:
                yield ("lead", number, "words"), say(TOO_SHORT, phrase=phrase)


def _warning_problems(policy: Policy, options: OptionKeys) -> Found:
    """Each sign is looked for once, in words and answers that there are."""
    leads = {"lead": frozenset(one.key for one in policy.leads)}
    yield from repeated([one.key.value for one in policy.warnings], ("warning",))
    for number, rule in enumerate(policy.warnings):
        yield from unknown(rule.leads, ("warning", number, "leads"), "lead", leads)
        yield from unknown(rule.choices, ("warning", number, "choices"), CHOICES.get(rule.key, rule.key.value), options)


def _plan_problems(policy: Policy, options: OptionKeys) -> Found:
    """Each goal and measure once, for causes that there are, linked to what there is."""
    yield from repeated([one.key for one in policy.plans.goals], ("plans", "goals"))
    yield from repeated([one.key for one in policy.plans.measures], ("plans", "measure"))
    linked = {How.CASE: {one.key for one in policy.every}, How.SEASON: {one.key for one in policy.seasons},
              How.OFFER: {"", *OFFERS}}  # fmt: skip
    for number, measure in enumerate(policy.plans.measures):
        place = ("plans", "measure", number)
        yield from unknown(measure.causes, (*place, "causes"), "cause", options)
        if measure.of not in linked.get(measure.how, {""}):
            yield (*place, "of"), say(N_("{key} is not in the list {name}"), key=measure.of, name=measure.how.value)


def _rule_problems(policy: Policy, options: OptionKeys) -> Found:
    facts = facts_for(policy)
    for number, exclusion in enumerate(policy.exclusions):
        yield from rule_problems(exclusion.when, ("exclusion", number, "when"), options, facts)
    for number, bar in enumerate(policy.bars):
        yield from rule_problems(bar.when, ("bar", number, "when"), options, facts)
    for number, extra in enumerate(policy.extra_papers):
        yield from rule_problems(extra.when, ("extra_papers", number, "when"), options, facts)


def _programmes(policy: Policy) -> Iterator[tuple[Programme, Place]]:
    """Return every programme of a policy, with the place of its table."""
    yield from ((one, ("programme", number)) for number, one in enumerate(policy.programmes))
    yield from ((one, ("visit_money", number)) for number, one in enumerate(policy.visit_money))
    for of_lists in (policy.opening, policy.joining):
        yield from ((one, ("list", number)) for number, one in enumerate(of_lists))


def _doors(policy: Policy, name: str) -> set[Door]:
    """Return who lets those cases begin that go this way."""
    return {KINDS.of(one).door(one) for one, _ in _programmes(policy) if one.procedure == name}


def _may_stay_unposted(policy: Policy, name: str, steps: tuple[Step, ...]) -> bool:
    """Say whether only aid that cannot wait for a file goes this way, or lists behind the first, and without a public
    notice."""
    those = [one for one, _ in _programmes(policy) if one.procedure == name]
    unposted = all(step.kind != StepKind.NOTICE for step in steps)
    return unposted and bool(those) and all(_needs_no_notice(policy, one) for one in those)


def _needs_no_notice(policy: Policy, programme: Programme) -> bool:
    own = programme.enters not in (None, "", policy.lists[0].key)
    return own or KINDS.of(programme).need(programme) is Need.NONE


def _procedure_problems(
    steps: tuple[Step, ...], place: Place, *, at_visit: bool, unposted: bool, settled: bool
) -> Found:
    kinds = [step.kind for step in steps]
    yield from repeated(kinds, place)
    for number, step in enumerate(steps):
        if step.kind not in step_kinds.KINDS:
            yield (*place, number), say(N_("{key} is not in the list {name}"), key=step.kind, name="kind")
        yield from (((*place, number), said) for said in step_kinds.kind_of(step.kind).problems(step))
    if at_visit:
        if kinds != [StepKind.APPROVAL, StepKind.PAYMENT, StepKind.RECEIPT]:
            yield place, say(N_("money settled at a visit has the steps {steps}"), steps="approval, payment, receipt")
        return
    begins = kinds[0] if kinds else None
    may_begin = (settled and begins in (StepKind.NOTICE, StepKind.APPROVAL)) or (
        begins == StepKind.APPROVAL and unposted and StepKind.REVIEW in kinds
    )
    if begins != StepKind.REVIEW and not may_begin:
        yield place, say(N_("a procedure begins with the review"))
    if not any(step_kinds.kind_of(kind).grants for kind in kinds):
        yield place, say(N_("a procedure needs an approval"))
    stands = [step_kinds.kind_of(kind).stands_for or kind for kind in kinds]
    for number, kind in enumerate(kinds):
        before = step_kinds.kind_of(kind).follows
        if before and before not in stands[:number] and not (unposted and before == StepKind.NOTICE):
            source = N_("the step {step} must come after {before}")
            yield (*place, number), say(source, step=kind.value, before=before.value)
        after = step_kinds.kind_of(kind).goes_before
        if after and after not in stands[number:]:
            yield (*place, number), say(N_("after the step {step} must come {after}"), step=kind.value, after=after)
