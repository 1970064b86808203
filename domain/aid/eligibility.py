"""Which class of hardship a household is in, and everything that speaks for and against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from domain.aid.line_tests import (
    AccidentTest,
    LineTest,
    accident_test,
    class_by,
    class_on_each,
    line_tests,
    rules_of,
)
from domain.aid.own_questions import own_papers
from domain.households.classes import HouseholdClass
from domain.households.facts import CLASS, facts_of
from domain.households.household import MONTHS, Household
from domain.kinds.kind import Given
from domain.platform.money import round_half_up
from domain.platform.predicates import Facts, Finding, Op, evaluate
from domain.platform.text import Local, Money
from domain.policy.frame.lists import HardshipList
from domain.policy.hardship import Bar
from domain.policy.model import Policy
from domain.policy.options import Paper


@dataclass(frozen=True, slots=True)
class ExclusionFound:
    """An exclusion that applies: what the worker is told, and the comparisons for the officer."""

    key: str
    worker: Local
    reasons: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class BarFound:
    """No file can be opened before the day `until`."""

    key: str
    worker: Local
    until: date
    reasons: tuple[Finding, ...]


@dataclass(frozen=True)
class Assessment:
    """What the policy says of a household on a day, with every number it rests on (money in fen).

    `household_class` is NONE when an exclusion applies. `grants` is aid counted as income of the year. It looks at one
    list: the `lines` and the class are those of it, and `listed` has the class on each.
    """

    household: Household
    policy: Policy
    today: date
    household_class: HouseholdClass
    net_month: Fraction
    lines: tuple[LineTest, ...]
    accident: AccidentTest
    exclusions: tuple[ExclusionFound, ...] = ()
    bars: tuple[BarFound, ...] = ()
    grants: int = 0
    asked_under: Policy | None = None  # of a file: the policy and the day by which aid is asked for; else the same
    asked_on: date | None = None
    listed: Mapping[str, HouseholdClass] = field(default_factory=dict)
    list_key: str = ""  # empty: the first list

    @property
    def rules(self) -> Policy:
        """The policy that says what aid there is; `policy` is the one by which the class was worked out."""
        return self.asked_under or self.policy

    @property
    def year(self) -> int:
        """The year in which aid is asked for."""
        return (self.asked_on or self.today).year

    @property
    def bar(self) -> BarFound | None:
        """The bar that lasts longest, None when a file may be opened at once."""
        return max(self.bars, key=lambda bar: bar.until, default=None)

    @property
    def may_open_file(self) -> bool:
        """Whether a hardship file can be opened today: a class, no exclusion, no bar."""
        return self.household_class.gets_file and not self.exclusions and not self.bars

    @property
    def may_be_listed(self) -> bool:
        """Whether it can come on any list today."""
        on_any = self.household_class.gets_file or any(one.gets_file for one in self.listed.values())
        return on_any and not self.exclusions and not self.bars

    @property
    def main_class(self) -> HouseholdClass:
        """The class on the first list, whichever this looks at."""
        return self.listed.get(self.rules.lists[0].key, HouseholdClass.NONE) if self.list_key else self.household_class

    def class_on(self, key: str) -> HouseholdClass:
        """Return the class on a list; NONE: it does not stand on it."""
        if key in ("", self.rules.lists[0].key):
            return self.main_class
        return self.listed.get(key, HouseholdClass.NONE)

    def seen_from(self, keys: Sequence[str]) -> Assessment:
        """Return the same, looking at the first of some lists in which there is a class; of none at the first list."""
        key = next((one for one in keys if self.class_on(one).gets_file), keys[0] if keys else "")
        first = self.rules.lists[0].key
        if (key or first) == (self.list_key or first):
            return self
        policy = self.policy if rules_of(self.policy, key) else self.rules  # the file may be older than the list
        tests = line_tests(policy, rules_of(policy, key), self.net_month)
        listed, found = {**self.listed, first: self.main_class}, self.class_on(key)
        return replace(self, policy=policy, household_class=found, lines=tests, list_key=key, listed=listed)

    def line_test(self, household_class: HouseholdClass) -> LineTest:
        """Return the test of a class by income, the highest line for a class that has none."""
        return next((test for test in self.lines if test.household_class == household_class), self.highest)

    @property
    def highest(self) -> LineTest:
        """The test of the highest line."""
        return max(self.lines, key=lambda test: (test.limit, test.op is Op.LE))

    @property
    def named_list(self) -> HardshipList | None:
        """The list that this looks at, where there are several."""
        lists = self.rules.lists
        key = self.list_key or lists[0].key
        return next((one for one in lists if one.key == key), None) if len(lists) > 1 else None

    @property
    def net_fen(self) -> int:
        """Net income per head and month rounded half up to whole fen, sign kept: for the record."""
        return round_half_up(self.net_month)

    @property
    def shown_net(self) -> Money:
        """Net income per head and month for display: rounded half up, below zero shown as 0.00."""
        return Money(max(self.net_fen, 0))

    def after_grants(self, fen: int) -> Assessment:
        """Return the assessment anew with `fen` more aid counted as income of the year (stacking, DOMAIN 3)."""
        found = assess(self.household, self.policy, today=self.today, grants=self.grants + fen)
        return found.seen_from((self.list_key,)) if self.list_key else found


def assess(
    household: Household, policy: Policy, *, today: date, grants: int = 0, facts: Facts | None = None
) -> Assessment:
    """Work out class, exclusions and bars of a household under a policy; `grants` in fen counts as income. `facts` are
    those of the household on that day, for whoever has them already."""
    facts = facts_of(household, today) if facts is None else facts
    net = net_per_head_and_month(household, grants)
    tests = line_tests(policy, policy.class_rules, net)
    accident = accident_test(household, policy)
    exclusions = _exclusions(policy, facts)
    found = HouseholdClass.NONE if exclusions else class_by(policy.class_rules, tests, accident)
    listed = {} if exclusions else class_on_each(policy, net, accident)
    bars = _bars(household, policy, facts)
    return Assessment(household, policy, today, found, net, tests, accident, exclusions, bars, grants, listed=listed)


def assess_file(
    household: Household,
    household_class: HouseholdClass,
    policy: Policy,
    *,
    on: date,
    asked_under: Policy,
    today: date,
    listed: Mapping[str, HouseholdClass] | None = None,
) -> Assessment:
    """Return the assessment of a household on file: its class as it stands on record, and what that rests on. `listed`
    are the classes on the lists behind the first.

    It was worked out under `policy` on the day `on`. A later policy (`asked_under`) and a later day decide over aid,
    but put no file in another class: that takes a decision.
    """
    found = assess(household, policy, today=on)
    return replace(found, household_class=household_class, asked_under=asked_under, asked_on=today, listed=listed or {})


def assessment_of(given: Given) -> Assessment:
    """Return the assessment of the file that an application rests on, by the list that it asks for; without a file of a
    household that nothing is known of."""
    file = given.file
    if file is None:
        nothing = assess(Household(), given.policy, today=given.today)
        return replace(nothing, household_class=HouseholdClass.NONE, listed={}, exclusions=(), bars=())
    if isinstance(file.assessed, Assessment):
        return file.assessed.seen_from(given.policy.lists_for(given.programme))
    found = assess_file(
        file.household, file.household_class, file.policy, on=file.on, asked_under=given.policy, today=given.today,
        listed=file.listed,
    )  # fmt: skip
    return found.seen_from(given.policy.lists_for(given.programme))


def class_facts(assessment: Assessment) -> dict[str, str]:
    """Return the facts of the classes: on the list that is looked at, and on each that the file names."""
    here, lists = {CLASS: assessment.household_class.value}, assessment.rules.named_lists
    return here | {one.fact: assessment.class_on(one.key).value for one in lists}


def net_per_head_and_month(household: Household, grants: int = 0) -> Fraction:
    """Return (annual income - rigid expenses) / 12 / people living together, exactly, in fen; may be below zero."""
    left = household.annual_income + grants - household.annual_rigid
    return Fraction(left, MONTHS * household.size)


def papers_needed(household: Household, policy: Policy, *, today: date) -> tuple[Paper, ...]:
    """Return the papers a hardship report needs: always, by cause, and by condition; each once, in that order."""
    facts = facts_of(household, today)
    keys = list(policy.papers_always)
    for cause in household.causes:
        keys.extend(policy.cause(cause).papers)
    for extra in policy.extra_papers:
        keys.extend(extra.papers if evaluate(extra.when.condition, facts).holds else ())
    keys.extend(own_papers(policy, None, facts))
    return tuple(policy.paper(key) for key in dict.fromkeys(keys))


def _exclusions(policy: Policy, facts: Facts) -> tuple[ExclusionFound, ...]:
    """Return all exclusions that apply: a worker is told every one of them at once."""
    tried = [(rule, evaluate(rule.when.condition, facts)) for rule in policy.exclusions]
    return tuple(ExclusionFound(rule.key, rule.worker, outcome.reasons) for rule, outcome in tried if outcome.holds)


def _bars(household: Household, policy: Policy, facts: Facts) -> tuple[BarFound, ...]:
    found = (bar_found(bar, household, facts) for bar in policy.bars)
    return tuple(bar for bar in found if bar is not None)


def bar_found(bar: Bar, household: Household, facts: Facts) -> BarFound | None:
    """Return until when a bar holds for a household, None when it does not."""
    outcome = evaluate(bar.when.condition, facts)
    if not outcome.holds or household.contract_start is None:
        return None
    return BarFound(bar.key, bar.worker, bar.until.day(household.contract_start), outcome.reasons)
