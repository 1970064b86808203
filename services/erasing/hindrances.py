"""What stands in the way of erasing somebody just now."""

from sqlmodel import Session, col, select

from domain.erasing.refusals import DangerRuns, HoldsOffice, HouseholdWaits, MoneyUnderWay, NotYet
from models.households import HouseholdFile
from models.officers import Appointment
from models.procedure import AidCase
from models.requests.danger import DangerCall
from services.platform.work import Work
from services.procedure import state_of

OPEN = ("open", "returned")


def why_not_yet(work: Work, person_id: int) -> NotYet | None:
    """Return why somebody cannot be erased yet: an office, danger, money under way, others' case on the file."""
    if holds_office(work.session, person_id):
        return HoldsOffice()
    if _is_looked_for(work.session, person_id):
        return DangerRuns()
    return _money(work, person_id) or _household(work.session, person_id)


def holds_office(session: Session, person_id: int) -> bool:
    """Say whether somebody is an officer."""
    running = select(Appointment.id).where(Appointment.person_id == person_id, col(Appointment.ended_at).is_(None))
    return session.exec(running).first() is not None


def _is_looked_for(session: Session, person_id: int) -> bool:
    """Say whether somebody wrote words of danger and nobody takes care yet."""
    runs = select(DangerCall.id).where(DangerCall.person_id == person_id, col(DangerCall.confirmed_at).is_(None))
    return session.exec(runs).first() is not None


def _money(work: Work, person_id: int) -> NotYet | None:
    """Money that was sent is waited for: the case cannot be taken back."""
    theirs = select(AidCase).where(AidCase.applicant_id == person_id, col(AidCase.status).in_(OPEN))
    cases = work.session.exec(theirs.order_by(col(AidCase.id))).all()
    sent = next((case.number for case in cases if state_of(work, case).payment is not None), None)
    return MoneyUnderWay(number=sent) if sent else None


def _household(session: Session, person_id: int) -> NotYet | None:
    """The file would be closed, on which somebody else's case stands."""
    theirs = select(HouseholdFile.id).where(HouseholdFile.head_id == person_id, col(HouseholdFile.closed_at).is_(None))
    of_others = (col(AidCase.household_id).in_(theirs), AidCase.applicant_id != person_id)
    number = session.exec(select(AidCase.number).where(*of_others, col(AidCase.status).in_(OPEN))).first()
    return HouseholdWaits(number=number) if number is not None else None
