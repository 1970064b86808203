"""Officers find a case by a name, or by the last four signs of somebody's number, within their units."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import false
from sqlalchemy import select as select_columns
from sqlmodel import col, or_

from domain.platform.access import Action, offices_for
from domain.platform.names import Searched
from domain.platform.text import N_, Local, Text
from models.households import HouseholdMember
from models.people import Person
from models.procedure import AidCase
from models.units import Unit
from services.kinds import title_of
from services.platform import audit, consent
from services.platform.work import Work

MOST_LOOKED_AT = 10_000  # cases, the newest first
MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """A case in which somebody fits: its number, who applied, their unit, and the name of the programme."""

    case_id: int
    number: str
    name: str
    unit: str
    title: Text | Local


def find(work: Work, words: str) -> tuple[Hit, ...]:
    """Return the newest cases in which the worker or somebody of the household fits; each search is on record.

    Nobody finds their own case, nor that of a worker who has withdrawn the consent.
    """
    wanted = Searched(words)
    cases = {row.id: (row.name or "", row.resident_id or "") for row in work.session.execute(_covered(work))}
    fitting = {id_ for id_, name, number in _people(work, cases) if wanted.fits(name, number)}
    found = [id_ for id_ in cases if id_ in fitting][:MOST_FOUND]
    audit.note(work, work.person_id, N_("looked for somebody"), f"person:{work.person_id}", detail=str(len(found)))
    return tuple(_hit(work, id_) for id_ in found)


def _covered(work: Work) -> Any:
    paths = [office.path for office in offices_for(work.actor, Action.SEE_CASE)]
    there = or_(false(), *(col(Unit.path).startswith(path) for path in paths))
    return (
        select_columns(col(AidCase.id), col(Person.name), col(Person.resident_id))
        .join(Person, col(Person.id) == col(AidCase.applicant_id))
        .join(Unit, col(Unit.id) == col(AidCase.unit_id))
        .where(there, consent.holds(), col(AidCase.applicant_id) != work.person_id)
        .order_by(col(AidCase.id).desc())
        .limit(MOST_LOOKED_AT)
    )


def _people(work: Work, cases: Mapping[int, tuple[str, str]]) -> Iterator[tuple[int, str, str]]:
    yield from ((id_, name, number) for id_, (name, number) in cases.items())
    rows = select_columns(col(HouseholdMember.case_id), col(HouseholdMember.name), col(HouseholdMember.resident_id))
    found = work.session.execute(rows.where(col(HouseholdMember.case_id).in_(list(cases))))
    yield from ((case_id, name, number) for case_id, name, number in found)


def _hit(work: Work, case_id: int) -> Hit:
    case = work.session.get_one(AidCase, case_id)
    person, unit = work.session.get_one(Person, case.applicant_id), work.session.get_one(Unit, case.unit_id)
    return Hit(case.id, case.number, person.name or "-", unit.named, title_of(work, case))
