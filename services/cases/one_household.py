"""One household, one file: who is already in an open hardship case or file."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from domain.platform.identifiers import normalise
from domain.platform.text import N_, Refusal
from domain.policy.programmes import HARDSHIP
from domain.procedure.refusals import HouseholdStands
from domain.procedure.state import Status
from models.households import HouseholdFile, HouseholdMember
from models.platform.seal import vault
from models.procedure import AidCase


class HouseholdInOpenCase(Refusal):
    """One household, one file: somebody of this household is already in an open case or file (DOMAIN section 2)."""

    text = N_(
        "Somebody of this household is already in case {number}. One household has one file; please quote this number "
        "to your union."
    )


def check_household(session: Session, resident_ids: Sequence[str], *, but: int | None = None) -> None:
    """Raise HouseholdInOpenCase when one of these people is in an open hardship case or file; `but` is a case's id."""
    number = find_open_household(session, resident_ids, but=but)
    if number is not None:
        raise HouseholdInOpenCase(number=number)


def check_household_of(session: Session, case: AidCase, *, by_officer: bool = False) -> None:
    """Raise HouseholdInOpenCase when somebody of a hardship report that comes back to life is in another one, or to an
    officer who lets it come back HouseholdStands."""
    members = select(HouseholdMember.resident_id).where(HouseholdMember.case_id == case.id)
    number = find_open_household(session, session.exec(members).all(), but=case.id)
    if number is not None and by_officer:
        raise HouseholdStands(number=case.number, other=number)
    if number is not None:
        raise HouseholdInOpenCase(number=number)


def find_open_household(session: Session, resident_ids: Sequence[str], *, but: int | None = None) -> str | None:
    """Return the number of the case in which one of these people already is, if their case or file is open."""
    prints = {vault().fingerprint(normalise(resident_id)) for resident_id in resident_ids if resident_id}
    rows = session.exec(
        select(AidCase.number, AidCase.status, HouseholdFile.id)
        .join(HouseholdMember, col(HouseholdMember.case_id) == col(AidCase.id))
        .join(
            HouseholdFile,
            (col(HouseholdFile.id) == col(AidCase.household_id)) & col(HouseholdFile.closed_at).is_(None),
            isouter=True,
        )
        .where(col(HouseholdMember.resident_id_print).in_(prints), AidCase.programme == HARDSHIP)
        .where(AidCase.id != but if but is not None else True)
        .order_by(col(AidCase.id))
    )
    running = (Status.OPEN.value, Status.RETURNED.value)
    found = (number for number, status, file_id in rows if status in running or _is_file(status, file_id))
    return next(found, None)


def _is_file(status: str, file_id: int | None) -> bool:
    return status == Status.FINISHED.value and file_id is not None
