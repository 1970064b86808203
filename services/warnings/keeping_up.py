"""The clock of early warnings: households that nobody visits in time, reminders, one level up."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import and_, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from domain.households.visits import add_months
from domain.policy.frame.warnings import Sign, WarningRule
from domain.procedure.state import Status
from domain.warnings import words
from models.households import HouseholdFile
from models.procedure import AidCase
from models.warnings.early import EarlyWarning
from services.households import due_on
from services.platform import consent, waiting
from services.platform.waiting import Due
from services.platform.work import Work
from services.warnings.signing import sign
from services.warnings.telling import key, put, rule_of, tell_next
from services.warnings.whom import is_shown

YEAR, LATELY = timedelta(days=365), timedelta(days=10)  # what is older than lately was looked at, or is long over
SOME = 200  # households that one run warns of; the next run has the others


def keep_up(work: Work) -> None:
    """Warn of households that nobody has visited in time and of who was refused again, remind of warnings, and put what
    was not answered in time one level up; at the top the days begin anew."""
    for kind, find in ((Sign.NO_VISIT, _find_unvisited), (Sign.REFUSED, _find_refused)):
        if (rule := work.house.policies.current.warning(kind)) is not None:
            find(work, rule)
    due = select(EarlyWarning).where(col(EarlyWarning.call_on) <= work.today).order_by(col(EarlyWarning.id))
    for warning in work.session.exec(due.with_for_update()).all():
        if is_shown(work.session, warning):
            _keep_up(work, warning)
        else:
            waiting.put_off(work, warning)


def _keep_up(work: Work, warning: EarlyWarning) -> None:
    rule = rule_of(work, warning)
    if not warning.asked and tell_next(work, warning):
        return
    last = waiting.reminders(work, [key(warning, warning.told, one) for one in warning.asked])
    match waiting.what_is_due(work, warning, rule.wait, work.today, next(iter(last.values()), None)):
        case Due.REMIND | Due.LAST:
            put(work, warning, warning.asked, words.AGAIN)
        case Due.END if not tell_next(work, warning, words.FROM_BELOW):
            waiting.begin(work, warning, rule.wait, work.today)
            put(work, warning, warning.asked, words.AGAIN)


def _find_unvisited(work: Work, rule: WarningRule) -> None:
    months = work.house.policies.current.visits.every_months
    before = add_months(work.today, -months) - timedelta(days=rule.late_days)
    opened_before = datetime.combine(before, time(), work.house.zone)
    last = col(HouseholdFile.last_visit_on)
    late = or_(last < before, and_(last.is_(None), col(HouseholdFile.opened_at) < opened_before))
    warned = select(EarlyWarning.id).where(
        EarlyWarning.household_id == HouseholdFile.id, EarlyWarning.sign == Sign.NO_VISIT.value,
        or_(last.is_(None), col(EarlyWarning.found_at) > last),
    )  # fmt: skip
    query = select(HouseholdFile).where(late, col(HouseholdFile.closed_at).is_(None), ~warned.exists())
    agreed = consent.holds_for(col(HouseholdFile.head_id))
    for file in work.session.exec(query.where(agreed).order_by(col(HouseholdFile.id)).limit(SOME)).all():
        day = due_on(work.house, file.last_visit_on, file.opened_at)
        sign(work, file, Sign.NO_VISIT, f"household:{file.id}:{day}")


def _find_refused(work: Work, rule: WarningRule) -> None:
    """Who was refused lately, and as often within a year as the policy says; each time once more is a sign anew."""
    other = aliased(AidCase)
    theirs = (col(other.applicant_id) == col(AidCase.applicant_id), col(other.status) == Status.REFUSED.value)
    times = select(func.count(col(other.id))).where(*theirs, col(other.closed_at) >= work.now - YEAR).scalar_subquery()
    warned = select(EarlyWarning.id).where(
        EarlyWarning.person_id == AidCase.applicant_id, EarlyWarning.sign == Sign.REFUSED.value,
        col(EarlyWarning.found_at) >= col(AidCase.closed_at),
    )  # fmt: skip
    lately = (AidCase.status == Status.REFUSED.value, col(AidCase.closed_at) >= work.now - LATELY)
    query = select(AidCase.id, AidCase.applicant_id).where(*lately, ~warned.exists(), times >= rule.count)
    for case_id, person_id in work.session.exec(query.order_by(col(AidCase.id)).limit(SOME)).all():
        sign(work, person_id, Sign.REFUSED, f"case:{case_id}")
