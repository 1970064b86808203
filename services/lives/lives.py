"""The life of a household, for whoever may read it: the people of it, and its officers, whose look is recorded."""

from domain.cases.buttons import Act, CasePress, OpenCase
from domain.households.buttons import Changed, OwnChanged
from domain.lives.entry import Entry, Life, Place, Row, Sort, worded
from domain.platform.access import Action, NotForYou, require
from domain.platform.buttons import Button
from domain.platform.text import N_, Sayable, say
from domain.requests.buttons import OpenRequest
from models.households import HouseholdFile
from services import changes, households, kinds
from services.lives.entries import page
from services.platform import audit
from services.platform.work import Work

A_PAGE = 8
OF_CASES = (Sort.CASE_BEGUN, Sort.CASE_ENDED, Sort.PAID, Sort.NOTICE, Sort.CASE_VISIT, Sort.GIVEN)
OTHER_HELP = say(N_("help of the union"))


def own_life(work: Work, behind: Place | None) -> Life | None:
    """Return a page of the life of the household of the worker who acts; None without an open file."""
    require(work.actor, Action.SEE_OWN_FILE)
    file = households.file_of_person(work.session, work.person_id)
    return None if file is None else _life(work, file, behind, is_officer=False)


def life_of(work: Work, household_id: int, behind: Place | None) -> Life:
    """Return a page of the life of a household for its officers; a look is recorded. Raises as `opened_to` does."""
    file = _looked_at(work, household_id)
    return _life(work, file, behind, is_officer=True)


def own_changed(work: Work, change_id: int) -> Sayable:
    """Return one change of the own file, old and new; raises NotForYou."""
    require(work.actor, Action.SEE_OWN_FILE)
    file = households.file_of_person(work.session, work.person_id)
    if file is None:
        raise NotForYou
    return changes.told(work, file, change_id, as_member=file.head_id != work.person_id)


def changed(work: Work, household_id: int, change_id: int) -> Sayable:
    """Return one change of a household for its officers, old and new; the look is recorded. Raises as `opened_to`."""
    return changes.told(work, _looked_at(work, household_id), change_id)


def _looked_at(work: Work, household_id: int) -> HouseholdFile:
    file = households.opened_to(work, Action.SEE_HOUSEHOLD, household_id)
    audit.note(work, work.person_id, N_("looked at the life of the household"), households.subject(file))
    return file


def _life(work: Work, file: HouseholdFile, behind: Place | None, *, is_officer: bool) -> Life:
    rows = page(work.session, file, behind=behind, size=A_PAGE, reader=work.person_id, is_officer=is_officer)
    shown, last = rows[:A_PAGE], rows[A_PAGE - 1] if len(rows) > A_PAGE else None
    more = Place(last.at, last.sort.rank, last.id) if last else None
    household_id = file.id if is_officer else None
    return Life(file.number, tuple(_entry(work, row, household_id) for row in shown), more)


def _entry(work: Work, row: Row, household_id: int | None) -> Entry:
    day = row.at.astimezone(work.house.zone).date()
    return Entry(day, worded(row, _title(work, row)), _opens(row, household_id))


def _title(work: Work, row: Row) -> Sayable:
    if row.sort is Sort.CHANGE:
        what, field, event = row.what.split(":")
        return changes.called(work, what, field, event)
    if row.sort not in OF_CASES:
        return OTHER_HELP
    try:
        return kinds.title_under(work, work.house.policies.current.version, row.what)
    except KeyError:  # a programme that the policy no longer has
        return OTHER_HELP


def _opens(row: Row, household_id: int | None) -> Button | None:
    if row.sort in OF_CASES:
        return CasePress(row.ref, Act.OPEN) if household_id is None else OpenCase(row.ref)
    if row.sort is Sort.CHANGE:
        return OwnChanged(row.id) if household_id is None else Changed(household_id, row.id)
    return OpenRequest(row.ref, 0) if row.sort is Sort.REQUEST else None
