"""A household that changes its unit, and with it perhaps its case officer."""

from sqlmodel import col, or_, select

from domain.households.history import Kind
from domain.platform.access import Action, Subject, allowed, offices_for
from domain.platform.text import N_, Refusal
from domain.procedure.events import CaseOfficersChanged
from models.households import HouseholdFile
from models.units import Unit
from services.care import news as officer_news
from services.care.assigning import give
from services.care.suggestions import holder_of, suggest
from services.households import Why, changing, head_of, opened_to, people_of, subject
from services.platform import audit
from services.platform.work import Work
from services.procedure import take_along
from services.units import row_of

__all__ = ["move", "relocate", "units_to_move_to"]


class SameUnit(Refusal):
    """There is nothing to move."""

    text = N_("The household belongs to {unit} already. Nothing was changed.")


class UnitNotYours(Refusal):
    """A move needs somebody who covers both units."""

    text = N_("You do not cover {unit}. Somebody who covers both units can move the household, such as the centre.")


def move(work: Work, household_id: int, unit_id: int) -> None:
    """Move a household and its head to another unit; an officer who does not cover it gives the household up.

    Its cases that are still at review go with it.

    Raises UnknownHousehold, NotForYou, OwnFile, UnitUnknown, SameUnit, UnitNotYours.
    """
    file = opened_to(work, Action.MANAGE_HOUSEHOLDS, household_id)
    unit = row_of(work.session, unit_id)
    if unit.id == file.unit_id:
        raise SameUnit(unit=unit.named)
    if not allowed(work.actor, Action.MANAGE_HOUSEHOLDS, Subject(unit_path=unit.path)):
        raise UnitNotYours(unit=unit.named)
    relocate(work, file, unit)


def relocate(work: Work, file: HouseholdFile, unit: Unit, why: Why | None = None) -> None:
    """Let a household and its head belong to another unit; who may say so, and did (`why`), is asked before."""
    officer_id = file.case_officer_id
    with changing(work, file, why or Why(Kind.UNIT, work.person_id), lists=False):
        file.unit_id = head_of(work.session, file).unit_id = unit.id
    work.session.flush()
    audit.note(work, work.person_id, N_("moved the household to another unit"), subject(file))
    stays = officer_id is not None and holder_of(work.session, unit, officer_id) is not None
    officer_news.tell_unit(work, file, officer_id if stays else None)
    if not stays:
        found = suggest(work, unit, leaving_out=people_of(work.session, file), most=1)
        new = found[0].holder.person_id if found else None
        if new != officer_id:
            officer_news.tell(work, [give(work, file, new, by=work.person_id)])
    take_along(work, file)
    work.happened(CaseOfficersChanged((file.id,)))


def units_to_move_to(work: Work, household_id: int) -> dict[int, str]:
    """Return the units that a leader may move a household to, their names by id, from the top of the network down."""
    file = opened_to(work, Action.MANAGE_HOUSEHOLDS, household_id)
    paths = [office.path for office in offices_for(work.actor, Action.MANAGE_HOUSEHOLDS)]
    below = or_(*(col(Unit.path).startswith(path) for path in paths))
    there = select(Unit).where(below, Unit.id != file.unit_id, col(Unit.closed_at).is_(None))
    return {unit.id: unit.named for unit in work.session.exec(there.order_by(col(Unit.path)))}
