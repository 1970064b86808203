"""Somebody of a household has died. If they headed it, another of the family does from now on: chosen with the family
by one officer, confirmed by a second. The file keeps its number, and what was asked for goes on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from domain.changes import heading
from domain.changes.asked import MEMBERS, Asked, Part
from domain.changes.change import FileMovedOn
from domain.forms import GroupAnswer, shown
from domain.households.history import Kind
from domain.platform.identifiers import normalise
from domain.platform.messages import Message
from domain.platform.text import N_, Sayable, say
from models.changes import Change
from models.households import HouseholdFile, HouseholdMember, MemberAccount
from models.platform.seal import print_of
from models.procedure import AidCase
from services import cases
from services.changes.record import About, asked_by, why_of
from services.households import changing, household_in, put_in_class
from services.people import lay_to_rest, without_account
from services.platform import outbox
from services.platform.work import Work

__all__ = ["heading_said", "let_head", "lost", "may_head", "tell_of_leaving"]

SELF = "self"


def may_head(work: Work, file: HouseholdFile) -> Sequence[int]:
    """Return the places of those who are grown up and could head a household."""
    members = household_in(file).members
    return [place for place, one in enumerate(members) if heading.may_head(one.birth, work.today)]


def heading_said(asked: Asked, old: Part, new: Part) -> Iterator[Sayable]:
    """Say who heads the household from now on, and what is written down anew."""
    group = asked.record.form.question(MEMBERS)
    if asked.index < 0 or group is None or not isinstance(group.answer, GroupAnswer):
        return
    title, people = group.answer.item_title, asked.record.members
    yield say(N_("Heads the household from now on: {who}"), who=title(people[asked.index], asked.index + 1))
    for question in heading.questions(asked.record.form, people, asked.index):
        if question.key in new.answers:
            source = N_("{label}: {old} → {new}")
            yield say(source, label=question.label, old=shown(question, old.answers.get(question.key)),
                      new=shown(question, new.answers[question.key]))  # fmt: skip


def let_head(work: Work, change: Change, whose: About) -> None:
    """Let somebody else head a household; raises FileMovedOn when the household is no longer what it was."""
    file, asked = whose.file, asked_by(work, change, whose)
    new = Part.from_json(change.new)
    if file is None or asked.index < 0 or asked.differences(new.answers)[0].to_json() != change.old:
        raise FileMovedOn
    if asked.index not in may_head(work, file):
        raise FileMovedOn
    row, before = asked.record.members[asked.index], file.head_id
    number = normalise(str(row.get("resident_id") or ""))
    heir = _account(work.session, file, number) or without_account(
        work, name=str(row.get("name") or ""), resident_id=number, unit_id=file.unit_id
    )
    with changing(work, file, replace(why_of(work, change), kind=Kind.HEAD), lists=True):
        file.head_id, file.data = heir, heading.headed(file.data, asked.index, new.answers)
        _people(work, file, before, number, str(row.get("name") or ""))
        put_in_class(work, file, work.house.policies.current)
    work.session.flush()
    lay_to_rest(work, before)
    cases.end_after_death(work, before, household_id=file.id, successor=heir)


def _account(session: Session, file: HouseholdFile, number: str) -> int | None:
    """Return the account of whoever heads it now, where it was said that it is theirs."""
    query = select(MemberAccount.person_id).where(
        MemberAccount.household_id == file.id, MemberAccount.resident_id_print == print_of(number),
        col(MemberAccount.is_them).is_(True),
    )  # fmt: skip
    return session.exec(query.order_by(col(MemberAccount.id).desc())).first() if number else None


def _people(work: Work, file: HouseholdFile, before: int, number: str, name: str) -> None:
    """Who has died lives there no longer, and whoever heads it is the one whom the file is about."""
    rows = work.session.exec(select(HouseholdMember).where(HouseholdMember.household_id == file.id)).all()
    for row in rows:
        if row.relation == SELF:
            _let_go(work.session, row)
    for row in rows:
        theirs = row.resident_id_print == print_of(number) if number else row.name == name and not row.resident_id
        if theirs and row.relation != SELF:
            row.relation = SELF
    work.session.flush()


def _let_go(session: Session, row: HouseholdMember) -> None:
    if session.get_one(AidCase, row.case_id).opens_file:
        session.delete(row)
    else:
        row.household_id = None


def tell_of_leaving(work: Work, change: Change, whose: About) -> None:
    """Whoever lives there no longer, and has an account that was said to be theirs, hears what it means for them."""
    file = whose.file
    person = _account(work.session, file, normalise(change.member or "")) if file is not None else None
    if file is None or person is None or person == file.head_id:
        return
    source = N_(
        "The file {number} no longer counts you among those who live there, and it is open to you no longer. You can "
        "have a file of your own now, if things are hard: /report. If this is wrong, please tell your union: /officer"
    )
    outbox.put(work, person, Message(say(source, number=file.number)), key=f"left:{change.id}")


def lost(work: Work, file: HouseholdFile, number: str) -> None:
    """Somebody of a household who did not head it has died: their account, if they had one, is at rest."""
    person = _account(work.session, file, normalise(number))
    if person is not None and person != file.head_id:
        lay_to_rest(work, person)
        cases.end_after_death(work, person, household_id=file.id, successor=file.head_id)
