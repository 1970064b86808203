"""Visits to households on file: logged by their case officer, due every so many months, reminded of once a week."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, or_, select

from domain.households.buttons import HouseholdsPage, OpenHousehold, Shown
from domain.households.events import Visited
from domain.households.visits import LONGEST_AGO_DAYS, Findings, add_months
from domain.platform.access import LEADERS, Action
from domain.platform.messages import Message, key
from domain.platform.text import N_, Joined, Nn_, Refusal, lines, paragraphs, say, say_many
from domain.policy.frame.warnings import Sign
from domain.units.steps import Level
from models.households import HomeVisit, HouseholdFile
from models.people import Person
from models.units import Unit
from services.households.record import head_of, keep_files, opened_to, people_of, subject, unit_of
from services.platform import audit, consent, outbox
from services.platform.house import House
from services.platform.work import Work
from services.units import Holder, covering

__all__ = ["Due", "due", "due_on", "leaders_near", "log", "remind_due", "visits_of", "warn_leaders"]

MOST_NAMED = 10
OVERDUE_MONTHS = 1


class VisitDayWrong(Refusal):
    """A visit is logged when it has been made, within a year."""

    text = N_("Please give the day of the visit: today or earlier, but not before {earliest}.")


@dataclass(frozen=True)
class Due:
    """A household and the day by which it is to be visited."""

    household_id: int
    number: str
    head_id: int
    unit_id: int
    officer_id: int | None
    due_on: date


# Logging a visit -----------------------------------------------------------------------------------------------------


def log(
    work: Work, household_id: int, *, visited_on: date, findings: str, note: str, files: Sequence[Mapping[str, Any]]
) -> int:
    """Log a visit with its photos (`FileRef.to_json()`) and return its id; the same one handed in twice counts once.

    `findings` is a Findings; better and worse are told to the leaders. Raises UnknownHousehold, NotForYou, OwnFile,
    VisitDayWrong.
    """
    file = opened_to(work, Action.WORK_HOUSEHOLD, household_id)
    _check_day(work.house, visited_on, work.now)
    visit = HomeVisit(
        household_id=household_id,
        officer_id=work.actor.person_id,
        visited_on=visited_on,
        findings=Findings(findings).value,
        note=" ".join(note.split()) or None,
        recorded_at=work.now,
    )
    visit = _same(work.session, visit) or _keep(work, file, visit)
    keep_files(work, file, f"visit:{visit.id}", files, by=work.actor.person_id)
    return visit.id


def _check_day(house: House, visited_on: date, now: datetime) -> None:
    today = now.astimezone(house.zone).date()
    earliest = today - timedelta(days=LONGEST_AGO_DAYS)
    if not earliest <= visited_on <= today:
        raise VisitDayWrong(earliest=earliest)


def _same(session: Session, visit: HomeVisit) -> HomeVisit | None:
    """Return the visit that was logged with the very same words, if there is one."""
    query = select(HomeVisit).where(
        HomeVisit.household_id == visit.household_id,
        HomeVisit.officer_id == visit.officer_id,
        HomeVisit.visited_on == visit.visited_on,
        HomeVisit.findings == visit.findings,
    )
    return next((one for one in session.exec(query) if one.note == visit.note), None)


def _keep(work: Work, file: HouseholdFile, visit: HomeVisit) -> HomeVisit:
    work.session.add(visit)
    if file.last_visit_on is None or file.last_visit_on < visit.visited_on:
        file.last_visit_on = visit.visited_on
    work.session.flush()
    audit.note(work, visit.officer_id, N_("logged a visit to the household"), subject(file))
    work.happened(Visited(file.id, visit.id))
    if Findings(visit.findings).is_warning:
        _warn_of_change(work, file, Findings(visit.findings), by=visit.officer_id)
    return visit


def visits_of(session: Session, file: HouseholdFile) -> list[HomeVisit]:
    """Return the visits to a household, the latest first; nothing is checked here."""
    query = select(HomeVisit).where(HomeVisit.household_id == file.id)
    return list(session.exec(query.order_by(col(HomeVisit.visited_on).desc(), col(HomeVisit.id).desc())))


# Early warning -------------------------------------------------------------------------------------------------------


def warn_leaders(work: Work, file: HouseholdFile, found: str, message: Message, *, by: int) -> None:
    """Tell the leaders of the station what somebody found at a household, except those who live there.

    `found` is a Findings or, for an answer of a checklist that is none, whatever tells it from the others: each leader
    hears of it once a day.
    """
    left_out = people_of(work.session, file) | {by}
    for leader in leaders_near(work.session, unit_of(work.session, file), leaving_out=left_out):
        once = f"warning:{file.id}:{found}:{work.today}:{leader.person_id}"
        outbox.put(work, leader.person_id, message, key=once)


def _warn_of_change(work: Work, file: HouseholdFile, findings: Findings, *, by: int) -> None:
    """Tell the leaders that a household is better or worse off."""
    sources = {
        Findings.WORSE: N_(
            "Early warning: household {number} ({name}, {unit}) is worse off. Please see what can help."
        ),
        Findings.BETTER: N_(
            "Household {number} ({name}, {unit}) is better off and may no longer be in hardship. Please look at "
            "its file."
        ),
    }
    unit, head = unit_of(work.session, file), head_of(work.session, file)
    text = say(sources[findings], number=file.number, name=head.name or "", unit=unit.named)
    keys = ((key(say(N_("Open the household")), OpenHousehold(file.id)),),)
    warn_leaders(work, file, findings.value, Message(text, keys), by=by)


def leaders_near(session: Session, unit: Unit, *, leaving_out: Iterable[int] = ()) -> list[Holder]:
    """Return the leaders of the unit's station, or of the next level up that has any; each once."""
    left_out = set(leaving_out)
    high = [one for one in covering(session, unit, LEADERS) if Level(one.level).rank >= Level.STATION.rank]
    able = [one for one in high if one.person_id not in left_out]
    return list({one.person_id: one for one in able if one.level == able[0].level}.values())


# What is due ---------------------------------------------------------------------------------------------------------


def due_on(house: House, last_visit_on: date | None, opened_at: datetime) -> date:
    """Return by which day a household is visited again: so many months after the last visit, or since it has a file."""
    since = last_visit_on or opened_at.astimezone(house.zone).date()
    return add_months(since, house.policies.current.visits.every_months)


def due(work: Work, officer_id: int, until: date) -> list[Due]:
    """Return an officer's households that are to be visited by a day, the longest due first."""
    return [one for one in _all_due(work, until) if one.officer_id == officer_id]


def _all_due(work: Work, until: date) -> list[Due]:
    """Return every household to be visited by a day, the longest due first, without reading whole files."""
    months = work.house.policies.current.visits.every_months
    around = add_months(until, -months) + timedelta(days=3)  # a little more, since months differ in length
    opened_before = datetime.combine(around + timedelta(days=1), datetime.min.time(), work.house.zone)
    long_ago = or_(
        col(HouseholdFile.last_visit_on) <= around,
        col(HouseholdFile.last_visit_on).is_(None) & (col(HouseholdFile.opened_at) <= opened_before),
    )
    columns = (
        col(HouseholdFile.id),
        col(HouseholdFile.number),
        col(HouseholdFile.head_id),
        col(HouseholdFile.unit_id),
        col(HouseholdFile.case_officer_id),
        col(HouseholdFile.last_visit_on),
        col(HouseholdFile.opened_at),
    )
    agreed = consent.holds_for(col(HouseholdFile.head_id))
    query = select_columns(*columns).where(long_ago, col(HouseholdFile.closed_at).is_(None), agreed)
    rows = work.session.execute(query).all()
    found = [
        Due(id_, number, head, unit, officer, due_on(work.house, last, opened))
        for id_, number, head, unit, officer, last, opened in rows
    ]
    return sorted((one for one in found if one.due_on <= until), key=lambda one: (one.due_on, one.household_id))


def remind_due(work: Work) -> None:
    """Tell each officer once a week which households are to be visited this week, and the leaders of a station which
    are a month late."""
    today = work.today
    monday = today - timedelta(days=today.weekday())
    theirs: dict[int, list[Due]] = {}
    for one in _all_due(work, monday + timedelta(days=6)):
        if one.officer_id is not None:
            theirs.setdefault(one.officer_id, []).append(one)
    for officer_id, some in theirs.items():
        once = f"visits-due:{officer_id}:{monday}"
        outbox.put(work, officer_id, _due_message(work.session, some), priority=outbox.REMINDER, key=once)
    if work.house.policies.current.warning(Sign.NO_VISIT) is None:  # else each is an early warning
        _tell_of_overdue(work, today)


def _due_message(session: Session, some: Sequence[Due]) -> Message:
    source = Nn_("{count} household is to be visited this week:", "{count} households are to be visited this week:")
    keys = ((key(say(N_("My households")), HouseholdsPage(Shown.OWN, "", 0)),),)
    return Message(paragraphs(say_many(*source, len(some)), _named(session, some)), keys)


def _named(session: Session, some: Sequence[Due]) -> Joined:
    shown = some[:MOST_NAMED]
    people = session.exec(select(Person).where(col(Person.id).in_([one.head_id for one in shown])))
    names = {one.id: consent.name_of(one) for one in people}
    told = (
        say(N_("{number} · {name} · by {day}"), number=one.number, name=names[one.head_id], day=one.due_on)
        for one in shown
    )
    more = len(some) - MOST_NAMED
    rest = say_many(*Nn_("and {count} more: /households", "and {count} more: /households"), more) if more > 0 else None
    return lines(*told, rest)


def _tell_of_overdue(work: Work, today: date) -> None:
    """Name households a month late to the leaders of their station, once for each day on which they were due."""
    late: dict[tuple[int, date], list[Due]] = {}
    over: dict[int, list[Holder]] = {}
    for one in _all_due(work, add_months(today, -OVERDUE_MONTHS)):
        if one.unit_id not in over:
            over[one.unit_id] = leaders_near(work.session, work.session.get_one(Unit, one.unit_id))
        for leader in over[one.unit_id]:
            if leader.person_id != one.head_id:
                late.setdefault((leader.person_id, one.due_on), []).append(one)
    for (leader_id, day), some in late.items():
        source = Nn_(
            "Early warning: {count} household is more than a month overdue for a visit:",
            "Early warning: {count} households are more than a month overdue for a visit:",
        )
        text = paragraphs(say_many(*source, len(some)), _named(work.session, some))
        keys = ((key(say(N_("Open households")), HouseholdsPage(Shown.ALL, "", 0)),),)
        once = f"visits-overdue:{leader_id}:{day}"
        outbox.put(work, leader_id, Message(text, keys), priority=outbox.REMINDER, key=once)
