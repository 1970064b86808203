"""Case officers: every household on file has one, whom the worker knows by name (帮扶联系人)."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, func, or_, select

from domain.households.history import Kind
from domain.platform.access import LEADERS, Action, offices_for
from domain.platform.access import require as require_access
from domain.platform.text import N_, Refusal
from domain.procedure.events import FileOpened
from models.households import HouseholdFile
from models.officers import Appointment
from models.people import Person
from models.units import Unit
from services.care import news as officer_news
from services.care.news import Move
from services.care.suggestions import Holder, Pool, Suggestion, holder_of, people_by_file, suggest
from services.households import Why, changing, lock, opened_to, people_of, subject, unit_of
from services.platform import audit, consent
from services.platform.work import Work

__all__ = [
    "Holder", "Suggestion", "assign", "assign_all", "assign_by_rule", "assign_to", "check_may_take", "count", "give",
    "hand_over", "holder_of", "officer_of", "own", "suggest", "suggestions_for", "take_unowned", "unowned_below",
]  # fmt: skip


class OfficerElsewhere(Refusal):
    """A case officer covers the unit of the household."""

    text = N_("{name} is not appointed for {unit} or above. Please choose one of the officers suggested: /households")


class OfficerOfHousehold(Refusal):
    """Nobody is the case officer of their own household."""

    text = N_("This is {name}'s own household. Please choose a colleague.")


class LeaderHasEnough(Refusal):
    """Leaders look after one or two households, beside their other work."""

    text = N_("{name} leads a station or the centre and has {count} households already. Please choose another officer.")


class SameOfficer(Refusal):
    """There is nothing to change."""

    text = N_("{name} is the case officer of this household already. Nothing was changed.")


class OfficerGone(Refusal):
    """The appointment behind a button has ended."""

    text = N_("This officer's appointment has ended. Please choose another one: /households")


# Who could take a household ------------------------------------------------------------------------------------------


def suggestions_for(work: Work, household_id: int) -> list[Suggestion]:
    """Return who else could take a household, for whom may assign it; raises as `opened_to` does."""
    file = opened_to(work, Action.MANAGE_HOUSEHOLDS, household_id)
    there = {file.case_officer_id} if file.case_officer_id is not None else set()
    return suggest(work, unit_of(work.session, file), leaving_out=people_of(work.session, file) | there, most=8)


def check_may_take(work: Work, file: HouseholdFile, officer_id: int) -> Holder:
    """Return the office under which somebody may take a household.

    Raises OfficerGone, SameOfficer, OfficerOfHousehold, OfficerElsewhere, LeaderHasEnough.
    """
    officer = work.session.exec(
        select(Person).where(Person.id == officer_id).with_for_update()
    ).first()  # loads hold still
    if officer is None:
        raise OfficerGone
    name, unit = officer.name or "", unit_of(work.session, file)
    if file.case_officer_id == officer_id:
        raise SameOfficer(name=name)
    if officer_id in people_of(work.session, file):
        raise OfficerOfHousehold(name=name)
    held = holder_of(work.session, unit, officer_id)
    if held is None:
        raise OfficerElsewhere(name=name, unit=unit.named)
    has = count(work.session, officer_id)
    if held.role in LEADERS and has >= work.house.policies.current.visits.leaders_take:
        raise LeaderHasEnough(name=name, count=str(has))
    return held


# What an officer has -------------------------------------------------------------------------------------------------


def own(session: Session, officer_id: int) -> list[HouseholdFile]:
    """Return the open files of an officer's households, the oldest first."""
    theirs = select(HouseholdFile).where(HouseholdFile.case_officer_id == officer_id)
    return list(session.exec(theirs.where(col(HouseholdFile.closed_at).is_(None)).order_by(col(HouseholdFile.id))))


def count(session: Session, officer_id: int) -> int:
    """Return how many households an officer has."""
    theirs = select(func.count()).where(HouseholdFile.case_officer_id == officer_id)
    return session.exec(theirs.where(col(HouseholdFile.closed_at).is_(None))).one()


def officer_of(session: Session, file: HouseholdFile) -> Person | None:
    """Return the case officer of a household, None while it has none."""
    return session.get(Person, file.case_officer_id) if file.case_officer_id is not None else None


# Giving households away ----------------------------------------------------------------------------------------------


def assign_to(work: Work, household_id: int, appointment_id: int) -> None:
    """Give a household to the officer of an appointment; raises OfficerGone and as `assign` does."""
    held = work.session.get(Appointment, appointment_id)
    if held is None or held.ended_at is not None:
        raise OfficerGone
    assign(work, household_id, held.person_id)


def assign(work: Work, household_id: int, officer_id: int) -> None:
    """Give a household to an officer; both officers and the worker are told.

    Raises UnknownHousehold, NotForYou, OwnFile and what `check_may_take` does.
    """
    file = opened_to(work, Action.MANAGE_HOUSEHOLDS, household_id)
    check_may_take(work, file, officer_id)
    officer_news.tell(work, [give(work, file, officer_id, by=work.actor.person_id)])


def give(work: Work, file: HouseholdFile, officer_id: int | None, *, by: int | None) -> Move:
    """Write down the new officer (None: nobody) and return what `officer_news.tell` has to tell; nothing is checked."""
    moved = Move(file, file.case_officer_id, officer_id)
    with changing(work, file, Why(Kind.OFFICER, by), lists=False):
        file.case_officer_id, file.officer_since = officer_id, work.now if officer_id is not None else None
    action = (
        N_("gave the household a case officer")
        if officer_id is not None
        else N_("left the household without a case officer")
    )
    audit.note(work, by, action, subject(file))
    return moved


def take_over(work: Work, file: HouseholdFile, officer_id: int) -> None:
    """Let a household keep the officer whom its other file had, where they may have it; all are told."""
    if holder_of(work.session, unit_of(work.session, file), officer_id) is None:
        return
    if officer_id not in people_of(work.session, file):
        officer_news.tell(work, [give(work, file, officer_id, by=work.person_id)])


def assign_by_rule(work: Work, opened: FileOpened) -> None:
    """Give a file that was just opened to the nearest, least burdened case officer; without any it stays without."""
    file = work.session.get_one(HouseholdFile, opened.household_id)
    found = suggest(work, unit_of(work.session, file), leaving_out=people_of(work.session, file), most=1)
    if found and not found[0].is_leader:
        officer_news.tell(work, [give(work, file, found[0].holder.person_id, by=None)])


def assign_all(work: Work) -> tuple[int, int]:
    """Give every household without an officer that this leader covers to whom is suggested, so that loads balance.

    Returns how many got one and how many still have none. Raises NotForYou.
    """
    require_access(work.actor, Action.MANAGE_HOUSEHOLDS)
    paths = [office.path for office in offices_for(work.actor, Action.MANAGE_HOUSEHOLDS)]
    unowned = unowned_below(work.session, paths)
    people = people_by_file(work.session, unowned)
    files = [file for file in unowned if work.actor.person_id not in people[file.id]]
    moves = _distribute(work, files, by=work.actor.person_id)
    return len(moves), len(files) - len(moves)


def take_unowned(work: Work, unit_path: str) -> int:
    """Give the households without an officer below a unit to case officers (one was just appointed); return how many
    got one."""
    return len(_distribute(work, unowned_below(work.session, [unit_path]), by=None, leaders=False))


def unowned_below(session: Session, paths: Iterable[str]) -> list[HouseholdFile]:
    """Return the open files without an officer below these units, locked, the oldest first."""
    below = or_(*(col(Unit.path).startswith(path) for path in paths))
    query = (
        select(HouseholdFile)
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .where(col(HouseholdFile.case_officer_id).is_(None), col(HouseholdFile.closed_at).is_(None), below)
        .where(consent.holds_for(col(HouseholdFile.head_id)))
        .order_by(col(HouseholdFile.id))
    )
    locked = query.with_for_update(of=HouseholdFile).execution_options(populate_existing=True)
    return list(session.exec(locked))


def _distribute(work: Work, files: Sequence[HouseholdFile], *, by: int | None, leaders: bool = True) -> list[Move]:
    """Give each file to its first suggestion, if it has any, and tell everybody once."""
    pool, moves, people = Pool(work.session, work.house), [], people_by_file(work.session, files)
    for file in files:
        found = pool.suggestions(unit_of(work.session, file), people[file.id])
        if found and (leaders or not found[0].is_leader):
            moves.append(give(work, file, found[0].holder.person_id, by=by))
            pool.moved(None, file.case_officer_id)
    officer_news.tell(work, moves)
    return moves


def hand_over(work: Work, officer_id: int) -> int:
    """An appointment ended: give every household that the officer's other offices do not cover to the least burdened
    colleague, or to nobody while there is none; everybody is told once. Return how many were handed over."""
    pool, moves = Pool(work.session, work.house), []
    for one in own(work.session, officer_id):
        file = lock(work.session, one.id)
        unit = unit_of(work.session, file)
        if file.case_officer_id != officer_id or any(held.person_id == officer_id for held in pool.holders(unit)):
            continue
        found = pool.suggestions(unit, people_of(work.session, file) | {officer_id})
        moves.append(give(work, file, found[0].holder.person_id if found else None, by=None))
        pool.moved(officer_id, file.case_officer_id)
    officer_news.tell(work, moves)
    return len(moves)
