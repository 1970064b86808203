"""A household on file as its officers read it: the file in short, visits, whom to call. Every look is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from domain.aid.rows import rows_for
from domain.households.asked import Reader
from domain.households.classes import HouseholdClass
from domain.households.visits import Findings
from domain.platform.access import Action, NotForYou, Subject, allowed
from domain.platform.messages import Message
from domain.platform.text import N_, Sayable, Text, lines, say
from models.households import HomeVisit, HouseholdFile
from models.people import Person
from services.behalf import entered_for_file
from services.care import assigning as case_officers
from services.care import news as officer_news
from services.households import (
    as_albums,
    class_on_record,
    due_on,
    file_of_person,
    head_of,
    household_in,
    opened_to,
    papers_about,
    subject,
    unit_of,
    visits_of,
)
from services.platform import audit
from services.platform.work import Work
from services.tasks import OpenTaskLine, open_tasks_of

__all__ = ["HouseholdView", "VisitLine", "check_may_log", "opened", "own_card", "phone", "photos", "visits"]


class VisitUnknown(NotForYou):
    """There is no such visit: told as if it were somebody else's."""


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """What an officer sees of a household; `answers` are rows, `manages` says that they may assign and move it."""

    household_id: int
    number: str
    name: str
    household_class: HouseholdClass
    class_on: date | None
    answers: Sequence[Sayable]
    unit: str
    people: int
    officer: str | None
    last_visit_on: date | None
    due_on: date
    is_due: bool
    tasks: Sequence[OpenTaskLine]
    manages: bool
    recheck_until: date | None = None
    rests_since: date | None = None


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit of the list; `photos` is how many there are."""

    visit_id: int
    visited_on: date
    officer: str
    findings: Findings
    note: str
    photos: int


def opened(work: Work, household_id: int) -> HouseholdView:
    """Return a household for its officer or a leader; raises UnknownHousehold, NotForYou, OwnFile."""
    file = _look(work, household_id, N_("looked at the household file"))
    unit, officer, household = (
        unit_of(work.session, file),
        case_officers.officer_of(work.session, file),
        household_in(file),
    )
    due = due_on(work.house, file.last_visit_on, file.opened_at)
    return HouseholdView(
        household_id=household_id,
        number=file.number,
        name=head_of(work.session, file).name or "",
        household_class=class_on_record(work, file),
        class_on=file.class_on,
        answers=(*_entered(work, file), *rows_for(Reader.OFFICER, household, work.house.policies.current)),
        unit=unit.named,
        people=household.size,
        officer=officer.name or "" if officer else None,
        last_visit_on=file.last_visit_on,
        due_on=due,
        is_due=due <= work.today,
        tasks=open_tasks_of(work, household_id),
        manages=allowed(work.actor, Action.MANAGE_HOUSEHOLDS, Subject(unit_path=unit.path)),
        recheck_until=file.recheck_until,
        rests_since=file.suspended_on,
    )


def _entered(work: Work, file: HouseholdFile) -> tuple[Text, ...]:
    said = entered_for_file(work.session, file.id)
    return (said,) if said is not None else ()


def _look(work: Work, household_id: int, action: str) -> HouseholdFile:
    file = opened_to(work, Action.SEE_HOUSEHOLD, household_id)
    audit.note(work, work.actor.person_id, action, subject(file))
    return file


def check_may_log(work: Work, household_id: int) -> str:
    """Return the number of a household whose visits this officer may log; raises as `opened_to` does."""
    return opened_to(work, Action.WORK_HOUSEHOLD, household_id).number


def phone(work: Work, household_id: int) -> Text:
    """Return whom to call, with the number in full, which is the officer's duty to do and therefore recorded."""
    file = _look(work, household_id, N_("looked up the worker's phone number"))
    head = head_of(work.session, file)
    if not head.phone:
        return say(N_("{name} has no phone number on file. The unit may know how to reach them."), name=head.name or "")
    return say(N_("{name}: {phone}"), name=head.name or "", phone=head.phone)


# Visits --------------------------------------------------------------------------------------------------------------


def visits(work: Work, household_id: int) -> tuple[str, list[VisitLine]]:
    """Return the number of a household and the visits to it, the latest first; raises as `opened_to` does."""
    file = _look(work, household_id, N_("looked at the visits to the household"))
    return file.number, [_line(work.session, file, one) for one in visits_of(work.session, file)]


def _line(session: Session, file: HouseholdFile, visit: HomeVisit) -> VisitLine:
    officer = session.get(Person, visit.officer_id)
    return VisitLine(
        visit_id=visit.id,
        visited_on=visit.visited_on,
        officer=officer.name or "" if officer else "",
        findings=Findings(visit.findings),
        note=visit.note or "",
        photos=len(papers_about(session, file, f"visit:{visit.id}")),
    )


def photos(work: Work, visit_id: int) -> list[Message]:
    """Return the photos of a visit, as albums; raises VisitUnknown and as `opened_to` does."""
    visit = work.session.get(HomeVisit, visit_id)
    if visit is None:
        raise VisitUnknown
    file = _look(work, visit.household_id, N_("looked at the photos of a visit"))
    text = say(N_("Household {number}, visit of {day}"), number=file.number, day=visit.visited_on)
    what = say(N_("home visit on {day}"), day=visit.visited_on)
    return as_albums(text, file.number, what, papers_about(work.session, file, f"visit:{visit.id}"))


# The worker's own officer --------------------------------------------------------------------------------------------


def own_card(work: Work) -> Sayable:
    """Return the contact card of a worker's case officer, or how they get one."""
    file = file_of_person(work.session, work.person_id)
    if file is not None and file.case_officer_id is not None:
        return officer_news.card(work.session, file)
    hotline = say(N_("Until then your union helps you, or call the hotline 12351. The help is free."))
    if file is not None:
        return lines(
            say(
                N_("Your household has no case officer just now. One is being chosen; we will tell you here who it is.")
            ),
            hotline,
        )
    return lines(
        say(N_("Once your household has a hardship file, it gets a case officer, and you read here who it is.")),
        hotline,
    )
