"""What is wrong with a programme as a policy file states it: names that lead nowhere, and what can never be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.aid.by_policy.event_problems import event_problems, meeting_sum_problems
from domain.aid.by_policy.for_groups import group_problems
from domain.aid.by_policy.people_problems import people_problems, window_problems
from domain.households.facts import AID_FACTS
from domain.platform.predicates import Fact, FactKind
from domain.platform.text import N_, Text, say
from domain.policy import Policy
from domain.policy.aid.amounts import Amount, AmountForm, AmountRow, ChosenBy
from domain.policy.aid.programme import About, Aid, OncePer
from domain.policy.caps import CapPer
from domain.policy.checks import classes_by_fact, facts_for, list_facts, no_procedure, repeated, unknown
from domain.policy.conditions import OptionKeys, Place, Rule, rule_problems
from domain.policy.own import facts_asked
from domain.procedure.steps import kind_of
from domain.units.steps import StepKind

Problems = Iterator[tuple[Place, Text]]


PAPERS = StepKind("papers")

YEARS = {
    About.HOUSEHOLD: (CapPer.YEAR,),
    About.MEMBER: (CapPer.YEAR, CapPer.PERSON_YEAR),
    About.PERSON: (CapPer.PERSON_YEAR,),
    About.OUTSIDER: (CapPer.PERSON_YEAR,),
    About.UNIT: (CapPer.PERSON_YEAR,),
    About.EVENT: (CapPer.PERSON_YEAR,),
}  # over whose year a cap may be


@dataclass(frozen=True, slots=True)
class Needed:
    """A step without which an amount of some form is never given, and what is said where it is missing."""

    of: Callable[[Amount], bool]
    step: StepKind
    said: str


NEEDS = (
    Needed(
        lambda amount: not amount.is_goods and amount.month is None,
        StepKind.PAYMENT,
        N_("aid in money needs a procedure with a payment"),
    ),
    Needed(
        lambda amount: amount.month is not None,
        StepKind("run"),
        N_("so much a month needs a procedure that pays month by month"),
    ),
    Needed(
        lambda amount: amount.is_goods, StepKind("give"), N_("goods need a procedure in which they are handed over")
    ),
    Needed(
        lambda amount: amount.chosen_by is ChosenBy.APPROVAL,
        StepKind.APPROVAL,
        N_("a sum that is chosen needs a procedure with an approval"),
    ),
)


def aid_problems(policy: Policy, programme: Aid, place: Place, options: OptionKeys) -> Problems:
    """Yield every contradiction of a programme, with the place of the entry."""
    every = {**facts_for(policy, programme.key), **AID_FACTS, **list_facts(policy)}
    known = {**options, **classes_by_fact(policy, programme)}
    if programme.lists and not programme.about.needs_file:
        yield (*place, "list"), say(N_("the programme is for a worker without a file, so it can ask for no list"))
    yield from _step_problems(policy, programme, place)
    yield from _person_problems(programme, place)
    if programme.who is not None:
        yield from rule_problems(programme.who, (*place, "who"), known, every, people=True)
        if programme.about is About.HOUSEHOLD and any(rule.it for rule in _walked(programme.who)):
            yield (*place, "who", "it"), say(N_("the programme is about the household, so {it} names nobody"), it="it")
    yield from event_problems(policy, programme, place)
    yield from group_problems(programme, policy.procedure.get(programme.procedure, ()), place)
    yield from people_problems(policy, programme, place, known)
    yield from window_problems(policy, programme, place, known)
    if programme.needs is not None and not _is_joined(policy, programme.needs.membership):
        source = N_("{key} is no programme that people join: none of its steps is {step}")
        yield (*place, "needs"), say(source, key=programme.needs.membership, step="enrol")
    yield from _paper_problems(policy, programme, place, known)
    yield from _amount_problems(programme, (*place, "amount"), known, every, policy.lines.dibao_month)
    yield from _once_problems(policy, programme, place)
    yield from _repay_problems(policy, programme, place)
    yield from _month_problems(policy, programme, (*place, "amount", "month"))
    programmes = {"programme": frozenset(one.key for one in policy.every)}
    yield from unknown(programme.stack.not_with, (*place, "stack", "not_with"), "programme", programmes)
    for number, cap in enumerate(programme.caps):
        yield from unknown(cap.together, (*place, "caps", number, "with"), "programme", programmes)


def _step_problems(policy: Policy, programme: Aid, place: Place) -> Problems:
    yield from no_procedure(policy, programme, place)
    if programme.procedure in policy.procedure:
        yield from meeting_sum_problems(programme, policy.procedure[programme.procedure], place)
        kinds = [step.kind for step in policy.procedure[programme.procedure]]
        yield from (((*place, *at), said) for at, said in _not_together(programme, kinds))


def _not_together(programme: Aid, kinds: Sequence[StepKind]) -> Problems:
    amount = programme.amount
    if amount is not None:
        paid = {StepKind.PAYMENT} if any(kind_of(kind).runs for kind in kinds) else set[StepKind]()
        missing = (one for one in NEEDS if one.of(amount) and one.step not in {*kinds, *paid})
        yield from ((("procedure",), Text(needed.said)) for needed in missing)
        if not amount.is_goods:
            yield from _paid_otherwise(amount, kinds)
            return
    if any(kind_of(kind).pays_out for kind in kinds):
        yield (), say(N_("its procedure has a payment, so it needs an {entry}"), entry="amount")
    if amount is None and any(kind_of(kind).gives for kind in kinds):
        yield (), say(N_("its procedure hands goods over, so it needs an {entry}"), entry="amount")
    if any(cap.most or cap.dibao_months for cap in programme.caps):
        yield ("caps",), say(N_("there is no amount that could be limited"))


def _paid_otherwise(amount: Amount, kinds: Sequence[StepKind]) -> Problems:
    """What is given each month is paid month by month alone, and nothing else is."""
    runs = any(kind_of(kind).runs for kind in kinds)
    if amount.month is not None and StepKind.PAYMENT in kinds:
        yield ("procedure",), say(N_("what is given each month has no payment beside its months"))
    elif amount.month is None and runs:
        source = N_("its procedure pays month by month, so its amount needs {month}")
        yield ("amount",), say(source, month="month = { }")


def _is_joined(policy: Policy, key: str) -> bool:
    found = (policy.procedure.get(one.procedure, ()) for one in policy.programmes if one.key == key)
    return any(kind_of(step.kind).enrols for steps in found for step in steps)


def _person_problems(programme: Aid, place: Place) -> Problems:
    if programme.about is About.OUTSIDER and not any(one.after is None for one in programme.papers):
        source = N_("who has no account agrees on paper: {papers} names the paper they sign")
        yield (*place, "papers"), say(source, papers="papers")
    if not programme.about.needs_file and programme.counts:
        source = N_("aid for a person without a file does not count among the aid of a household: {what}")
        yield (*place, "stack"), say(source, what="stack = { counts = false }")
    for number, cap in enumerate(programme.caps):
        if cap.over_a_year and cap.per not in YEARS[programme.about]:
            wanted = " | ".join(YEARS[programme.about])
            yield (*place, "caps", number, "per"), say(N_("the cap is over a {per} here"), per=wanted)


def _walked(rule: Rule) -> Iterator[Rule]:
    yield rule
    for part in (*(rule.all or ()), *(rule.any or ())):
        yield from _walked(part)
    if rule.not_ is not None:
        yield from _walked(rule.not_)


def _paper_problems(policy: Policy, programme: Aid, place: Place, options: OptionKeys) -> Problems:
    keys = [one.paper for one in programme.papers]
    yield from unknown(keys, (*place, "papers"), "paper", options)
    yield from repeated(keys, (*place, "papers"))
    steps = policy.procedure.get(programme.procedure, ())
    waits, follow = any(one.kind == PAPERS for one in steps), any(one.after for one in programme.papers)
    if steps and follow and not waits:
        yield (*place, "papers"), say(N_("papers after the payment need a procedure with the step {step}"), step=PAPERS)
    if steps and waits and not follow:
        source = N_("its procedure waits for papers after the payment, and there are none ({key})")
        yield (*place, "papers"), say(source, key="after")
    asked = facts_asked(policy.questions_of(programme.key))
    for number, one in enumerate(programme.papers):
        if one.when is not None:
            yield from rule_problems(one.when, (*place, "papers", number, "when"), options, asked)


def _amount_problems(
    programme: Aid, place: Place, options: OptionKeys, facts: Mapping[str, Fact], dibao_month: int
) -> Problems:
    if programme.amount is None:
        return
    rows = programme.amount.table
    for number, row in enumerate(rows):
        at = (*place, "table", number)
        yield from _of_problems(row, at, facts)
        if row.when is not None:
            yield from rule_problems(row.when, (*at, "when"), options, facts)
        elif number < len(rows) - 1:
            yield at, say(N_("what stands behind this row is never reached: it has no condition"))
    yield from _of_problems(programme.amount, place, facts)
    for number, cap in enumerate(programme.caps):
        most = cap.fen(dibao_month)
        if programme.amount.least and most and most < programme.amount.least:
            yield (*place[:-1], "caps", number, "most"), say(N_("the cap is below the least that may be chosen"))


def _of_problems(row: AmountForm | AmountRow, place: Place, facts: Mapping[str, Fact]) -> Problems:
    if row.of is not None and (row.of not in facts or facts[row.of].kind is not FactKind.MONEY):
        yield (*place, "of"), say(N_("{fact} is no fact of money"), fact=row.of)


def _once_problems(policy: Policy, programme: Aid, place: Place) -> Problems:
    once = programme.once
    kinds = [kind_of(step.kind) for step in policy.procedure.get(programme.procedure, ())]
    if once.per is OncePer.SETTLED and not any(kind.repays for kind in kinds):
        yield (*place, "once"), say(N_("it is never settled: its procedure has no step {step}"), step="repay")
    if once.per is OncePer.SCHOOL_YEAR and programme.window is None:
        yield (
            (*place, "once"),
            say(N_("a school year turns when the window opens, and there is no {entry}"), entry="window"),
        )
    if once.per is OncePer.ENDED and not any(kind.runs for kind in kinds):
        yield (*place, "once"), say(N_("it never ends: its procedure has no step {step}"), step="run")
    if once.per is not OncePer.EVENT or programme.about.is_event:
        return
    asked = facts_asked(policy.questions_of(programme.key))
    if once.event is None or once.event not in asked:
        yield (*place, "once"), say(N_("once for each event needs a question of the programme that tells events apart"))


def _repay_problems(policy: Policy, programme: Aid, place: Place) -> Problems:
    """The months of a loan are asked by a number of the programme, and are one at least."""
    asked = {one.key: one for one in programme.ask}
    for step in policy.procedure.get(programme.procedure, ()):
        if step.count is None:
            continue
        question = asked.get(step.count)
        if question is None or question.kind != "number":
            yield place, say(N_("{key} is no question of the programme for a number of months"), key=step.count)
        elif (question.least or 0) < 1 or question.optional:
            yield (
                place,
                say(N_("{key} has to be answered with 1 or more: give it {least}"), key=step.count, least="least = 1"),
            )


def _month_problems(policy: Policy, programme: Aid, place: Place) -> Problems:
    """What goes on into another year is had once until it has ended; what ends with a file or a class needs a file."""
    month = programme.monthly
    if month is None:
        return
    if programme.once.per is OncePer.YEAR and not month.this_year:
        source = N_("it may go on into the next year, when there would be a second one: {either} or {other}")
        yield place, say(source, either='once = { per = "ended" }', other="this_year = true")
    if month.ends and not programme.about.needs_file:
        yield (*place, "ends"), say(N_("whom it is for needs no file, so none can be closed, and there is no class"))
    if month.until is not None and not month.days(policy.pack.effective_from):
        yield (*place, "until"), say(N_("it would be over before its first month"))
