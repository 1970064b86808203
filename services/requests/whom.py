"""Before whom a request lies: decided here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.platform.access import LEADERS
from domain.requests.thread_words import Reader
from models.households import HouseholdFile
from models.people import Person
from models.requests.threads import Request, RequestHolder
from services.households import file_of_person, people_of
from services.platform.work import Work
from services.requests.duty import reachable, unit_about
from services.units import Holder, covering

CASEWORKERS = LEADERS | {"case_officer"}


@dataclass(frozen=True, slots=True)
class Group:
    """People who read what somebody asks, all at one place."""

    people: tuple[int, ...]
    reader: Reader


def in_order(work: Work, person_id: int) -> list[Group]:
    """Return who reads what somebody asks: their case officer, the officers of the unit, then each level above, in the
    end the administrators. Only whom the bot can reach, and nobody of the household."""
    person = work.session.get_one(Person, person_id)
    file = file_of_person(work.session, person_id)
    left_out = {person_id, *(people_of(work.session, file) if file is not None else ())}
    found = []
    for holders, unit, is_case_officer in _groups(work, person, file):
        names = {one: name for one, name in holders.items() if one not in left_out}
        if able := reachable(work.session, list(names)):
            found.append(Group(tuple(able), Reader(tuple(names[one] for one in able), unit, is_case_officer)))
    return found


def _groups(work: Work, person: Person, file: HouseholdFile | None) -> Iterator[tuple[dict[int, str], str, bool]]:
    unit = unit_about(work.session, person, file)
    if file is not None and file.case_officer_id is not None:
        officer = work.session.get(Person, file.case_officer_id)
        yield {file.case_officer_id: (officer.name or "") if officer else ""}, unit.named if unit else "-", True
    holders = covering(work.session, unit, CASEWORKERS) if unit is not None else []
    for level in dict.fromkeys(one.level for one in holders):
        there = [one for one in holders if one.level == level]
        yield {one.person_id: one.name for one in there}, there[0].unit_name, False
    yield dict.fromkeys(sorted(work.admin_ids), ""), "", False


def colleagues(work: Work, request: Request) -> list[Holder]:
    """Return the officers over the worker's unit to whom it can be handed: none of the household, not who has it."""
    person = work.session.get_one(Person, request.person_id)
    file = file_of_person(work.session, person.id)
    unit = unit_about(work.session, person, file)
    left_out = {person.id, *(people_of(work.session, file) if file is not None else ()), *lying_with(work, request)}
    holders = covering(work.session, unit, CASEWORKERS) if unit is not None else []
    first = {one.person_id: one for one in reversed(holders) if one.person_id not in left_out and one.is_reachable}
    return [one for one in holders if first.get(one.person_id) is one]


def holders_of(session: Session, request: Request, *, now: bool = True) -> list[RequestHolder]:
    """Return before whom it lies now, or ever lay."""
    query = select(RequestHolder).where(RequestHolder.request_id == request.id).order_by(col(RequestHolder.id))
    return list(session.exec(query.where(col(RequestHolder.ended_at).is_(None)) if now else query))


def lying_with(work: Work, request: Request) -> list[int]:
    """Return the people before whom it lies and who may still read it: an officer whose office has ended, who has
    blocked the bot, or who has become one of the household does not."""
    held = [one.person_id for one in holders_of(work.session, request)]
    if not held:
        return []
    able = {one for group in in_order(work, request.person_id) for one in group.people}
    return [one for one in held if one in able]


def reader_of(work: Work, request: Request) -> Reader | None:
    """Return who reads it now; None when nobody can be reached."""
    lies = lying_with(work, request)
    order = in_order(work, request.person_id)
    if not lies:
        return order[0].reader if order else None
    return reader_named(order, lies)


def reader_named(order: list[Group], people: list[int]) -> Reader:
    """Return these people as a reader, each with the place where they stand."""
    group = next(one for one in order if people[0] in one.people)
    names = dict(zip(group.people, group.reader.names, strict=True))
    return Reader(tuple(names[one] for one in people if one in names), group.reader.unit, group.reader.is_case_officer)


def following(work: Work, request: Request) -> Group | None:
    """Return the next to have it: the first of whom not all had it already; None at the top."""
    had = {one.person_id for one in holders_of(work.session, request, now=False)}
    return next((group for group in in_order(work, request.person_id) if not had.issuperset(group.people)), None)
