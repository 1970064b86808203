"""Households as a spreadsheet: a list that an officer has in front of them, or what goes up to another system."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select as select_rows
from sqlmodel import col, or_, select

from domain.exports.answers import Answers
from domain.exports.uploading import OnePerson, UploadRow, column_type
from domain.households.asked import Reader
from domain.households.buttons import Shown
from domain.households.household import Household
from domain.platform.access import Action, Subject, offices_for
from domain.platform.access import require as require_access
from domain.platform.identifiers import mask_phone
from domain.platform.power.purposes import Purpose
from domain.platform.text import N_, Arg, Refusal, Sayable, Text, lines, pack, say
from domain.policy import Policy
from models.households import HouseholdFile
from models.people import Person
from models.units import Unit
from services import households
from services.exports.sending import on_record, send
from services.platform import consent
from services.platform.work import Work

MOST = 6_000  # households in one file
TOOK_LIST, TOOK_UPLOAD = N_("took a list with this household"), N_("took a file for upload with this household")


class NoUpload(Refusal):
    """The policy says nothing of a file for upload."""

    text = N_("The rules in force name no columns for an upload. They belong under [upload] of the policy file.")


class TooManyRows(Refusal):
    """More than one file should hold."""

    text = N_("One file holds at most {most} households, and these are more. Please choose a unit or a class first.")


class NobodyToList(Refusal):
    """There is none."""

    text = N_("There is no household in this list that could be taken along.")


@dataclass(frozen=True)
class _Found:
    """One household: its file, head, unit, and what it answered."""

    file: HouseholdFile
    head: Person
    unit: Unit
    household: Household


def household_list(work: Work, shown: Shown, value: str, purpose: Purpose) -> None:
    """Send the list that somebody sees under /households as a spreadsheet, numbers in part but for who enters them.

    Raises PurposeNeeded, NotForYou, FilterGone, TooManyRows, NobodyToList."""
    found = _found(work, households.listed_where(work, shown, value))
    whole = bool(offices_for(work.actor, Action.SEE_ENTRY_DATA)) and all(_enters(work, one.unit) for one in found)
    _on_record(work, TOOK_LIST, found, purpose)
    sheets = [_sheet(work, found, whole=whole), _counts(work, found)]
    drawing = {"kind": "table", "file_name": f"households-{work.today:%Y%m%d}.xlsx", "sheets": sheets}
    source = N_("Households: {count}. Taken {purpose}; that is on record with each of them.")
    send(work, say(source, count=len(found), purpose=purpose.label), drawing, whole=whole)


def upload(work: Work, purpose: Purpose) -> None:
    """Send whoever enters files the file for the other system, with whole numbers and the columns of the policy.

    Raises PurposeNeeded, NotForYou, NoUpload, TooManyRows, NobodyToList."""
    require_access(work.actor, Action.SEE_ENTRY_DATA)
    policy = work.house.policies.current
    if policy.upload is None:
        raise NoUpload
    paths = [office.path for office in offices_for(work.actor, Action.SEE_ENTRY_DATA)]
    here = [or_(*(col(Unit.path).startswith(path) for path in paths)), HouseholdFile.household_class != ""]
    found = _found(work, [*here, *households.not_own(work)])
    _on_record(work, TOOK_UPLOAD, found, purpose)
    sheet = _upload_sheet(work, policy, found)
    drawing = {"kind": "table", "file_name": f"upload-{work.today:%Y%m%d}.xlsx", "sheets": [sheet]}
    source = N_("For upload: {count} households, taken {purpose}; that is on record with each of them.")
    send(work, say(source, count=len(found), purpose=purpose.label), drawing, whole=True)


def _found(work: Work, where: Sequence[Any]) -> list[_Found]:
    query = (
        select_rows(HouseholdFile, Person, Unit)
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .join(Person, col(Person.id) == col(HouseholdFile.head_id))
        .where(*where, consent.holds())
        .order_by(col(Unit.path), col(HouseholdFile.number))
    )
    rows = work.session.execute(query.limit(MOST + 1)).all()
    if len(rows) > MOST:
        raise TooManyRows(most=MOST)
    if not rows:
        raise NobodyToList
    return [_Found(file, head, unit, households.household_in(file)) for file, head, unit in rows]


def _enters(work: Work, unit: Unit) -> bool:
    return bool(offices_for(work.actor, Action.SEE_ENTRY_DATA, Subject(unit_path=unit.path)))


def _on_record(work: Work, action: str, found: Iterable[_Found], purpose: Purpose) -> None:
    for one in found:
        on_record(work, action, households.subject(one.file), purpose)


# The list ------------------------------------------------------------------------------------------------------------


COLUMNS = (
    (N_("File"), "text"), (N_("National number"), "text"), (N_("Name"), "text"), (N_("Number of the document"), "text"),
    (N_("Phone"), "text"), (N_("Unit"), "text"), (N_("Class"), "text"), (N_("Class worked out on"), "date"),
    (N_("Main cause"), "text"), (N_("People"), "number"), (N_("Case officer"), "text"), (N_("On file since"), "date"),
    (N_("Last visit"), "date"),
)  # fmt: skip


def _sheet(work: Work, found: Sequence[_Found], *, whole: bool) -> dict[str, Any]:
    policy = work.house.policies.current
    named = {one.id: one for one in _officers(work, found)}
    rows = [_row(work, policy, one, named, whole=whole) for one in found]
    return _drawn(N_("Households"), [{"title": pack(Text(name)), "type": kind} for name, kind in COLUMNS], rows)


def _officers(work: Work, found: Iterable[_Found]) -> Sequence[Person]:
    ids = {one.file.case_officer_id for one in found if one.file.case_officer_id}
    return work.session.exec(select(Person).where(col(Person.id).in_(ids))).all()


def _row(work: Work, policy: Policy, one: _Found, named: dict[int, Person], *, whole: bool) -> list[Any]:
    file, head = one.file, one.head
    answers = Answers(one.household, frozenset({Reader.OFFICER}), policy, work.today, whole)
    officer = named.get(file.case_officer_id or 0)
    cells: tuple[Arg | None, ...] = (
        file.number, file.national_number, head.name, answers.number(head.resident_id),
        (head.phone or "") if whole else mask_phone(head.phone or ""), one.unit.named,
        households.class_on_record(work, file).label, file.class_on, _cause(policy, one), one.household.size,
        officer.name if officer else None, file.opened_at.astimezone(work.house.zone).date(), file.last_visit_on,
    )  # fmt: skip
    return [_cell(cell) for cell in cells]


def _cell(value: Arg | None) -> Any:
    if value is None or type(value) is int:
        return value
    return value.isoformat() if isinstance(value, date) else pack(value)


def _cause(policy: Policy, one: _Found) -> Arg | None:
    return next((cause.text for cause in policy.causes if cause.key == one.household.main_cause), None)


def _counts(work: Work, found: Sequence[_Found]) -> dict[str, Any]:
    """Count the same households by unit, class and cause."""
    policy = work.house.policies.current
    groups: tuple[tuple[str, list[tuple[Any, Sayable]]], ...] = (
        (N_("Unit"), [(one.unit.id, lines(one.unit.named)) for one in found]),
        (N_("Class"), [(one.file.household_class, _class(work, one)) for one in found]),
        (N_("Main cause"), [(one.household.main_cause, lines(_cause(policy, one) or "-")) for one in found]),
    )  # fmt: skip
    columns = [
        {"title": pack(say(N_("Counted by"))), "type": "text"}, {"title": pack(say(N_("Which"))), "type": "text"},
        {"title": pack(say(N_("Households"))), "type": "number"},
    ]  # fmt: skip
    return _drawn(N_("Counts"), columns, [row for name, told in groups for row in _counted(name, told)])


def _class(work: Work, one: _Found) -> Sayable:
    return lines(households.class_on_record(work, one.file).label)


def _counted(name: str, told: Sequence[tuple[Any, Sayable]]) -> Iterator[list[Any]]:
    words, numbers = dict(told), Counter(key for key, _ in told)
    for key, count in numbers.most_common():
        yield [pack(Text(name)), pack(words[key]), count]


def _drawn(title: str, columns: list[dict[str, Any]], rows: list[list[Any]]) -> dict[str, Any]:
    return {"title": pack(Text(title)), "columns": columns, "rows": rows}


# For upload ----------------------------------------------------------------------------------------------------------


def _upload_sheet(work: Work, policy: Policy, found: Sequence[_Found]) -> dict[str, Any]:
    assert policy.upload is not None
    columns = [{"title": one.title, "type": column_type(one)} for one in policy.upload.columns]
    rows = [row for one in found for row in _upload_rows(work, policy, one)]
    return _drawn(N_("Upload"), columns, rows)


def _upload_rows(work: Work, policy: Policy, one: _Found) -> Iterator[list[Any]]:
    assert policy.upload is not None
    file = one.file
    stated = UploadRow(
        policy, one.household, number=file.number, national_number=file.national_number or "",
        name=one.head.name or "", resident_id=one.head.resident_id or "", phone=one.head.phone or "",
        unit=one.unit.name,
        household_class=households.class_on_record(work, file).label, class_on=file.class_on,
        opened=file.opened_at.astimezone(work.house.zone).date(), bank_card=str(file.data.get("bank_card") or ""),
        net=households.assessment_of(work, file, policy, today=work.today).shown_net.fen,
    )  # fmt: skip
    people = [None, *map(OnePerson, one.household.members)] if policy.upload.rows == "person" else [None]
    for person in people:
        yield [stated.cell(column, person) for column in policy.upload.columns]
