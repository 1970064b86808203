"""The trail as an auditor reads it: who looked at or changed a case, or a household's file."""

from collections.abc import Iterable

from sqlmodel import col, select

from domain.payments.money import Cause
from domain.platform.access import Action, NotForYou, Subject
from domain.platform.access import require as require_access
from domain.platform.power.purposes import purpose_in
from domain.platform.text import N_, Arg, Joined, Sayable, Text, lines, paragraphs, say
from domain.procedure.steps import KINDS, kind_of
from domain.units.steps import Role
from models.households import HouseholdFile
from models.people import Person
from models.platform.audit import Audit
from models.procedure import AidCase
from models.units import Unit
from services import households
from services.cases.card import opened_to
from services.platform import audit
from services.platform.work import Work
from services.procedure import subject

LONGEST_TRAIL = 40
FILE = "HF-"  # how numbers of household files begin
LOOKED = N_("looked at the trail")


def look_at_trail(work: Work, number: str) -> Sayable:
    """Return who looked at or changed a case, or a household's file, for an auditor over its unit; that is a look, too.

    With a case stands what was done with the household's file and the worker's registration, changes among it. Raises
    UnknownCase, UnknownNumber.
    """
    wanted = number.strip().upper()
    return _of_file(work, wanted) if wanted.startswith(FILE) else _of_case(work, number)


def _of_case(work: Work, number: str) -> Sayable:
    case = opened_to(work, Action.SEE_TRAIL, number)
    named = (f"household:{case.household_id}",) if case.household_id else ()
    told = _lines(work, subject(case), (*named, f"person:{case.applicant_id}"), case.applicant_id)
    head = say(N_("<b>Trail of case {number}</b>, {unit}"), number=case.number, unit=_unit(work, case.unit_id))
    return paragraphs(head, lines(*told))


def _of_file(work: Work, number: str) -> Sayable:
    file = _opened(work, number)
    told = _lines(work, households.subject(file), (f"person:{file.head_id}",), file.head_id)
    head = say(N_("<b>Trail of household {number}</b>, {unit}"), number=file.number, unit=_unit(work, file.unit_id))
    return paragraphs(head, lines(*told), _cases(work, file))


def _opened(work: Work, number: str) -> HouseholdFile:
    """Return a file, closed or not, to an auditor over its unit; who is not one reads that there is none."""
    file = work.session.exec(select(HouseholdFile).where(HouseholdFile.number == number)).first()
    if file is None:
        raise households.UnknownNumber
    try:
        path = work.session.get_one(Unit, file.unit_id).path
        require_access(work.actor, Action.SEE_TRAIL, Subject(unit_path=path))
    except NotForYou:
        raise households.UnknownNumber from None
    return file


def _cases(work: Work, file: HouseholdFile) -> Sayable | None:
    of_file = select(AidCase.number).where(AidCase.household_id == file.id).order_by(col(AidCase.id))
    numbers = tuple(work.session.exec(of_file).all())
    source = N_("Its cases have trails of their own, /trail shows them by number: {numbers}")
    return say(source, numbers=Joined(numbers, ", ")) if numbers else None


def _unit(work: Work, unit_id: int) -> str:
    return work.session.get_one(Unit, unit_id).named


def _lines(work: Work, about: str, more: Iterable[str], worker_id: int) -> list[Joined]:
    """Return the latest lines about a case or file, and what else is to be read with it; the look is one of them."""
    audit.note(work, work.person_id, LOOKED, about)
    work.session.flush()
    rows = audit.trail_of(work.session, about, *more, most=LONGEST_TRAIL)
    named = {row.person_id for row in rows if row.person_id is not None}
    people = {one.id: one for one in work.session.exec(select(Person).where(col(Person.id).in_(named)))}
    return [_line(work, row, people.get(row.person_id or 0), worker_id, about) for row in rows]


def _line(work: Work, row: Audit, person: Person | None, worker_id: int, about: str) -> Joined:
    who: str | Text = say(N_("by itself"))
    if row.person_id is not None:
        who = say(N_("the worker")) if row.person_id == worker_id else (person.name if person else None) or "-"
    return lines(
        row.at,
        who,
        Text(row.action),
        _detail(work, row.detail) if row.detail else None,
        _about(row.subject) if row.subject != about else None,
        between=" · ",
    )


def _about(other: str) -> Text:
    return say(N_("household file")) if other.startswith("household:") else say(N_("registration"))


def _detail(work: Work, detail: str) -> Arg:
    """Name steps, roles, causes and the work of seasons in the reader's language; anything else is a number."""
    if (purpose := purpose_in(detail)) is not None:
        return purpose.label
    if detail in KINDS:
        return kind_of(detail).label
    for kind in (Role, Cause):
        if detail in set(kind):
            return kind(detail).label
    return _of_season(work, *detail.split(":", 1)) or detail


def _of_season(work: Work, key: str, item: str = "") -> Sayable | None:
    season = next((one for one in work.house.policies.current.seasons if one.key == key), None)
    if season is None:
        return None
    label = next((one.text for one in season.checklist if one.key == item), None)
    return lines(season.title, label, between=": ")
