"""The running cases of a household that goes to another unit: what is still at review goes with it."""

from sqlmodel import col, select

from domain.platform.text import N_
from domain.procedure import procedure
from models.households import HouseholdFile
from models.procedure import AidCase
from services.platform import audit
from services.platform.work import Work
from services.procedure import prompts, visits
from services.procedure.record import state_of, subject

__all__ = ["take_along"]


def take_along(work: Work, file: HouseholdFile, *, by: int) -> list[AidCase]:
    """Let the cases that nobody has reviewed yet follow their household to its unit, and return them.

    The officers there are asked, and those of the old unit no longer are. Later steps end where they are.
    """
    elsewhere = select(AidCase).where(
        AidCase.household_id == file.id, col(AidCase.closed_at).is_(None), AidCase.unit_id != file.unit_id
    )
    locked = elsewhere.order_by(col(AidCase.id)).with_for_update().execution_options(populate_existing=True)
    moved = [case for case in work.session.exec(locked).all() if procedure.goes_along(state_of(work, case))]
    for case in moved:
        case.unit_id = file.unit_id
        work.session.flush()
        audit.note(work, by, N_("moved the case to another unit"), subject(case))
        visits.give_up_elsewhere(work, case)
        prompts.refresh(work, case)
        prompts.redraw(work, case)
    return moved
