"""A household as its file knows it today, as a kind of help is told of it."""

from dataclasses import dataclass, field
from datetime import date

from domain.aid.eligibility import Assessment
from domain.households.household import Household
from domain.kinds.kind import OnFile
from domain.kinds.reasons import Grant
from domain.policy import Policy
from models.households import HouseholdFile
from services.aid.other_aid import grants_of
from services.households import Places, assessment_of, file_of_person, places_of
from services.platform.work import Work


@dataclass(frozen=True, slots=True)
class Standing:
    """A household as its file knows it today: what the rules say of it, and what it was given or has asked for."""

    file_id: int
    number: str
    household: Household
    assessment: Assessment
    granted: tuple[Grant, ...]
    head_id: int
    places: Places = field(default_factory=Places)
    rests_since: date | None = None

    @property
    def on_file(self) -> OnFile:
        """What a kind is told of it."""
        found = self.assessment
        return OnFile(
            self.household, found.household_class, found.policy, found.today, self.number, listed=found.listed,
            stands_on=self.places.now, came_on=self.places.came,
        )  # fmt: skip


def standing_of(work: Work, policy: Policy, *, today: date, but: int | None = None) -> Standing | None:
    """Return the standing of the open file that whoever acts heads or belongs to, None without one.

    `but` is the id of a case that is left out of what the household has: the one that is being corrected.
    """
    file = file_of_person(work.session, work.person_id)
    return None if file is None else standing_on(work, file, policy, today=today, but=but)


def standing_on(work: Work, file: HouseholdFile, policy: Policy, *, today: date, but: int | None = None) -> Standing:
    """Return the standing of an open file; `but` is as above."""
    assessment = assessment_of(work, file, policy, today=today)
    granted = grants_of(work.session, file, but=but)
    return Standing(
        file.id, file.number, assessment.household, assessment, granted, file.head_id,
        places_of(work.session, file, policy), file.suspended_on,
    )  # fmt: skip
