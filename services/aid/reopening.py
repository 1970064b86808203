"""A household that had a file and reports again gets the same one: never a second one for any of its people."""

from sqlmodel import col, select

from models.households import HouseholdFile, HouseholdMember
from models.platform.seal import NO_NUMBER
from models.procedure import AidCase
from services.platform.work import Work

__all__ = ["closed_before"]


def closed_before(work: Work, case: AidCase) -> HouseholdFile | None:
    """Return, locked, the closed file in which somebody whom a report names lived last: the one that its worker
    headed before others, then the one that was closed last."""
    named = select(HouseholdMember.resident_id_print).where(
        HouseholdMember.case_id == case.id, HouseholdMember.resident_id_print != NO_NUMBER
    )
    lived = select(HouseholdMember.household_id).where(col(HouseholdMember.resident_id_print).in_(named))
    theirs = (col(HouseholdFile.head_id) == case.applicant_id) | col(HouseholdFile.id).in_(lived)
    closed = col(HouseholdFile.closed_at).is_not(None) & (HouseholdFile.closed_for != "")  # the others were erased
    was_head = col(HouseholdFile.head_id) == case.applicant_id
    newest = select(HouseholdFile).where(theirs, closed).order_by(was_head.desc(), col(HouseholdFile.closed_at).desc())
    return work.session.exec(newest.with_for_update().execution_options(populate_existing=True)).first()
