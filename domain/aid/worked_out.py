"""An assessment in words: the sum line by line for the worker, the rules with both numbers for the officer, and what
speaks against any aid that rests on a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from domain.aid.eligibility import Assessment
from domain.aid.line_tests import AccidentTest, LineTest
from domain.households.facts import finding_said
from domain.households.household import MONTHS, Household
from domain.kinds.reasons import Reason
from domain.platform.money import round_half_up
from domain.platform.predicates import Finding, Op
from domain.platform.text import N_, Arg, Joined, Local, Money, Sayable, Text, lines, say
from domain.policy.frame.lists import HardshipList
from domain.policy.model import Policy


def for_worker(assessment: Assessment) -> tuple[Sayable, ...]:
    """Return the sum and what follows from it, a sentence a line; it promises nothing."""
    return (
        *_income(assessment),
        *_expenses(assessment.household, assessment.policy),
        *_per_head(assessment),
        *_comparisons(assessment),
        *_conclusion(assessment),
    )


def for_officer(assessment: Assessment) -> tuple[Sayable, ...]:
    """Return every rule tried, with the numbers on both sides and whether it is met."""
    return (
        *(exclusion_tried(found.worker, findings_said(assessment, found.reasons)) for found in assessment.exclusions),
        *(line_tried(test, assessment) for test in assessment.lines),
        accident_tried(assessment.accident),
        *(say(N_("No file before {until}: {rule}"), until=bar.until, rule=bar.worker) for bar in assessment.bars),
        say(N_("Class by the rules: {household_class}."), household_class=assessment.household_class.label),
    )


def findings_said(assessment: Assessment, findings: Iterable[Finding]) -> Joined:
    """Return comparisons in one line, with the choices as people call them."""
    return Joined(tuple(finding_said(one, assessment.policy.word) for one in findings), "; ")


def _income(assessment: Assessment) -> Iterator[Text]:
    household = assessment.household
    yield _wage(N_("Your wage: {monthly} x 12 = {yearly}"), household.self_monthly_income)
    for member in household.members:
        if member.monthly_income:
            yield _wage(N_("{name}: {monthly} x 12 = {yearly}"), member.monthly_income, name=member.name)
    if household.other_annual_income:
        yield say(N_("Other income in the year: {amount}"), amount=Money(household.other_annual_income))
    if assessment.grants:
        yield say(N_("Aid counted as income of the year: {amount}"), amount=Money(assessment.grants))
    yield say(N_("Income in the year: {amount}"), amount=Money(household.annual_income + assessment.grants))


def _wage(source: str, monthly: int, **args: Arg) -> Text:
    return Text(source, {"monthly": Money(monthly), "yearly": Money(monthly * MONTHS), **args})


def _expenses(household: Household, policy: Policy) -> Iterator[Text]:
    names = {option.key: option.asked for option in policy.rigid_expenses}
    for kind, amount in household.rigid.items():
        if amount:
            yield say(N_("Minus {kind}: {amount}"), kind=names.get(kind, kind), amount=Money(amount))


def _per_head(assessment: Assessment) -> Iterator[Text]:
    household = assessment.household
    left = household.annual_income + assessment.grants - household.annual_rigid
    yield say(N_("Left in the year: {amount}"), amount=Money(left))
    source = N_("{left} / 12 months / {size} people = {net} for each person and month")
    yield say(source, left=Money(left), size=household.size, net=assessment.shown_net)
    yield from below_zero(assessment)


def below_zero(assessment: Assessment) -> Iterator[Text]:
    """Say why it reads zero; that is what every reader sees, and the sign stays on record."""
    if assessment.net_month < 0:
        yield say(N_("More goes out than comes in, so this counts as zero."))


def _comparisons(assessment: Assessment) -> Iterator[Text]:
    """Show the line that is met first, else the highest: the others would only confuse."""
    test = next((test for test in assessment.lines if test.met), assessment.highest)
    sources = {
        (Op.LE, True): N_("The line of {name} is {limit}; you are not above it."),
        (Op.LT, True): N_("The line of {name} is {limit}; you are below it."),
        (Op.LE, False): N_("The line of {name} is {limit}; you are above it."),
        (Op.LT, False): N_("The line of {name} is {limit}; you are not below it."),
    }
    yield say(sources[test.op, test.met], name=test.household_class.label, limit=_fen(test.limit))
    rule = assessment.policy.class_rule(assessment.household_class)
    if rule is not None and rule.accident:
        yield _accident_for_worker(assessment.accident)


def _accident_for_worker(test: AccidentTest) -> Text:
    source = N_("Your loss after compensation is {loss}, more than {percent} % of a year's income ({income}).")
    if test.op is Op.GE:
        source = N_("Your loss after compensation is {loss}, at least {percent} % of a year's income ({income}).")
    return say(source, loss=Money(test.loss), percent=f"{float(test.percent):g}", income=Money(test.income))


def _conclusion(assessment: Assessment) -> Iterator[Sayable]:
    if assessment.exclusions:
        yield lines("", say(N_("<b>With what you reported, a hardship file cannot be opened, because:</b>")))
        yield from (found.worker for found in assessment.exclusions)
        yield say(N_("If something here is wrong, change that answer. Your union can also help without a file."))
        return
    if not assessment.household_class.gets_file:
        yield _standing_out(say(N_("<b>By this sum your household does not count as in hardship.</b>")))
        yield say(N_("If something changes, please report again."))
        return
    yield _standing_out(say(N_("<b>By this sum: {name}.</b>"), name=assessment.household_class.label))
    for bar in assessment.bars:
        yield bar.worker
        yield say(N_("You can send this report again from {until} on."), until=bar.until)
    yield say(N_("This is a first calculation. Colleagues will check it; it does not promise any money."))


def _standing_out(said: Text) -> Joined:
    """Put an empty line around what matters most."""
    return lines("", said, "")


def exclusion_tried(rule: Local, findings: Joined) -> Text:
    """Return an exclusion that applies, with what it looked at."""
    return say(N_("Excluded: {rule} ({findings})"), rule=rule, findings=findings)


def line_tried(test: LineTest, assessment: Assessment) -> Text:
    """Return one line with the numbers on both sides, and whether it is met."""
    sources = {
        (Op.LE, True): N_("{name}: net {net}, rule at most {limit} ({factor} x dibao {dibao}): met."),
        (Op.LT, True): N_("{name}: net {net}, rule below {limit} ({factor} x dibao {dibao}): met."),
        (Op.LE, False): N_("{name}: net {net}, rule at most {limit} ({factor} x dibao {dibao}): not met."),
        (Op.LT, False): N_("{name}: net {net}, rule below {limit} ({factor} x dibao {dibao}): not met."),
    }
    return say(
        sources[test.op, test.met],
        name=test.household_class.heading,
        net=assessment.shown_net,
        limit=_fen(test.limit),
        factor=test.factor,
        dibao=Money(assessment.policy.lines.dibao_month),
    )


def accident_tried(test: AccidentTest) -> Text:
    """Return the loss against what it has to pass, and whether it does."""
    if not test.cause:
        return say(N_("Accident: no sudden event among the causes: not met."))
    met = N_("Accident: loss {loss} against {limit} ({percent} % of {income}): met.")
    missed = N_("Accident: loss {loss} against {limit} ({percent} % of {income}): not met.")
    return say(
        met if test.met else missed,
        loss=Money(test.loss),
        limit=_fen(test.limit),
        percent=f"{float(test.percent):g}",
        income=Money(test.income),
    )


def _fen(value: Any) -> Money:
    """Show an exact amount as money, halves up."""
    return Money(round_half_up(value))


def household_reasons(assessment: Assessment) -> Iterator[Reason]:
    """Yield every reason that holds for the household, whatever aid is asked for."""
    for found in assessment.exclusions:
        officer = findings_said(assessment, found.reasons)
        yield Reason(f"excluded_{found.key}", found.worker, officer)
    for bar in assessment.bars:
        again = say(N_("You can apply from {until} on."), until=bar.until)
        officer = findings_said(assessment, bar.reasons)
        yield Reason(f"barred_{bar.key}", lines(bar.worker, again), officer, on=bar.until)
    if assessment.household_class.gets_file or assessment.exclusions:
        return
    if assessment.named_list is not None:
        yield _not_listed(assessment, assessment.named_list)
    else:
        source = N_(
            "By its income your household does not count as in hardship. If something has changed, send it, with "
            "proof, under /file."
        )
        yield Reason("above_lines", say(source), lines(*for_officer(assessment)))


def _not_listed(assessment: Assessment, named: HardshipList) -> Reason:
    """Say on which list the household would have to stand."""
    source = N_(
        "This is for households on {list}, and by what is on record yours is not on it. If something has changed, send "
        "it, with proof, under /file; which lists there are for you, /apply shows."
    )
    return Reason("above_lines", say(source, list=named.title), lines(*for_officer(assessment)))
