"""The students of a household, as forms know them: by a key that stays theirs, whoever else comes or goes."""

from collections.abc import Mapping
from typing import Any

from domain.aid.study_grant import students_in
from domain.households.household import Household, Member
from domain.platform.identifiers import normalise
from domain.platform.text import N_, Refusal
from models.platform.seal import vault
from services.households import file_of_person, household_in
from services.platform.work import Work

__all__ = ["StudentGone", "student_now", "student_of", "students_of"]


class StudentGone(Refusal):
    """Whom an application is for is no longer a student of the household."""

    text = N_("The student of this application is no longer in your household's file. Please choose the student again.")
    leads_to = "apply"


def students_of(household: Household) -> dict[str, Member]:
    """Return the children of a household, and others at school, each by the own key."""
    return {_key(place, member): member for place, member in students_in(household).items()}


def _key(place: str, member: Member) -> str:
    number = member.resident_id
    return f"s{vault().fingerprint(normalise(number))[:12]}" if number else place


def student_of(household: Household, key: str) -> Member:
    """Return the student with this key, or at this place, as the version before named them; raises StudentGone."""
    found = students_of(household).get(key) or students_in(household).get(key)
    if found is None:
        raise StudentGone
    return found


def student_now(work: Work, answers: Mapping[str, Any]) -> str | None:
    """Return the key of the student of an application, None when they are not the same or not there any more."""
    file = file_of_person(work.session, work.person_id)
    if file is None:
        return None
    household, named = household_in(file), str(answers.get("student"))
    member = students_of(household).get(named) or students_in(household).get(named)
    keys = {id(one): key for key, one in students_of(household).items()}
    return keys.get(id(member)) if member is not None and member.name == answers.get("student_name") else None
