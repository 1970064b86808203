"""Who is told first when there is danger: on duty, then the case officer, the leaders upward, the administrators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlmodel import Session, col, select

from domain.platform.access import LEADERS, OFFICERS
from domain.platform.alike import same_name
from domain.platform.messages import Message
from domain.platform.text import N_, every_name, say
from models.households import HouseholdFile
from models.people import Person
from models.units import Unit
from services.households import file_of_person, people_of
from services.platform import outbox
from services.platform.work import Work
from services.units import Holder, covering


def in_order(work: Work, person: Person) -> list[list[int]]:
    """Return the groups of people to be told about somebody, one after another; each person once, in the first.

    Only those whom the bot can reach, and nobody of the household: what happens at home is not told to those at home.
    """
    file = file_of_person(work.session, person.id)
    left_out = {person.id, *(people_of(work.session, file) if file is not None else ())}
    groups = []
    for group in _groups(work, unit_about(work.session, person, file), file):
        able = reachable(work.session, [one for one in group if one not in left_out])
        left_out |= set(able)
        groups += [able] if able else []
    return groups


def may_hear(work: Work, person: Person) -> set[int]:
    """Return who may read words of danger of somebody now: officers over their unit, their case officer and the
    administrators, and nobody of the household."""
    file = file_of_person(work.session, person.id)
    unit = unit_about(work.session, person, file)
    over = {one.person_id for one in covering(work.session, unit, OFFICERS)} if unit is not None else set()
    at_home = {person.id, *(people_of(work.session, file) if file is not None else ())}
    officer = {file.case_officer_id} if file is not None and file.case_officer_id is not None else set()
    return (over | officer | set(work.admin_ids)) - at_home


def unit_about(session: Session, person: Person, file: HouseholdFile | None) -> Unit | None:
    """Return the unit that looks after somebody: that of their household, else their own, else that of a poster."""
    unit_id = file.unit_id if file is not None else person.unit_id or person.pending_unit_id
    return session.get(Unit, unit_id) if unit_id is not None else None


def _groups(work: Work, unit: Unit | None, file: HouseholdFile | None) -> Iterator[list[int]]:
    holders = covering(work.session, unit, OFFICERS) if unit is not None else []
    yield [one.person_id for one in _on_duty(work, unit, holders)]
    if file is not None and file.case_officer_id is not None:
        yield [file.case_officer_id]
    leaders = [one for one in holders if one.role in LEADERS]
    for level in dict.fromkeys(one.level for one in leaders):
        yield [one.person_id for one in leaders if one.level == level]
    yield sorted(work.admin_ids)


def _on_duty(work: Work, unit: Unit | None, holders: Iterable[Holder]) -> list[Holder]:
    here = work.now.astimezone(work.house.zone)
    now = [one for one in work.house.policies.current.duty if one.holds_at(here)]
    here_too = [one for one in now if not one.unit or (unit and _is_of(work, unit, one.unit))]
    names = {same_name(name) for one in here_too for name in one.officers}
    return [one for one in holders if same_name(one.name) in names]


def _is_of(work: Work, unit: Unit, name: str) -> bool:
    """Say whether a unit is the one with this name, in any of its languages, or stands under it."""
    above = [int(part) for part in unit.path.split("/") if part]
    rows = work.session.exec(select(Unit).where(col(Unit.id).in_(above))).all()
    return any(_is_called(one, name) for one in rows)


def _is_called(unit: Unit, name: str) -> bool:
    return same_name(name) in {same_name(one) for one in every_name(unit.named)}


def tell_of_rows_of_nobody(work: Work) -> None:
    """Tell the administrators once for each policy whose row of duty names a unit that is not there: nobody is on duty
    by it."""
    policy = work.house.policies.current
    for name in sorted({one.unit for one in policy.duty if one.unit}):
        if not _is_there(work.session, name):
            source = N_(
                "The policy file names “{unit}” under {table}, and there is no such unit, so nobody is on duty there. "
                "Please write its name as it stands under /units."
            )
            for admin in work.admin_ids:
                once = f"duty-nowhere:{policy.version}:{name}:{admin}"
                outbox.put(work, admin, Message(say(source, unit=name, table="[[duty]]")), key=once)


def _is_there(session: Session, name: str) -> bool:
    """Say whether any unit is called so; only a name that is written otherwise costs a look at them all."""
    is_open = col(Unit.closed_at).is_(None)
    if session.exec(select(Unit.id).where(Unit.name == name, is_open)).first() is not None:
        return True
    return any(_is_called(one, name) for one in session.exec(select(Unit).where(is_open)))


def reachable(session: Session, people: list[int]) -> list[int]:
    """Return those of the people whom the bot can reach, each once, in their order."""
    reached = select(Person.id).where(col(Person.id).in_(people), col(Person.blocked_at).is_(None))
    able = set(session.exec(reached).all())
    return [one for one in dict.fromkeys(people) if one in able]
