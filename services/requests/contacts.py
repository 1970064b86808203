"""Whom a worker reads of before a case officer is theirs: those before whom a question of theirs would lie."""

from __future__ import annotations

from domain.platform.access import Action, allowed
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from domain.requests.thread_words import who
from domain.units.steps import Role
from models.people import Person
from services.households import file_of_person
from services.platform import consent
from services.platform.work import Work
from services.requests.duty import unit_about
from services.requests.whom import CASEWORKERS, Group, in_order
from services.units import Holder, covering


def who_would_read(work: Work) -> Sayable | None:
    """Return who would read what whoever acts asks now, each with their office; None for those who have a case officer,
    who may not ask, and where nobody can be reached."""
    if not _may_ask(work) or _has_officer(work):
        return None
    order = in_order(work, work.person_id)
    return _told(work, order[0]) if order else None


def _may_ask(work: Work) -> bool:
    person = work.session.get_one(Person, work.person_id)
    return allowed(work.actor, Action.SEND_REQUEST) and consent.may_read_words(work.session, person)


def _has_officer(work: Work) -> bool:
    file = file_of_person(work.session, work.person_id)
    return file is not None and file.case_officer_id is not None


def _told(work: Work, group: Group) -> Sayable:
    held = _offices(work)
    if not all(one in held for one in group.people):
        return say(N_("What you ask here is read and answered by {who}."), who=who(group.reader))
    head = say(N_("You can ask here now already. Who reads it and answers you:"))
    return paragraphs(head, *(_line(work, held[one]) for one in group.people))


def _offices(work: Work) -> dict[int, Holder]:
    """Return the office of each over the worker's unit, the nearest; as case officer before others."""
    person = work.session.get_one(Person, work.person_id)
    unit = unit_about(work.session, person, file_of_person(work.session, person.id))
    holders = covering(work.session, unit, CASEWORKERS) if unit is not None else []
    found: dict[int, Holder] = {}
    for one in holders:
        if one.person_id not in found or _is_better(one, found[one.person_id]):
            found[one.person_id] = one
    return found


def _is_better(one: Holder, other: Holder) -> bool:
    return one.level == other.level and one.role == Role.CASE_OFFICER


def _line(work: Work, held: Holder) -> Sayable:
    """Name one of them; workers read the phone number of case officers only."""
    phone = work.session.get_one(Person, held.person_id).phone if held.role == Role.CASE_OFFICER else None
    office = say(N_("{role}, {unit}"), role=Role(held.role).label, unit=held.unit_name)
    return lines(
        say(N_("<b>{name}</b>"), name=held.name), office, say(N_("Phone: {phone}"), phone=phone) if phone else None
    )
