"""Lists of households on file: an officer's own, and for leaders all that they cover, narrowed down."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, or_, select

from domain.households.buttons import Shown
from domain.households.classes import HouseholdClass
from domain.platform.access import Action, allowed, offices_for
from domain.platform.access import require as require_access
from domain.platform.buttons import LARGEST_ID
from domain.platform.text import N_, Arg, Refusal, Sayable, lines, named
from domain.policy import Policy
from domain.policy.frame.lists import together
from domain.tasks.checklist import TaskState
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile, HouseholdMember, OnList
from models.officers import Appointment
from models.people import Person
from models.units import Unit
from services.households.on_lists import classes_by_file, of_class
from services.households.visits import due_on
from services.platform import consent
from services.platform.work import Work

__all__ = ["Choice", "FilterGone", "HouseholdLine", "Page", "choices", "listed"]


class FilterGone(Refusal):
    """The unit or the officer behind a button is gone."""

    text = N_("That list no longer exists. /households shows what there is now.")


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A household in a list; `officer` is None while it has none, `due_on` the day by which to visit it, `tasks` how
    many seasons still want something done there. Unless it `agrees` nothing is: its consent is withdrawn."""

    household_id: int
    number: str
    name: Arg
    household_class: HouseholdClass
    unit: str
    officer: str | None
    due_on: date
    tasks: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, how many households there are on all pages, and how many of all have no officer."""

    lines: Sequence[HouseholdLine]
    total: int
    unowned: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow a list down: the value of the button, what it is called, and how many households it has."""

    value: str
    label: Sayable
    households: int


def listed(work: Work, shown: Shown, value: str = "", *, page: int, size: int) -> Page:
    """Return a page (from 0) of the households of a list, those to be visited first on top.

    Raises NotForYou when somebody who does not lead asks for more than their own, FilterGone.
    """
    where = listed_where(work, shown, value)
    columns = (col(HouseholdFile.id), col(HouseholdFile.last_visit_on), col(HouseholdFile.opened_at))
    query = select(*columns).join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
    rows = work.session.exec(query.where(*where)).all()
    dates = {row[0]: due_on(work.house, row[1], row[2]) for row in rows}
    first = sorted(dates, key=lambda one: (dates[one], one))[page * size : (page + 1) * size]
    found = {one.household_id: one for one in _lines(work, first, dates)}
    return Page([found[one] for one in first], len(rows), _unowned(work))


def listed_where(work: Work, shown: Shown, value: str = "") -> list[Any]:
    """Return the conditions for all households of a list; raises as `listed` does."""
    return [*open_to(work, shown), *_narrowed(work.session, shown, value)]


def open_to(work: Work, shown: Shown) -> list[Any]:
    """Return the conditions for what somebody may see at all; their own household is left to colleagues."""
    always = not_own(work)
    require_access(work.actor, Action.SEE_HOUSEHOLD if shown is Shown.OWN else Action.MANAGE_HOUSEHOLDS)
    if shown is Shown.OWN:
        return [*always, HouseholdFile.case_officer_id == work.actor.person_id]
    paths = [office.path for office in offices_for(work.actor, Action.MANAGE_HOUSEHOLDS)]
    return [*always, or_(*(col(Unit.path).startswith(path) for path in paths))]


def not_own(work: Work) -> list[Any]:
    """Return the conditions for open files of others than whoever acts."""
    mine = work.session.get_one(Person, work.actor.person_id).resident_id_print
    own = select(HouseholdMember.household_id).where(
        HouseholdMember.resident_id_print == mine, col(HouseholdMember.household_id).is_not(None)
    )
    return [
        col(HouseholdFile.closed_at).is_(None),
        HouseholdFile.head_id != work.actor.person_id,
        col(HouseholdFile.id).not_in(own),
    ]


def _narrowed(session: Session, shown: Shown, value: str) -> list[Any]:
    match shown:
        case Shown.UNOWNED:
            return [col(HouseholdFile.case_officer_id).is_(None)]
        case Shown.OF_CLASS:
            return [of_class(value)]
        case Shown.OF_UNIT:
            unit = session.get(Unit, _number(value))
            return [col(Unit.path).startswith(unit.path)] if unit else _gone()
        case Shown.OF_OFFICER:
            held = session.get(Appointment, _number(value))
            return [HouseholdFile.case_officer_id == held.person_id] if held and not held.ended_at else _gone()
    return []


def _number(value: str) -> int:
    number = int(value) if value.isascii() and value.isdigit() else 0
    return number if number <= LARGEST_ID else 0


def _gone() -> list[Any]:
    raise FilterGone


def _unowned(work: Work) -> int:
    """Count the households without officer, for who leads; others are not told."""
    if not allowed(work.actor, Action.MANAGE_HOUSEHOLDS):
        return 0
    agreed = consent.holds_for(col(HouseholdFile.head_id))  # of the others nothing is begun
    where = [*open_to(work, Shown.UNOWNED), *_narrowed(work.session, Shown.UNOWNED, ""), agreed]
    query = select(func.count()).select_from(HouseholdFile).join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
    return work.session.exec(query.where(*where)).one()


def _lines(work: Work, ids: Sequence[int], dates: dict[int, date]) -> list[HouseholdLine]:
    session, policy = work.session, work.house.policies.current
    columns = (
        col(HouseholdFile.id),
        col(HouseholdFile.number),
        col(HouseholdFile.household_class),
        col(HouseholdFile.case_officer_id),
        col(HouseholdFile.head_id),
        col(Unit.name),
        col(Unit.name_zh_hant),
        col(Unit.name_en),
    )
    query = select_columns(*columns).join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
    rows = session.execute(query.where(col(HouseholdFile.id).in_(ids))).all()
    people = session.exec(select(Person).where(col(Person.id).in_({one for row in rows for one in (row[3], row[4])})))
    known = {one.id: one for one in people}
    here = (col(HouseholdFile.id).in_(ids), consent.holds_for(col(HouseholdFile.head_id)))
    agreed = set(session.exec(select(HouseholdFile.id).where(*here)))
    tasks, on_lists = _open_tasks(session, ids), classes_by_file(session, ids, policy)
    return [
        HouseholdLine(
            id_,
            number,
            consent.name_of(known[head]),
            policy.household_class(together(class_, on_lists.get(id_, {}))),
            named(unit, {"zh_Hant": hant, "en": english}),
            (known[officer].name or "") if officer in known else None,
            dates[id_],
            tasks.get(id_, 0),
            id_ in agreed,
        )
        for id_, number, class_, officer, head, unit, hant, english in rows
    ]


def _open_tasks(session: Session, ids: Sequence[int]) -> dict[int, int]:
    query = (
        select(CampaignTask.household_id, func.count())
        .join(Campaign, col(Campaign.id) == col(CampaignTask.campaign_id))
        .where(col(CampaignTask.household_id).in_(ids), CampaignTask.state != TaskState.DONE.value)
        .where(col(Campaign.closed_at).is_(None))
    )
    return dict(session.exec(query.group_by(col(CampaignTask.household_id))).all())


# Ways to narrow a list down ------------------------------------------------------------------------------------------


def choices(work: Work, shown: Shown) -> list[Choice]:
    """Return the units, classes or officers that a leader can choose, with how many households each has."""
    require_access(work.actor, Action.MANAGE_HOUSEHOLDS)
    where = open_to(work, Shown.ALL)
    match shown:
        case Shown.OF_UNIT:
            return _units(work.session, where)
        case Shown.OF_CLASS:
            return _classes(work, where)
        case Shown.OF_OFFICER:
            return _officers(work.session, where)
    raise FilterGone


def _counted(session: Session, column: Any, where: Iterable[Any]) -> dict[Any, int]:
    query = select(column, func.count()).select_from(HouseholdFile)
    joined = query.join(Unit, col(Unit.id) == col(HouseholdFile.unit_id)).where(*where)
    return dict(session.exec(joined.group_by(column)).all())


def _units(session: Session, where: Iterable[Any]) -> list[Choice]:
    """Return every unit that has households at itself or below, from the top of the network down."""
    counted = _counted(session, Unit.path, where)
    paths = {"/".join(parts[:n]) + "/" for path in counted for parts in [path.split("/")] for n in range(2, len(parts))}
    units = session.exec(select(Unit).where(col(Unit.path).in_(paths)).order_by(col(Unit.path))).all()
    return [
        Choice(str(one.id), lines(one.named), sum(many for path, many in counted.items() if path.startswith(one.path)))
        for one in units
    ]


def _classes(work: Work, where: Iterable[Any]) -> list[Choice]:
    """Return the classes that households are in, in the order of the policy, then those of earlier ones; those of lists
    behind the first with the name of their list."""
    counted, policy = _counted(work.session, HouseholdFile.household_class, where), work.house.policies.current
    counted.pop("", None)  # they stand on other lists only
    order = dict.fromkeys((*(one.value for one in policy.classes if one.value in counted), *sorted(counted)))
    first = [Choice(one, policy.household_class(one).heading, counted[one]) for one in order]
    return [*first, *_classes_of_lists(work.session, policy, where)]


def _classes_of_lists(session: Session, policy: Policy, where: Iterable[Any]) -> Iterator[Choice]:
    if len(policy.lists) == 1:
        return
    query = select(OnList.list, OnList.household_class, func.count()).join(
        HouseholdFile, col(HouseholdFile.id) == col(OnList.household_id)
    )
    joined = query.join(Unit, col(Unit.id) == col(HouseholdFile.unit_id)).where(col(OnList.left_at).is_(None), *where)
    rows = session.exec(joined.group_by(col(OnList.list), col(OnList.household_class))).all()
    counted = {(name, found): many for name, found, many in rows}
    for each in policy.lists[1:]:
        for one in each.in_order:
            if many := counted.get((each.key, one.value)):
                yield Choice(one.value, policy.household_class(together("", {each.key: one.value})).heading, many)


def _officers(session: Session, where: Iterable[Any]) -> list[Choice]:
    counted = _counted(session, HouseholdFile.case_officer_id, where)
    query = (
        select(func.min(Appointment.id), Person)
        .join(Person, col(Person.id) == col(Appointment.person_id))
        .where(col(Person.id).in_([one for one in counted if one is not None]), col(Appointment.ended_at).is_(None))
        .group_by(col(Person.id))
    )
    rows = session.exec(query.order_by(func.min(Appointment.id))).all()
    return [Choice(str(held), lines(person.name or ""), counted[person.id]) for held, person in rows]
