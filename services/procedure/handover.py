"""What waits when offices change hands or a household moves: it goes to the officers whom it concerns now."""

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from domain.platform.text import N_
from domain.procedure import procedure
from domain.procedure.state import Status
from models.households import HouseholdFile
from models.procedure import AidCase, Prompt
from models.units import Unit
from services.platform import audit
from services.platform.work import Work
from services.procedure import prompts, visits
from services.procedure.record import lock, state_of, subject

ROLES_OF = {
    "visit": {"case_officer"}, "objection": {"approver"}, "appeal": {"approver"}, "dispute": {"cashier"},
    "receipt": {"case_officer"}, "again": {"cashier", "recorder", "approver"},
}  # fmt: skip


def take_from(work: Work, officer_id: int, role: str, unit_path: str) -> None:
    """Take back what waits for an officer under a role that ended (a step is matched anew anyway)."""
    rows = work.session.exec(
        select(Prompt, AidCase)
        .join(AidCase, col(AidCase.id) == col(Prompt.case_id))
        .join(Unit, col(Unit.id) == col(AidCase.unit_id))
        .where(Prompt.officer_id == officer_id, col(Prompt.closed_at).is_(None), col(Unit.path).startswith(unit_path))
    ).all()
    for prompt, case in rows:
        if role in ROLES_OF.get(prompt.about.split(":")[0], ()):
            prompts.take_back(work, case, prompt)
    if role in visits.ROLES:
        visits.give_up_confirming(work, officer_id, unit_path)


def route_steps_anew(work: Work, unit_path: str) -> None:
    """Put the steps that wait below a unit before the officers whom they concern now."""
    below = select(AidCase.id).join(Unit, col(Unit.id) == col(AidCase.unit_id))
    waiting = below.where(col(Unit.path).startswith(unit_path), AidCase.status == Status.OPEN.value)
    for case_id in work.session.exec(waiting).all():
        prompts.refresh_prompts(work, lock(work.session, case_id))


def take_along(work: Work, file: HouseholdFile) -> None:
    """Let the cases that nobody has reviewed yet follow their household to its unit.

    The officers there are asked, and those of the old unit no longer are. Later steps end where they are.
    """
    _go_along(work, col(AidCase.household_id) == file.id, file.unit_id)


def take_along_report(work: Work, person_id: int, unit_id: int) -> None:
    """The same for the report of a worker who has no file yet."""
    own = (col(AidCase.applicant_id) == person_id) & col(AidCase.household_id).is_(None)
    _go_along(work, own, unit_id)


def _go_along(work: Work, whose: ColumnElement[bool], unit_id: int) -> None:
    elsewhere = select(AidCase).where(whose, col(AidCase.closed_at).is_(None), AidCase.unit_id != unit_id)
    locked = elsewhere.order_by(col(AidCase.id)).with_for_update().execution_options(populate_existing=True)
    moved = [case for case in work.session.exec(locked).all() if procedure.goes_along(state_of(work, case))]
    for case in moved:
        case.unit_id = unit_id
        work.session.flush()
        audit.note(work, work.person_id, N_("moved the case to another unit"), subject(case))
        visits.give_up_elsewhere(work, case)
        prompts.refresh_prompts(work, case)
        prompts.redraw_prompts(work, case)
