"""Officers find a household by a name, or by the last four signs of somebody's number, within what they may open."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import and_, false
from sqlalchemy import select as select_columns
from sqlmodel import col, or_

from domain.platform.access import Action, offices_for, roles_for
from domain.platform.access import require as require_access
from domain.platform.names import Searched
from domain.platform.text import N_, Sayable, lines
from models.households import HouseholdFile, HouseholdMember
from models.people import Person
from models.units import Unit
from services.households.record import id_of
from services.platform import audit, consent
from services.platform.work import Work

MOST_LOOKED_AT = 10_000  # files, the newest first
MOST_FOUND = 8


NUMBER = re.compile(r"[A-Za-z]{2,}-?[0-9]{4}-[0-9]+")


def find(work: Work, words: str) -> int | tuple[tuple[int, Sayable], ...]:
    """Return the file of this number; or of the newest open files in which the head or somebody who lives there
    fits the words, with number, head and unit. Each search is on record.

    Nobody finds their own household, one that they may not open, nor that of a head who has withdrawn the consent.
    Raises UnknownNumber, NotForYou.
    """
    if NUMBER.fullmatch(words.strip()):
        return id_of(work, words)
    require_access(work.actor, Action.SEE_HOUSEHOLD)
    wanted = Searched(words)
    files = {row.id: (row.name or "", row.resident_id or "") for row in work.session.execute(_open_to(work))}
    fitting = {id_ for id_, name, number in _people(work, files) if wanted.fits(name, number)}
    found = [id_ for id_ in files if id_ in fitting][:MOST_FOUND]
    audit.note(work, work.person_id, N_("looked for somebody"), f"person:{work.person_id}", detail=str(len(found)))
    return tuple((id_, _named(work, id_)) for id_ in found)


def _open_to(work: Work) -> Any:
    """Query what somebody may open: all of their units, or only what they look after there."""
    bound = roles_for(Action.SEE_HOUSEHOLD, only_assigned=True)
    offices = offices_for(work.actor, Action.SEE_HOUSEHOLD)
    theirs = col(HouseholdFile.case_officer_id) == work.actor.person_id
    there = (
        and_(col(Unit.path).startswith(one.path), theirs) if one.role in bound else col(Unit.path).startswith(one.path)
        for one in offices
    )
    mine = work.session.get_one(Person, work.actor.person_id).resident_id_print
    own = select_columns(col(HouseholdMember.household_id)).where(
        col(HouseholdMember.resident_id_print) == mine, col(HouseholdMember.household_id).is_not(None)
    )
    return (
        select_columns(col(HouseholdFile.id), col(Person.name), col(Person.resident_id))
        .join(Person, col(Person.id) == col(HouseholdFile.head_id))
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .where(or_(false(), *there), consent.holds(), col(HouseholdFile.closed_at).is_(None))
        .where(col(HouseholdFile.head_id) != work.actor.person_id, col(HouseholdFile.id).not_in(own))
        .order_by(col(HouseholdFile.id).desc())
        .limit(MOST_LOOKED_AT)
    )


def _people(work: Work, files: Mapping[int, tuple[str, str]]) -> Iterator[tuple[int, str, str]]:
    yield from ((id_, name, number) for id_, (name, number) in files.items())
    columns = (col(HouseholdMember.household_id), col(HouseholdMember.name), col(HouseholdMember.resident_id))
    rows = select_columns(*columns).where(col(HouseholdMember.household_id).in_(list(files)))
    yield from ((id_, name, number) for id_, name, number in work.session.execute(rows))


def _named(work: Work, household_id: int) -> Sayable:
    file = work.session.get_one(HouseholdFile, household_id)
    person, unit = work.session.get_one(Person, file.head_id), work.session.get_one(Unit, file.unit_id)
    return lines(file.number, person.name or "-", unit.named, between=" · ")
