"""A confirmed change is carried out: in the file, its people and its class, or in the registration of a worker."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from domain.changes.asked import MEMBERS, Answers, Asked, Part
from domain.changes.change import FileMovedOn, What
from domain.changes.heading import headed
from domain.changes.life import Event
from domain.households.classes import HouseholdClass
from domain.platform.identifiers import normalise
from domain.platform.text import N_, Refusal
from models.changes import Change
from models.households import Clash, HouseholdFile, HouseholdMember
from models.platform.seal import NO_NUMBER, print_of
from models.procedure import AidCase
from services.changes import registration
from services.changes.ends.closing import close_file
from services.changes.ends.heading import let_head, lost
from services.changes.leaving import leave_list
from services.changes.record import About, asked_by, payee_of, why_of
from services.households import changing, class_by_rules, class_on_record, put_in_class
from services.platform.work import Work
from services.procedure import lock

__all__ = ["apply", "check_elsewhere", "class_after"]


class LivesElsewhere(Refusal):
    """One household, one file."""

    text = N_(
        "It is not settled yet in which household this person lives. A colleague over both units decides that first; "
        "then it can be confirmed."
    )


def class_after(work: Work, change: Change, whose: About) -> HouseholdClass | None:
    """Return the class that a proposed change would lead to; None where it has none to do with it."""
    if whose.file is None or change.what in (What.PERSON, What.CARD, What.OFF, What.CLOSE):
        return None
    if change.what == What.HEAD:
        place = asked_by(work, change, whose).index
        data = headed(whose.file.data, place, Part.from_json(change.new).answers) if place >= 0 else None
        return None if data is None else class_by_rules(work, whose.file, data)
    data = _data(whose.file.data, asked_by(work, change, whose), Part.from_json(change.new))
    return None if data is None else class_by_rules(work, whose.file, data)


def apply(work: Work, change: Change, whose: About) -> None:
    """Carry a change out, and work the class of the file out anew; raises FileMovedOn, LivesElsewhere."""
    asked = asked_by(work, change, whose)
    old, new = Part.from_json(change.old), Part.from_json(change.new)
    match What(change.what):
        case What.PERSON:
            registration.apply(work, whose, asked, change, old, new)
        case What.CARD:
            _pay_to(work, whose, asked, old, new)
        case What.OFF:
            leave_list(work, change, whose)
        case What.CLOSE:
            close_file(work, change, whose)
        case What.HEAD:
            let_head(work, change, whose)
        case _:
            _of_file(work, change, whose, asked, old, new)


def _of_file(work: Work, change: Change, whose: About, asked: Asked, old: Part, new: Part) -> None:
    file = whose.file
    assert file is not None, "only registrations change without a file"
    data = _data(file.data, asked, new)
    if data is None or not _still(work, file, asked, old):
        raise FileMovedOn
    if new.member:  # else it names nobody who could live elsewhere
        check_elsewhere(work.session, change.id)
    _let_live(work.session, file, change, new)
    with changing(work, file, why_of(work, change)):
        file.data = data
        put_in_class(work, file, work.house.policies.current)
    if change.event == Event.DEATH and asked.what is What.LEAVE:
        lost(work, file, change.member or "")
    work.session.flush()


def _pay_to(work: Work, whose: About, asked: Asked, old: Part, new: Part) -> None:
    """Let the money of a case go to another card of whoever is paid; raises FileMovedOn once that is over."""
    case = lock(work.session, whose.case.id) if whose.case else None
    if case is None or payee_of(case) is None or asked.record.clean != old.answers:
        raise FileMovedOn
    case.answers = {**case.answers, **new.answers}
    work.session.flush()


def _still(work: Work, file: HouseholdFile, asked: Asked, old: Part) -> bool:
    """Say whether everything that changes is still as it was when the change was proposed."""
    if asked.what is What.CLASS:
        return class_on_record(work, file).value == str(old.answers["class"])
    if any(asked.record.clean.get(key) != value for key, value in old.answers.items()):
        return False
    if old.member is None:
        return True
    row = asked.record.members[asked.index]
    return all(row.get(key) == value for key, value in old.member.items())


def _data(data: Answers, asked: Asked, new: Part) -> dict[str, Any] | None:
    """Return the answers of the file with a change in them; None when the member whom it is about is gone."""
    if asked.what is What.CLASS:
        return dict(data)
    changed, members = _merged(data, new.answers), [dict(row) for row in data.get(MEMBERS) or ()]
    if asked.what in (What.MEMBER, What.LEAVE) and asked.index < 0:
        return None
    match asked.what:
        case What.MEMBER:
            members[asked.index] = _merged(members[asked.index], new.member or {})
        case What.JOIN if (number := (new.member or {}).get("resident_id")) and any(
            row.get("resident_id") == number for row in members
        ):
            return None
        case What.JOIN:
            members.append(dict(new.member or {}))
        case What.LEAVE:
            del members[asked.index]
    return {**changed, MEMBERS: members}


def _merged(row: Mapping[str, Any], new: Answers) -> dict[str, Any]:
    """Return a row with new answers; what no longer applies is gone."""
    return {key: value for key, value in {**row, **new}.items() if value is not None or key not in new}


def check_elsewhere(session: Session, change_id: int) -> None:
    """Raise LivesElsewhere while it is not settled where somebody lives whom a change names."""
    unsettled = select(Clash.id).where(Clash.change_id == change_id, col(Clash.settled_at).is_(None))
    if session.exec(unsettled).first() is not None:
        raise LivesElsewhere


# The people of the household -----------------------------------------------------------------------------------------


def _let_live(session: Session, file: HouseholdFile, change: Change, new: Part) -> None:
    """The database lets one person live in one file, also when two changes are confirmed at one instant."""
    try:
        with session.begin_nested():
            _people(session, file, What(change.what), change.member, new)
            session.flush()
    except IntegrityError:
        raise LivesElsewhere from None


def _people(session: Session, file: HouseholdFile, what: What, member: str | None, new: Part) -> None:
    """Let the list by which one household is one file follow."""
    if what is What.JOIN and new.member:
        _join(session, file, new.member)
    elif what is What.LEAVE and member:
        _leave(session, file, member)
    elif what is What.MEMBER and member and new.member:
        for row in _rows(session, file, member):
            row.name, row.relation = new.member.get("name") or row.name, new.member.get("relation") or row.relation
            number = normalise(str(new.member.get("resident_id") or row.resident_id))
            lives_there = row.file_key is not None or not row.resident_id
            row.resident_id, row.resident_id_print = number, print_of(number)
            row.file_key = (row.resident_id_print or None) if lives_there else None


def _rows(session: Session, file: HouseholdFile, member: str) -> list[HouseholdMember]:
    """Return the rows of somebody, by their number, or by their name while they have none."""
    prints = (print_of(member), NO_NUMBER)
    query = select(HouseholdMember).where(
        HouseholdMember.household_id == file.id, col(HouseholdMember.resident_id_print).in_(prints)
    )
    return [row for row in session.exec(query) if row.resident_id or row.name == member]


def _join(session: Session, file: HouseholdFile, member: Answers) -> None:
    reported = select(AidCase.id).where(AidCase.household_id == file.id, col(AidCase.opens_file))
    case_id = session.exec(reported.order_by(col(AidCase.id))).first()
    if case_id is None:  # a file that came without a report has no list to follow
        return
    number = normalise(str(member.get("resident_id") or ""))
    session.add(
        HouseholdMember(
            case_id=case_id, household_id=file.id, resident_id_print=print_of(number), resident_id=number,
            file_key=print_of(number) or None, name=str(member["name"]), relation=str(member["relation"]),
        )
    )  # fmt: skip


def _leave(session: Session, file: HouseholdFile, member: str) -> None:
    """Who has left can be in a file of their own; a grant that was for them stays theirs."""
    for row in _rows(session, file, member):
        if session.get_one(AidCase, row.case_id).opens_file:
            session.delete(row)
        else:
            row.household_id = None
