"""The class that a case was handed in for, and that of its household today, in words."""

from domain.households.classes import NO_CLASS
from domain.platform.text import N_, Sayable, Text, say
from models.procedure import AidCase
from services.households import class_for_case
from services.platform.work import Work
from services.procedure.grounds import file_behind
from services.procedure.record import policy_of


def class_of(work: Work, case: AidCase) -> Sayable:
    return policy_of(work, case).household_class(case.household_class).label


def class_differs(work: Work, case: AidCase) -> Text | None:
    """Say that the household is in another class than the one that the case was handed in for."""
    file, policy = file_behind(work.session, case), policy_of(work, case)
    if file is None:
        return None
    began, programme = case.opened_at.astimezone(work.house.zone).date(), policy.given(case.programme)
    now = class_for_case(work, file, policy, programme, on=began)
    if now == (case.household_class or NO_CLASS):
        return None
    source = N_(
        "The household is in another class now: {before} → {after}. Class and sum of the case are those of before; "
        "please return it, so that the worker hands it in again."
    )
    after = policy.household_class(now).label
    return say(source, before=class_of(work, case), after=after)
