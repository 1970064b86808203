"""What can be changed, and what waits: for the officer of a household, for whoever confirms, and for the worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from domain.changes.asked import MEMBERS, Asked, Record, most
from domain.changes.change import Standing, What
from domain.forms import GroupAnswer, answer_line, shown
from domain.households.classes import HouseholdClass
from domain.households.history import FOR_WORKERS, Closed
from domain.households.numbers import MissingNumber, numbers_missing
from domain.platform.access import Action
from domain.platform.text import N_, Sayable, Text, lines, say
from models.changes import Change
from models.people import Person
from services import households
from services.behalf import entered_for_file
from services.changes import confirming, words
from services.changes.ends.heading import may_head
from services.changes.leaving import lists_of
from services.changes.record import About, about, of_case, of_household, own, payee_of, record_of, waiting
from services.platform import audit, consent
from services.platform.work import Work

__all__ = [
    "ChangeLine", "FileSaid", "MemberLine", "OwnFileView", "Things", "own_file", "said", "things_of", "waiting_for",
]  # fmt: skip

TITLED = ("relation", "name", "resident_id")  # they are in the title, or nobody's business here


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody in the household: their place from 0, what they are called, and what of their answers can be changed."""

    index: int
    title: Sayable
    questions: Sequence[tuple[str, Sayable]]


@dataclass(frozen=True, slots=True)
class Things:
    """What of a household can be changed: answers (key and label), members, whether one may join, what the worker
    gave at registration; and the class by the rules in force where it differs from the one on record."""

    number: str
    questions: Sequence[tuple[str, Sayable]]
    members: Sequence[MemberLine]
    may_join: bool
    registration: Sequence[tuple[str, Sayable]]
    class_by_rules: HouseholdClass | None = None
    lists: Sequence[tuple[str, Sayable]] = ()  # that it can leave: key and name
    heirs: Sequence[MemberLine] = ()  # who could head it after a death, for an officer
    closings: Sequence[str] = ()  # what it can be closed for


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A proposed change in a list; `mine` says that the reader proposed it."""

    change_id: int
    title: Sayable
    mine: bool


@dataclass(frozen=True, slots=True)
class OwnFileView:
    """A worker's file in short, None for `number` without one, and the proposals that wait."""

    number: str | None
    household_class: HouseholdClass | None
    class_on: date | None
    people: int
    unit: str
    officer: str | None
    waiting: Sequence[ChangeLine]
    missing: Sequence[MissingNumber] = ()
    recheck_until: date | None = None
    rests_since: date | None = None
    entered: Text | None = None


@dataclass(frozen=True, slots=True)
class FileSaid:
    """What stands in a file, question by question: key, what (which change) and the answer in a line; of the members
    the title and the answers. `waiting` counts the proposals that wait."""

    household_id: int
    version: int
    lines: Sequence[tuple[str, What, Sayable]]
    members: Sequence[Sayable]
    waiting: int


def things_of(work: Work, household_id: int | None = None, *, case_id: int | None = None) -> Things:
    """Return what can be changed: of a household, or for the worker of a case, for its officer, else of the own file;
    raises as opening does."""
    if case_id is not None:
        return _from_case(work, case_id)
    if household_id is None:
        whose = own(work)
    else:
        whose = of_household(work, Action.CHANGE_HOUSEHOLD, household_id)
        audit.note(work, work.person_id, N_("looked at the household file"), whose.subject)
    given = record_of(work, whose, What.PERSON)
    registration = [(one.key, one.label) for one in given.changeable]
    if whose.file is None:
        return Things("", (), (), may_join=False, registration=registration)
    record = record_of(work, whose, What.ANSWER)
    by_rules = households.class_by_rules(work, whose.file, whose.file.data)
    differs = by_rules != households.class_on_record(work, whose.file) and household_id is not None
    return Things(
        whose.file.number,
        [(one.key, one.label) for one in record.changeable],
        _members(record),
        Asked(record, What.JOIN).is_possible() and most(record.form.question(MEMBERS)) > 0,
        registration,
        by_rules if differs else None,
        [(one.key, lines(one.title)) for one in lists_of(work, whose)],
        *_ends(work, whose, _members(record), is_own=household_id is None),
    )


def _ends(
    work: Work, whose: About, members: Sequence[MemberLine], *, is_own: bool
) -> tuple[list[MemberLine], list[str]]:
    """Return who could head a household after a death, and what its file can be closed for."""
    assert whose.file is not None, "it was looked at"
    if is_own:
        return [], list(FOR_WORKERS) if whose.file.head_id == work.person_id else []
    heirs = [members[place] for place in may_head(work, whose.file)]
    return heirs, [*FOR_WORKERS, *([] if heirs else [Closed.DEATH])]


def _from_case(work: Work, case_id: int) -> Things:
    """A worker may have no file yet; if the money goes to the student, their card can be changed, too."""
    whose = of_case(work, case_id)
    assert whose.case is not None, "it was opened by its case"
    audit.note(work, work.person_id, N_("looked at the registration"), whose.subject)
    cards = record_of(work, whose, What.CARD).changeable if payee_of(whose.case) else ()
    given = record_of(work, whose, What.PERSON).changeable
    return Things(
        whose.case.number, [(one.key, one.label) for one in cards], (), may_join=False,
        registration=[(one.key, one.label) for one in given],
    )  # fmt: skip


def _members(record: Record) -> list[MemberLine]:
    group = record.form.question(MEMBERS)
    if group is None or not isinstance(group.answer, GroupAnswer):
        return []
    title = group.answer.item_title
    return [
        MemberLine(index, title(row, index + 1), [(one.key, one.label) for one in record.changeable_of(index)])
        for index, row in enumerate(record.members)
    ]


def said(work: Work, household_id: int | None = None) -> FileSaid:
    """Return what stands in a file and in the registration of its head, for its officer, else of the own; raises as
    opening does, and UnknownHousehold where there is no file."""
    whose = own(work) if household_id is None else of_household(work, Action.CHANGE_HOUSEHOLD, household_id)
    if whose.file is None:
        raise households.UnknownHousehold
    record, given = record_of(work, whose, What.ANSWER), record_of(work, whose, What.PERSON)
    told = [*_told(record, What.ANSWER), *_told(given, What.PERSON)]
    waits = len(waiting(work.session, whose))
    return FileSaid(whose.file.id, whose.file.version, told, _members_told(record), waits)


def _told(record: Record, what: What) -> list[tuple[str, What, Sayable]]:
    return [(one.key, what, answer_line(one, record.clean.get(one.key))) for one in record.changeable]


def _members_told(record: Record) -> list[Sayable]:
    """Each person in a line, as they are called, with what is asked about them but their number."""
    found: list[Sayable] = []
    for line, row in zip(_members(record), record.members, strict=True):
        asked = [one for one in record.changeable_of(line.index) if one.key not in TITLED]
        answers = [shown(one, row[one.key]) for one in asked if row.get(one.key) not in (None, "", False)]
        found.append(lines(line.title, *answers, between=" · "))
    return found


def own_file(work: Work) -> OwnFileView:
    """Return the file of the worker who acts, in short."""
    whose = own(work)
    file, unit = whose.file, whose.unit.named if whose.unit else ""
    told = [_line(work, one, whose) for one in waiting(work.session, whose)]
    if file is None:
        return OwnFileView(None, None, None, 0, unit, None, told)
    officer = work.session.get(Person, file.case_officer_id) if file.case_officer_id is not None else None
    household = households.household_in(file)
    return OwnFileView(
        file.number, households.class_on_record(work, file), file.class_on, household.size, unit,
        officer.name or "" if officer else None, told, tuple(numbers_missing(household)),
        file.recheck_until, file.suspended_on, entered_for_file(work.session, file.id),
    )  # fmt: skip


def _line(work: Work, change: Change, whose: About) -> ChangeLine:
    until = say(N_("until {day}"), day=change.waits_until) if change.waits_until else None
    told = lines(*words.differences(work, change, whose), until, between="; ")
    return ChangeLine(change.id, told, change.proposed_by == work.by_id)


def waiting_for(work: Work) -> list[ChangeLine]:
    """Return what waits for an officer to confirm, and what they proposed themselves, the oldest first."""
    query = select(Change).where(Change.state == Standing.PROPOSED.value).order_by(col(Change.id))
    found = []
    for change in work.session.exec(query).all():
        whose = about(work.session, change)
        mine = change.proposed_by == work.by_id and not change.by_worker
        if mine or work.person_id in confirming.confirmers(work, change, whose):
            found.append(ChangeLine(change.id, _named(change, whose), mine))
    return found


def _named(change: Change, whose: About) -> Sayable:
    number = whose.case.number if whose.case else whose.file.number if whose.file else ""
    return say(N_("Change {id}: {number} {name}"), id=str(change.id), number=number, name=consent.name_of(whose.person))
