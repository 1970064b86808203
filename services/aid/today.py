"""How often somebody may hand something in in a day: every report is looked at by people."""

from datetime import datetime, time

from sqlmodel import col, func, select

from domain.platform.text import N_, Refusal
from models.procedure import AidCase, Decision
from services.platform.work import Work


class TooManyToday(Refusal):
    """Every report is looked at by people."""

    text = N_(
        "You have handed in {count} times today, as often as one person can in a day. Your answers are kept; please "
        "hand it in tomorrow."
    )


def check_today(work: Work) -> None:
    """Raise TooManyToday when the worker has handed in as often as the policy allows in a day."""
    midnight = datetime.combine(work.today, time(), work.house.zone)
    own = (AidCase.applicant_id == work.person_id, col(AidCase.opens_file) | col(AidCase.household_id).is_(None),
           col(AidCase.beside_id).is_(None))  # fmt: skip
    new = select(func.count()).select_from(AidCase).where(*own, AidCase.opened_at >= midnight)
    again = select(func.count()).select_from(Decision).join(AidCase, col(AidCase.id) == col(Decision.case_id))
    handed = again.where(*own, col(Decision.verdict).in_(("resubmit", "changed")), Decision.at >= midnight)
    many = work.session.exec(new).one() + work.session.exec(handed).one()
    if many >= work.house.policies.current.limits.reports_a_day:
        raise TooManyToday(count=many)
