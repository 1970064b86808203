"""Whom a season is for, and why a household is not among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.households.facts import facts_of, facts_of_people, finding_said
from domain.households.household import Household
from domain.platform.predicates import Facts, Finding, evaluate
from domain.platform.text import N_, Text, say
from domain.policy.conditions import Rule
from domain.policy.seasons import Season


@dataclass(frozen=True, slots=True)
class Match:
    """Whether a household is in an audience, and the comparisons that decided it, with both values."""

    holds: bool
    reasons: tuple[Text, ...] = ()

    @property
    def why_not(self) -> tuple[Text, ...]:
        """What keeps the household out; empty when it is in the audience."""
        return () if self.holds else self.reasons


def audience_matches(season: Season, household: Household, today: date, *, known: Facts | None = None) -> Match:
    """Say whether a household is in the audience of a season on a day.

    `known` holds facts that officers recorded (`records` of a checklist) and that go before the household's own.
    """
    return matches(season.audience, household, today, known=known)


def matches(audience: Rule | None, household: Household, today: date, *, known: Facts | None = None) -> Match:
    """Say whether a household meets a condition; None is met by every household."""
    if audience is None:
        return Match(True)
    facts = {**facts_of(household, today), **(known or {})}
    outcome = evaluate(audience.condition, facts, facts_of_people(household, today))
    return Match(outcome.holds, tuple(_finding_said(finding, household) for finding in outcome.reasons))


def _finding_said(finding: Finding, household: Household) -> Text:
    """Return a finding with the person it is about."""
    said = finding_said(finding)
    if finding.person is None:
        return said
    if finding.person == 0:
        return say(N_("The worker: {finding}"), finding=said)
    return say(N_("{name}: {finding}"), name=household.members[finding.person - 1].name, finding=said)
