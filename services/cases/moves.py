"""The running cases of a household that goes to another unit: what is still at review goes with it."""

from datetime import datetime

from sqlmodel import Session, col, select

from domain.platform.text import N_
from domain.procedure.procedure import Status, StepKind
from models.households import HouseholdFile
from models.procedure import AidCase
from services.platform import audit
from services.platform.house import House
from services.procedure import prompts, visits
from services.procedure.record import subject

__all__ = ["take_along"]


def take_along(session: Session, house: House, file: HouseholdFile, *, by: int, now: datetime) -> list[AidCase]:
    """Let the cases that nobody has reviewed yet follow their household to its unit, and return them.

    The officers there are asked, and those of the old unit no longer are. Later steps end where they are.
    """
    at_review = select(AidCase).where(
        AidCase.household_id == file.id,
        AidCase.step == StepKind.REVIEW.value,
        col(AidCase.status).in_((Status.OPEN.value, Status.RETURNED.value)),
        AidCase.unit_id != file.unit_id,
    )
    locked = at_review.order_by(col(AidCase.id)).with_for_update().execution_options(populate_existing=True)
    moved = list(session.exec(locked))
    for case in moved:
        case.unit_id = file.unit_id
        session.flush()
        audit.note(session, by, N_("moved the case to another unit"), subject(case), now=now)
        visits.give_up_elsewhere(session, house, case, now=now)
        prompts.refresh(session, house, case, now=now)
        prompts.redraw(session, house, case, now=now)
    return moved
