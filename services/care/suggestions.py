"""Who could look after a household: case officers of the nearest level first, the least burdened of them first."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlmodel import Session, col, func, select

from domain.platform.access import LEADERS
from domain.units.steps import Level
from models.households import HouseholdFile, HouseholdMember
from models.people import Person
from models.units import Unit
from services.platform.house import House
from services.platform.work import Work
from services.units import Holder, covering

__all__ = ["CASE_OFFICER", "ROLES", "Holder", "Pool", "Suggestion", "holder_of", "people_by_file", "suggest"]

CASE_OFFICER = "case_officer"
ROLES = frozenset({CASE_OFFICER}) | LEADERS


@dataclass(frozen=True)
class Suggestion:
    """Somebody who could take a household: how many they have already, and the level of their office."""

    holder: Holder
    households: int

    @property
    def near(self) -> Level:
        return Level(self.holder.level)

    @property
    def is_leader(self) -> bool:
        return self.holder.role in LEADERS


@dataclass
class Pool:
    """Who covers which unit and how many households each has; kept while many households are given away."""

    session: Session
    house: House
    loads: Counter[int] = field(init=False)
    _covering: dict[int, list[Holder]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        owner = col(HouseholdFile.case_officer_id)
        owned = select(owner, func.count()).where(col(HouseholdFile.closed_at).is_(None), owner.is_not(None))
        self.loads = Counter({who: many for who, many in self.session.exec(owned.group_by(owner)) if who is not None})

    def suggestions(self, unit: Unit, leaving_out: Collection[int] = ()) -> list[Suggestion]:
        """Return who could take a household of the unit, the best first."""
        able = (Suggestion(one, self.loads[one.person_id]) for one in self.holders(unit))
        most = self.house.policies.current.visits.leaders_take
        fitting = [
            one
            for one in able
            if one.holder.person_id not in leaving_out and (not one.is_leader or one.households < most)
        ]
        return sorted(fitting, key=lambda one: (one.is_leader, one.near.rank, one.households))

    def holders(self, unit: Unit) -> list[Holder]:
        """Return the officers over a unit, each once: as case officer, if they are one, else of the nearest level."""
        if unit.id not in self._covering:
            found = sorted(covering(self.session, unit, ROLES), key=lambda one: one.role in LEADERS)
            self._covering[unit.id] = list({one.person_id: one for one in reversed(found)}.values())[::-1]
        return self._covering[unit.id]

    def moved(self, old: int | None, new: int | None) -> None:
        """Count one household less for one officer and one more for another."""
        self.loads.subtract([one for one in (old,) if one is not None])
        self.loads.update([one for one in (new,) if one is not None])


def people_by_file(session: Session, files: Iterable[HouseholdFile]) -> dict[int, frozenset[int]]:
    """Return for many files at once what `households.people_of` returns for one."""
    found: dict[int, set[int]] = {one.id: {one.head_id} for one in files}
    query = (
        select(HouseholdMember.household_id, Person.id)
        .join(Person, col(Person.resident_id_print) == col(HouseholdMember.resident_id_print))
        .where(col(HouseholdMember.household_id).is_not(None))
    )
    for household_id, person_id in session.exec(query):
        if household_id in found:
            found[household_id].add(person_id)
    return {household_id: frozenset(people) for household_id, people in found.items()}


def suggest(work: Work, unit: Unit, *, leaving_out: Collection[int] = frozenset(), most: int = 5) -> list[Suggestion]:
    """Return who could take a household of a unit: case officers of the nearest level first, the least burdened first,
    then leaders who have fewer than the policy's `visits.leaders_take`. `leaving_out` are ids of people."""
    return Pool(work.session, work.house).suggestions(unit, leaving_out)[:most]


def holder_of(session: Session, unit: Unit, officer_id: int) -> Holder | None:
    """Return the office under which an officer looks after households of a unit: as case officer before others."""
    theirs = [one for one in covering(session, unit, ROLES) if one.person_id == officer_id]
    return min(theirs, key=lambda one: one.role in LEADERS, default=None)
