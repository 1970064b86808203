"""The class of a household file: worked out once, kept with its day and the policy it was worked out under."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.aid.eligibility import Assessment, assess, assess_file
from domain.households.classes import HouseholdClass
from domain.households.household import from_answers
from domain.policy import Policy
from domain.policy.frame.lists import together
from models.households import HouseholdFile
from services.households.on_lists import classes_of, work_out_anew
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
        listed=classes_of(work.session, file, policy),
    )


def class_on_record(work: Work, file: HouseholdFile) -> HouseholdClass:
    """Return the class that a file is in, on each list that it stands on, as the rules in force call it."""
    policy = work.house.policies.current
    listed = classes_of(work.session, file, policy)
    return policy.household_class(together(file.household_class, {key: one.value for key, one in listed.items()}))


def class_by_rules(work: Work, file: HouseholdFile, data: Mapping[str, Any]) -> HouseholdClass:
    """Return the class that a household on file would be in with these answers, by the rules in force today: on each
    list that it stands on."""
    policy = work.house.policies.current
    found = assess(from_answers(data), policy, today=work.today)
    main = found.household_class.value if file.household_class else ""
    now = {key: found.class_on(key) for key in classes_of(work.session, file, policy)}
    return policy.household_class(together(main, {key: one.value for key, one in now.items() if one.gets_file}))


def put_in_class(work: Work, file: HouseholdFile, policy: Policy) -> None:
    """Work the classes of a file out anew by these rules, today, on each list that it stands on: a change was
    confirmed, or the re-check made."""
    found = assess(household_in(file), policy, today=work.today)
    work_out_anew(work, file, policy, found)
    file.class_on, file.class_version = work.today, policy.version
    if file.household_class:  # else it does not stand on the first list
        file.household_class = found.household_class.value
