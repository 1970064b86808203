"""Who hears of a plan beside the worker."""

from __future__ import annotations

from models.households import HouseholdFile
from models.people import Person
from services.households import leaders_near, people_of, unit_of
from services.platform.work import Work


def officers(work: Work, file: HouseholdFile) -> list[int]:
    """Return the case officer of a household, without one who can be reached the leaders near."""
    officer = work.session.get(Person, file.case_officer_id) if file.case_officer_id is not None else None
    if officer is not None and officer.blocked_at is None and officer.id not in people_of(work.session, file):
        return [officer.id]
    return leaders(work, file)


def leaders(work: Work, file: HouseholdFile) -> list[int]:
    """Return the leaders near, nobody of the household; the administrators where there is none."""
    near = leaders_near(work.session, unit_of(work.session, file), leaving_out=people_of(work.session, file))
    return [one.person_id for one in near if one.is_reachable] or sorted(work.admin_ids)
