"""The class of a household file: worked out once, kept with its day and the policy it was worked out under."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.aid.eligibility import Assessment, assess, assess_file
from domain.households.classes import HouseholdClass
from domain.households.household import from_answers
from domain.policy import Policy
from models.households import HouseholdFile
from services.households.record import household_in
from services.platform.work import Work

__all__ = ["assessment_of", "class_by_rules", "class_on_record", "put_in_class"]


def assessment_of(work: Work, file: HouseholdFile, policy: Policy, *, today: date) -> Assessment:
    """Return what stands on record of a file, for aid asked for under a policy on a day."""
    policies = work.house.policies
    return assess_file(
        household_in(file),
        policy.household_class(file.household_class),
        policies.of(work.session, file.class_version) if file.class_version else policy,
        on=file.class_on or file.opened_at.astimezone(work.house.zone).date(),
        asked_under=policy,
        today=today,
    )


def class_on_record(work: Work, file: HouseholdFile) -> HouseholdClass:
    """Return the class that a file is in, as the rules in force call it."""
    return work.house.policies.current.household_class(file.household_class)


def class_by_rules(work: Work, data: Mapping[str, Any]) -> HouseholdClass:
    """Return the class that a household with these answers would be in, by the rules in force today."""
    return assess(from_answers(data), work.house.policies.current, today=work.today).household_class


def put_in_class(work: Work, file: HouseholdFile, policy: Policy) -> None:
    """Work the class of a file out anew by these rules, today: a change was confirmed, or the re-check made."""
    found = assess(household_in(file), policy, today=work.today)
    file.household_class, file.class_on, file.class_version = found.household_class.value, work.today, policy.version
