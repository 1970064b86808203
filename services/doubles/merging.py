"""One file comes of two: everything of the other goes to the file whose number stays, and the other leads to it."""

from contextlib import suppress
from typing import Any

from sqlalchemy import Column, update
from sqlalchemy import select as select_columns
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

from domain.doubles.joining import Head, together
from domain.households.history import Kind
from domain.menu.buttons import Go
from domain.platform.messages import Message, key
from domain.platform.text import N_, Sayable, paragraphs, say
from domain.procedure.events import CaseOfficersChanged
from models.households import Certificate, FileDouble, HouseholdFile, OnList
from models.people import Person
from models.platform.known import forget
from services import care, changes, claims
from services.doubles import asking, once, pairs, people, tasks
from services.doubles.marking import unmark
from services.households import Why, changing, close, head_of, put_in_class, subject
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import household_changed, take_along

AT_ONCE = {"synchronize_session": False}
# These have rules of their own, or stay with the file that leads here; all else that names a file goes along as it is.
BY_HAND = {
    "campaign_task", "certificate", "file_double", "file_mark", "file_version", "household_member", "member_account",
    "on_list", "registered_household",
}  # fmt: skip


def merge(work: Work, double: FileDouble) -> Sayable:
    """Let one file come of both, which are locked; return what the officer reads. Raises BothUnderWay."""
    low, high = asking.files_of(work.session, double)
    kept, other = (low, high) if double.keeps_id == low.id else (high, low)
    heads = head_of(work.session, kept), head_of(work.session, other)
    changes.end_all(work, other.id, say(N_("The household's file became one with {number}. If it still holds, please "
                                           "propose it anew there."), number=kept.number))  # fmt: skip
    decided = once.settle(work, kept, other, double.relation)
    _go_along(work.session, kept, other)
    why = Why(Kind.JOINED, double.meant_by, work.person_id)
    with changing(work, other, why), changing(work, kept, why):
        _join_lists(work, kept, other)
        _join(work, kept, other, double.relation)
    national = other.national_number
    people.let_live(work, kept, other, heads, double.relation)
    other.merged_into = kept.id
    close(work, other, why)
    work.session.flush()
    _lead_here(work.session, kept, other)
    tasks.go_along(work.session, kept, other)
    unmark(work.session, other.id)
    work.session.flush()
    claims.end_within(work, kept.id)
    pairs.carry_over(work, double, kept, other)
    for file in (kept, other):
        audit.note(work, work.person_id, N_("made one file of two"), subject(file), detail=f"{other.id} > {kept.id}")
    _follow(work, kept, other)
    _tell(work, kept, other, heads, decided)
    return _told(kept, other, decided, national)


def _join(work: Work, file: HouseholdFile, other: HouseholdFile, relation: str) -> None:
    """The people of both, what was found out of either, the latest visit; then the class is worked out anew."""
    people = (head_of(work.session, one) for one in (file, other))
    heads = [Head(one.name or "", one.resident_id or "") for one in people]
    known = {option.key for option in work.house.policies.current.options("relation")}
    file.data = {**file.data, "members": together(file.data, heads[0], other.data, heads[1], relation, known)}
    file.known = {**(other.known or {}), **(file.known or {})} or None
    days = [day for day in (file.last_visit_on, other.last_visit_on) if day is not None]
    file.last_visit_on = max(days, default=None)
    put_in_class(work, file, work.house.policies.current)


def _join_lists(work: Work, file: HouseholdFile, other: HouseholdFile) -> None:
    """The household stands on every list on which either stood, on each once; a second place there is left."""
    if other.household_class and not file.household_class:
        number, other.national_number = other.national_number, None
        work.session.flush()  # the number is unique
        file.household_class, file.class_on, file.class_version = (
            other.household_class,
            other.class_on,
            other.class_version,
        )
        file.national_number = number
    here = work.session.exec(select(OnList.list).where(OnList.household_id == file.id, col(OnList.left_at).is_(None)))
    there = set(here)
    for row in work.session.exec(select(OnList).where(OnList.household_id == other.id).order_by(col(OnList.id))).all():
        if row.left_at is None and row.list in there:
            row.left_at, row.open_key = work.now, None
        elif row.left_at is None:
            row.open_key = f"{file.id}:{row.list}"
        row.household_id = file.id
    work.session.flush()


def _go_along(session: Session, kept: HouseholdFile, other: HouseholdFile) -> None:
    session.flush()
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns if table.name not in BY_HAND else ():
            if any(key.target_fullname == "household_file.id" for key in column.foreign_keys):
                _point(session, column, other.id, kept.id)
    session.expire_all()
    forget(session)


def _point(session: Session, column: Column[Any], old: int, new: int) -> None:
    """Let rows name the other file; what a table has once for a household, and both had, stays where it was."""
    table = column.table
    try:
        with session.begin_nested():
            session.execute(update(table).where(column == old).values({column.name: new}))
    except IntegrityError:
        for number in session.execute(select_columns(table.c.id).where(column == old)).scalars().all():
            with suppress(IntegrityError), session.begin_nested():
                session.execute(update(table).where(table.c.id == number).values({column.name: new}))


def _lead_here(session: Session, kept: HouseholdFile, other: HouseholdFile) -> None:
    """Files that led to the other lead here now; its certificate has ended with it."""
    led = update(HouseholdFile).where(col(HouseholdFile.merged_into) == other.id)
    session.execute(led.values(merged_into=kept.id), execution_options=AT_ONCE)
    for one in session.exec(select(Certificate).where(Certificate.household_id == other.id)).all():
        one.ended_at, one.open_key = one.ended_at or other.closed_at, None


def _follow(work: Work, kept: HouseholdFile, other: HouseholdFile) -> None:
    """What runs is looked at once more: other people live there now, and it belongs to one unit and one officer."""
    if kept.case_officer_id is None and other.case_officer_id is not None:
        care.take_over(work, kept, other.case_officer_id)
    take_along(work, kept)
    household_changed(work, household_id=kept.id)
    work.happened(CaseOfficersChanged((kept.id, other.id)))


# Told ----------------------------------------------------------------------------------------------------------------


def _tell(
    work: Work, kept: HouseholdFile, other: HouseholdFile, heads: tuple[Person, Person], decided: once.Decided
) -> None:  # fmt: skip
    source = N_(
        "Your household had two files with your union, {number} and {other}. Two officers have made them one: {number} "
        "stays, and whoever asks by {other} comes to it, too. Nothing of either is lost, and what you applied for goes "
        "on."
    )
    wrong = say(N_("If you are not one household, please tell your union at once: /officer"))
    text = paragraphs(say(source, number=kept.number, other=other.number), decided.told, wrong)
    keys = ((key(say(N_("My file")), Go("file")),),)
    for person_id in dict.fromkeys(head.id for head in heads):
        outbox.put(work, person_id, Message(text, keys), key=f"joined:{other.id}:{person_id}")
    for officer_id in {file.case_officer_id for file in (kept, other)} - {None, work.person_id}:
        said = N_("Household files {number} and {other} are one now: {number}.")
        outbox.put(work, officer_id or 0, Message(say(said, number=kept.number, other=other.number)))


def _told(kept: HouseholdFile, other: HouseholdFile, decided: once.Decided, national: str | None) -> Sayable:
    done = say(N_("The two files are one now: {number}. {other} leads to it, and both households are told."),
               number=kept.number, other=other.number)  # fmt: skip
    twice = national is not None and kept.national_number is not None and kept.national_number != national
    entry = N_("In the national system there are still two entries, {number} and {other}: please have one taken out.")
    system = say(entry, number=kept.national_number or "", other=national or "") if twice else None
    look = N_("Please look through the household's answers: each stands as it did in {number}.")
    return paragraphs(done, decided.told, decided.given_twice, system, say(look, number=kept.number))
