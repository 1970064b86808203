"""The people of a household, as forms know them: by a key that stays theirs, whoever else comes or goes."""

from datetime import date

from domain.households.household import Household, Member
from domain.platform.identifiers import birth_of, normalise
from models.households import HouseholdFile
from models.people import Person
from models.platform.seal import vault
from services.households import household_in
from services.platform.work import Work


def people_of(household: Household) -> dict[str, Member]:
    """Return who lives in a household, each by the own key."""
    return {_key(place, member): member for place, member in _places(household).items()}


def known_in(household: Household | HouseholdFile) -> dict[str, Member]:
    """Return the same, and by the place, as the version before named them; the own key comes first."""
    there = household_in(household) if isinstance(household, HouseholdFile) else household
    return {**people_of(there), **_places(there)}


def _places(household: Household) -> dict[str, Member]:
    return {f"m{index}": member for index, member in enumerate(household.members)}


def _key(place: str, member: Member) -> str:
    number = member.resident_id
    return f"s{vault().fingerprint(normalise(number))[:12]}" if number else place


def born_of(work: Work, person_id: int) -> date | None:
    """Return when a worker was born, by the number of their document; None where it does not say."""
    return birth_of(work.session.get_one(Person, person_id).resident_id or "")


def number_of(worker: Person) -> str:
    """Return what stands for a worker by whom something may be had once: the print of their number, if it is known."""
    if worker.resident_id_print is None and worker.resident_id:
        return vault().fingerprint(worker.resident_id)
    return worker.resident_id_print or str(worker.id)
