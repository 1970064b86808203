"""One household, one file: the case or file that somebody has already."""

from sqlmodel import Session, col, func, select

from domain.platform.text import N_, Refusal
from domain.procedure.state import Status
from models.procedure import AidCase
from services.households import file_of_person

RUNNING = (Status.OPEN.value, Status.RETURNED.value)


class HouseholdInOpenCase(Refusal):
    """One household, one file (DOMAIN section 2); the number is that of their own."""

    text = N_(
        "Your household already has case or file {number}, and one household has one file. If something has changed in "
        "the file, send it under /file; what is under way stands under /cases."
    )


def check_household(session: Session, person_id: int, *, but: AidCase | None = None) -> None:
    """Raise HouseholdInOpenCase when somebody has a report under way or lives in an open file; `but` is one of their
    own, with the others of the same report.

    Whom they name is not asked about: that somebody else is in a case is for nobody to learn by naming them. It is
    looked at by an officer over both (`services.claims`).
    """
    number = find_open_household(session, person_id, but=but)
    if number is not None:
        raise HouseholdInOpenCase(number=number)


def find_open_household(session: Session, person_id: int, *, but: AidCase | None = None) -> str | None:
    """Return the number of somebody's own report that is under way, or of the open file that they live in."""
    own = select(AidCase.number).where(AidCase.applicant_id == person_id, col(AidCase.opens_file))
    root = (but.beside_id or but.id) if but is not None else None
    others = own.where(func.coalesce(AidCase.beside_id, AidCase.id) != root) if root is not None else own
    running = session.exec(others.where(col(AidCase.status).in_(RUNNING)).order_by(col(AidCase.id))).first()
    if running is not None:
        return running
    file = file_of_person(session, person_id)
    return file.number if file is not None else None
