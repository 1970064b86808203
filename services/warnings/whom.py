"""Before whom an early warning lies: decided here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlmodel import Session, col, select

from domain.platform.access import LEADERS, Action, NotForYou, Subject, offices_for, require
from domain.units.steps import Level
from models.households import HouseholdFile
from models.people import Person
from models.units import Unit
from models.warnings.early import EarlyWarning
from services.households import people_of
from services.platform import consent
from services.platform.work import Work
from services.units import covering

CASEWORKERS = LEADERS | {"case_officer"}


def file_of(session: Session, warning: EarlyWarning) -> HouseholdFile | None:
    """Return the file that a warning is about; None without one."""
    return session.get(HouseholdFile, warning.household_id) if warning.household_id is not None else None


def unit_about(session: Session, warning: EarlyWarning) -> Unit:
    """Return the unit whose officers look after them now: that of the file, else of the worker."""
    file = file_of(session, warning)
    return session.get_one(Unit, file.unit_id if file is not None else warning.unit_id)


def is_shown(session: Session, warning: EarlyWarning) -> bool:
    """Say whether officers may read it: of a file both consents are needed, of who has none the first."""
    person = session.get_one(Person, warning.person_id)
    return consent.agrees(person) if warning.household_id is not None else consent.may_be_told(person)


def groups(work: Work, warning: EarlyWarning, first: Level) -> list[list[int]]:
    """Return who is told one after another: the case officer or those of the first level, each level above, in the end
    the administrators. Only whom the bot can reach, and nobody of the household."""
    able = _reachable(work.session)
    left_out = _at_home(work.session, warning)
    found = []
    for group in _groups(work, warning, first):
        if here := [one for one in dict.fromkeys(group) if one not in left_out and able(one)]:
            found.append(here)
    return found


def _groups(work: Work, warning: EarlyWarning, first: Level) -> Iterator[list[int]]:
    file = file_of(work.session, warning)
    holders = covering(work.session, unit_about(work.session, warning), CASEWORKERS)
    if file is not None and file.case_officer_id is not None and first is Level.POINT:
        yield [file.case_officer_id]
        holders = [one for one in holders if one.level != Level.POINT.value or one.role in LEADERS]
    for level in dict.fromkeys(one.level for one in holders):
        if Level(level).rank >= first.rank:
            yield [one.person_id for one in holders if one.level == level]
    yield sorted(work.admin_ids)


def _reachable(session: Session) -> Callable[[int], bool]:
    def able(person_id: int) -> bool:
        return (person := session.get(Person, person_id)) is not None and person.blocked_at is None

    return able


def _at_home(session: Session, warning: EarlyWarning) -> frozenset[int]:
    file = file_of(session, warning)
    return frozenset({warning.person_id}) | (people_of(session, file) if file is not None else frozenset())


def check_may(work: Work, warning: EarlyWarning) -> None:
    """Raise NotForYou unless it lies before whoever acts, or they lead over the unit; nobody answers for their own
    household, and nothing is shown of who has withdrawn the consent (ConsentWithdrawn)."""
    unit, file = unit_about(work.session, warning), file_of(work.session, warning)
    subject = Subject(warning.person_id, unit.path, file.case_officer_id if file is not None else None)
    require(work.actor, Action.ANSWER_WARNING, subject)
    leads = any(one.role in LEADERS for one in offices_for(work.actor, Action.ANSWER_WARNING, subject))
    if not (leads or work.person_id in warning.asked) or work.person_id in _at_home(work.session, warning):
        raise NotForYou
    if not is_shown(work.session, warning):
        raise consent.ConsentWithdrawn(number=file.number if file is not None else str(warning.id))


def of_household(work: Work, household_id: int) -> list[EarlyWarning]:
    """Return the warnings about a household that nobody has answered, locked."""
    query = select(EarlyWarning).where(EarlyWarning.household_id == household_id, EarlyWarning.answer == "")
    return list(work.session.exec(query.order_by(col(EarlyWarning.id)).with_for_update()))
