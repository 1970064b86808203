"""Both files side by side: what is the same, what differs, and what would come of it if they are one household."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, func, select

from domain.doubles.buttons import KeepFile, MakeOneFile, MeanOne, NotConfirmed, NotOne, OpenDouble
from domain.doubles.joining import SAME, Head, is_one
from domain.doubles.words import AnotherConfirms, DoubleOver, OwnDouble
from domain.households.buttons import OpenHousehold
from domain.households.household import from_answers
from domain.people.marks import Mark
from domain.platform.access import Action, NotForYou, Subject
from domain.platform.access import require as require_access
from domain.platform.identifiers import mask_card, mask_phone
from domain.platform.messages import Keys, Message, key
from domain.platform.numbers.documents import masked
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from models.households import FileDouble, HouseholdFile
from models.people import Person
from models.platform.known import forget
from models.procedure import AidCase
from services.doubles.asking import OPEN, files_of
from services.households import class_on_record, head_of, people_of, subject, unit_of
from services.platform import audit, consent
from services.platform.work import Work
from services.procedure import lock_all

EVERYTHING = N_(
    "Everything of {other} goes to {number}: people, cases, money, visits, tasks, papers. Whoever is in both is kept "
    "once. A second officer confirms it, then both households are told."
)
NO_NUMBER = say(N_("number to follow"))
Rows = Iterator[tuple[Sayable, Any]]


def opened(work: Work, double_id: int, *, lock: bool = False) -> tuple[FileDouble, HouseholdFile, HouseholdFile]:
    """Return what is open to an officer over both units, and both files; with `lock` files, their cases and it are held
    in this order. Raises NotForYou, OwnDouble, DoubleOver.
    """
    if lock:
        _hold(work.session, double_id)
    double = work.session.get(FileDouble, double_id, with_for_update=lock, populate_existing=lock)
    if double is None:
        raise NotForYou
    files = files_of(work.session, double)
    for file in files:
        require_access(work.actor, Action.SETTLE_CLAIM, Subject(unit_path=unit_of(work.session, file).path))
        if work.person_id in people_of(work.session, file):
            raise OwnDouble
    if double.state not in OPEN or any(file.closed_at is not None for file in files):
        raise DoubleOver
    return double, *files


def _hold(session: Session, double_id: int) -> None:
    both = session.exec(select(FileDouble.low_id, FileDouble.high_id).where(FileDouble.id == double_id)).first()
    if both is not None:
        cases = session.exec(select(AidCase.id).where(col(AidCase.household_id).in_(both))).all()
        lock_all(session, cases, household_ids=both)
        session.expire_all()
        forget(session)


def look(work: Work, double_id: int) -> Message:
    """Return both files side by side, with what can be said about them; a look is on record. Raises as `opened`."""
    double, low, high = opened(work, double_id)
    for file in (low, high):
        audit.note(work, work.person_id, N_("looked at two files that may be of one household"), subject(file))
    text = paragraphs(
        say(N_("<b>Two files that may be of one household</b>")),
        lines(*(say(N_("They have {what}."), what=Mark(one).said) for one in double.shares.split(","))),
        *_compared(work, low, high),
        _meant(work, double, low, high),
    )
    opening = tuple(key(say(N_("Open {number}"), number=file.number), OpenHousehold(file.id)) for file in (low, high))
    return Message(text, (*_keys(work, double, low, high), opening))


def _keys(work: Work, double: FileDouble, low: HouseholdFile, high: HouseholdFile) -> Keys:
    if double.state == "meant":
        if double.meant_by == work.person_id:
            return ()
        yes = key(say(N_("Yes, make them one file")), MakeOneFile(double.id))
        return ((yes,), (key(say(N_("No, I do not confirm that")), NotConfirmed(double.id)),))
    keep = N_("One household: keep {number}")
    kept = tuple((key(say(keep, number=file.number), KeepFile(double.id, file.id)),) for file in (low, high))
    return ((key(say(N_("Not the same household")), NotOne(double.id)),), *kept)


def _compared(work: Work, low: HouseholdFile, high: HouseholdFile) -> Iterator[Sayable]:
    agreed = [consent.agrees(head_of(work.session, file)) for file in (low, high)]
    mine, other = list(_rows(work, low)), list(_rows(work, high))
    told = [*zip(mine, other, strict=True)] if all(agreed) else []
    same = [say(N_("{label}: {value}"), label=label, value=one) for (label, one), (_, two) in told if one == two != "-"]
    differs = [
        say(N_("{label}: {one} / {two}"), label=label, one=one, two=two)
        for (label, one), (_, two) in told
        if one != two
    ]
    if same:
        yield lines(say(N_("<b>The same</b>")), *same)
    if differs:
        yield lines(say(N_("<b>Different</b> ({one} / {two})"), one=low.number, two=high.number), *differs)
    for file in (low, high):
        yield lines(say(N_("<b>People of {number}</b>"), number=file.number), *_people(work, file))


def _rows(work: Work, file: HouseholdFile) -> Rows:
    head, data = head_of(work.session, file), file.data
    yield say(N_("Head")), head.name or "-"
    yield say(N_("Id number")), masked(head.resident_id or "")
    yield say(N_("Phone")), mask_phone(head.phone or "")
    yield say(N_("Bank card")), mask_card(str(data.get("bank_card") or ""))
    yield say(N_("Address")), str(data.get("home_address") or "-")
    yield say(N_("Unit")), unit_of(work.session, file).named
    yield say(N_("Class")), class_on_record(work, file).label
    yield say(N_("Opened")), work.at(file.opened_at).today
    yield say(N_("Cases")), str(_cases(work.session, file))


def _cases(session: Session, file: HouseholdFile) -> int:
    return session.exec(select(func.count()).where(AidCase.household_id == file.id)).one()


def _people(work: Work, file: HouseholdFile) -> Iterator[Sayable]:
    head = head_of(work.session, file)
    if not consent.agrees(head):
        yield lines(consent.name_of(head))
        return
    relations = {option.key: option.text for option in work.house.policies.current.options("relation")}
    source = N_("– {name} ({relation}), {number}")
    yield say(source, name=head.name or "-", relation=say(N_("heads the file")), number=masked(head.resident_id or ""))
    for one in from_answers(file.data).members:
        relation = relations.get(one.relation, "-")
        yield say(source, name=one.name, relation=relation, number=masked(one.resident_id) or NO_NUMBER)


def _meant(work: Work, double: FileDouble, low: HouseholdFile, high: HouseholdFile) -> Sayable | None:
    if double.state != "meant" or double.meant_by is None:
        return None
    kept, other = (low, high) if double.keeps_id == low.id else (high, low)
    by = work.session.get_one(Person, double.meant_by)
    source = N_("{name} says that it is one household: {number} stays, and {other} leads to it. {who}")
    return say(
        source, name=by.name or "", number=kept.number, other=other.number, who=_who(work, kept, other, double.relation)
    )


def _who(work: Work, kept: HouseholdFile, other: HouseholdFile, relation: str) -> Sayable:
    mine, theirs = head_of(work.session, kept), head_of(work.session, other)
    if relation == SAME:
        return say(N_("Both heads are one person."))
    named = next((one.text for one in work.house.policies.current.options("relation") if one.key == relation), relation)
    source = N_("{other} is to {name}: {relation}.")
    return say(source, other=consent.name_of(theirs), name=consent.name_of(mine), relation=named)


def whom_to_keep(work: Work, double_id: int, household_id: int) -> Message:
    """Ask what the other head is to the head of the file whose number stays, with what comes of it. Raises as `opened`,
    and AnotherConfirms when somebody has said so already."""
    double, low, high = opened(work, double_id)
    if double.state == "meant":
        raise AnotherConfirms
    kept, other = (low, high) if household_id == low.id else (high, low)
    mine, theirs = head_of(work.session, kept), head_of(work.session, other)
    text = paragraphs(
        say(N_("<b>{number} stays, and {other} leads to it</b>"), number=kept.number, other=other.number),
        say(EVERYTHING, number=kept.number, other=other.number),
        say(N_("What is {other} to {name}?"), other=consent.name_of(theirs), name=consent.name_of(mine)),
    )  # fmt: skip
    ways = [(SAME, say(N_("The same person"))), *_relations(work, kept, theirs)]
    rows = tuple((key(label, MeanOne(double.id, kept.id, relation)),) for relation, label in ways)
    return Message(text, (*rows, (key(say(N_("Back to both files")), OpenDouble(double.id)),)))


def _relations(work: Work, kept: HouseholdFile, head: Person) -> list[tuple[str, Any]]:
    """Return what there is to choose; who lives in the file already is what stands there."""
    theirs = Head(head.name or "", head.resident_id or "").row
    there = [row["relation"] for row in kept.data.get("members") or () if is_one(row, theirs)]
    every: list[tuple[str, Any]] = [(one.key, one.text) for one in work.house.policies.current.options("relation")]
    return [(name, label) for name, label in every if name in there] or every


def is_relation(work: Work, relation: str) -> bool:
    """Say whether a press names something that a head can be to another."""
    return relation == SAME or any(one.key == relation for one in work.house.policies.current.options("relation"))
