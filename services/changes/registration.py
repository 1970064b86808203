"""A confirmed change of what a worker gave at registration: name, phone, unit; household and cases follow the unit."""

from dataclasses import replace

from sqlmodel import select

from domain.changes.asked import Asked, Part
from domain.changes.change import FileMovedOn
from domain.households.history import Kind
from models.changes import Change
from models.households import HouseholdFile, HouseholdMember
from models.people import Person
from services.care import relocate
from services.changes.record import About, why_of
from services.households import file_of_person
from services.platform.work import Work
from services.procedure import take_along_report
from services.units import row_of

__all__ = ["apply"]


def apply(work: Work, whose: About, asked: Asked, change: Change, old: Part, new: Part) -> None:
    """Write down what a worker is called, how they are reached and where they work; raises FileMovedOn, UnitUnknown."""
    if any(asked.record.clean.get(key) != value for key, value in old.answers.items()):
        raise FileMovedOn
    person = whose.person
    if "phone" in new.answers:
        person.phone = new.answers["phone"]
    if "name" in new.answers:
        _rename(work, person, str(new.answers["name"]))
    if "unit" in new.answers:
        _move(work, whose.file, person, change, int(new.answers["unit"]["id"]))
    work.session.flush()


def _rename(work: Work, person: Person, name: str) -> None:
    person.name = name
    rows = select(HouseholdMember).where(HouseholdMember.resident_id_print == person.resident_id_print)
    file = file_of_person(work.session, person.id)
    for row in work.session.exec(rows) if person.resident_id_print else ():
        if row.household_id is None or (file is not None and row.household_id == file.id):
            row.name = name  # in a file that is not theirs, nobody is renamed


def _move(work: Work, file: HouseholdFile | None, person: Person, change: Change, unit_id: int) -> None:
    """The household of its head moves, with its officer and what nobody has reviewed yet."""
    unit = row_of(work.session, unit_id)
    if file is not None and file.head_id == person.id:
        relocate(work, file, unit, replace(why_of(work, change), kind=Kind.UNIT))
        return
    person.unit_id = unit.id
    work.session.flush()
    take_along_report(work, person.id, unit.id)
