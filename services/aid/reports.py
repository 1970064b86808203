"""Hardship reports: what the rules say of one, whether the household has a file already, and handing it in."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from sqlmodel import col, func, select

from domain.aid.eligibility import Assessment, assess
from domain.households.household import from_answers
from domain.platform.text import N_, Refusal
from domain.policy import Policy
from domain.policy.programmes import HARDSHIP
from models.procedure import AidCase, Decision
from services.aid.bars import remember_bar
from services.cases import find_open_household, open_case, resubmit
from services.platform.work import Work


class CannotBeHandedIn(Refusal):
    """The rules say no; every reason was told with the calculation."""

    text = N_(
        "This report cannot be handed in as it is. The calculation above says why; you can change an answer, and your "
        "union can tell you what else there is."
    )


class TooManyToday(Refusal):
    """Every report is looked at by people."""

    text = N_(
        "You have handed in {count} times today, as often as one person can in a day. Your answers are kept; please "
        "hand it in tomorrow."
    )


def check_today(work: Work) -> None:
    """Raise TooManyToday when the worker has handed in as often as the policy allows in a day."""
    midnight = datetime.combine(work.today, time(), work.house.zone)
    own = (AidCase.applicant_id == work.person_id, col(AidCase.opens_file))
    new = select(func.count()).select_from(AidCase).where(*own, AidCase.opened_at >= midnight)
    again = select(func.count()).select_from(Decision).join(AidCase, col(AidCase.id) == col(Decision.case_id))
    handed = again.where(*own, col(Decision.verdict).in_(("resubmit", "changed")), Decision.at >= midnight)
    many = work.session.exec(new).one() + work.session.exec(handed).one()
    if many >= work.house.policies.current.limits.reports_a_day:
        raise TooManyToday(count=many)


def assess_report(work: Work, answers: Mapping[str, Any], policy: Policy) -> Assessment:
    """Return what a policy says of a report today; how long it has to wait is remembered for the invitation."""
    assessment = _assessed(work, answers, policy)
    remember_bar(work, assessment)
    return assessment


def _assessed(work: Work, answers: Mapping[str, Any], policy: Policy) -> Assessment:
    return assess(from_answers(answers), policy, today=work.today)


def case_in_the_way(work: Work) -> str | None:
    """Return the number of the worker's own report under way, or of the open file that they live in."""
    return find_open_household(work.session, work.person_id)


def hand_in_report(work: Work, answers: Mapping[str, Any], policy: Policy) -> str:
    """Open the case of a report and return its number; raises CannotBeHandedIn or HouseholdInOpenCase."""
    check_today(work)
    assessment = _openable(work, answers, policy)
    remember_bar(work, assessment)
    case = open_case(
        work,
        programme=HARDSHIP.key,
        policy=policy,
        answers=answers,
        household_class=assessment.household_class.value,
        amount=0,
        members=assessment.household.members,
        household_id=None,
        subject_print=None,
        period=str(work.today.year),
    )
    return case.number


def hand_in_report_again(work: Work, case_id: int, answers: Mapping[str, Any], policy: Policy) -> str:
    """Hand a returned report in again; return its number. Raises as `hand_in_report` does, NotForYou, NotReturned."""
    check_today(work)
    assessment = _openable(work, answers, policy)
    case = resubmit(
        work,
        case_id,
        answers=answers,
        household_class=assessment.household_class.value,
        amount=0,
        members=assessment.household.members,
    )
    return case.number


def _openable(work: Work, answers: Mapping[str, Any], policy: Policy) -> Assessment:
    assessment = _assessed(work, answers, policy)
    if not assessment.may_open_file:
        raise CannotBeHandedIn
    return assessment
