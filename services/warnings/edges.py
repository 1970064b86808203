"""Households near the line that have no file: their own short record, until they have one or are no longer near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, or_, select

from domain.platform.access import Action, NotForYou, Subject, offices_for, require
from domain.platform.text import N_, Money
from domain.policy.frame.warnings import Sign
from domain.procedure.events import NearTheLine
from domain.warnings.words import Warned
from models.households import HouseholdFile
from models.people import Person
from models.units import Unit
from models.warnings.early import EarlyWarning
from models.warnings.edges import EdgeHousehold
from services.households import file_of_person
from services.platform import audit, consent
from services.platform.work import Work
from services.warnings.signing import sign
from services.warnings.telling import seen

MOST = 400  # of one union; those found last


@dataclass(frozen=True, slots=True)
class Edge:
    """A household near the line as its officers see it; `above` is per cent, the sums are per head and month."""

    edge_id: int
    name: str
    unit: str
    since: date
    found_on: date
    above: int
    net: Money
    line: Money
    phone: str = ""
    warnings: tuple[Warned, ...] = ()


def near_the_line(work: Work, event: NearTheLine) -> None:
    """Somebody without a file is in no class: near the line they get a short record, above it they lose the one that
    they had."""
    row = _of(work, event.person_id)
    if not event.is_near:
        _end(work, row)
        return
    person = work.session.get_one(Person, event.person_id)
    if person.unit_id is None or not consent.agrees(person):
        return
    if row is None:
        row = EdgeHousehold(person_id=event.person_id, unit_id=person.unit_id, since=work.now, found_on=work.today,
                            sums={})  # fmt: skip
        work.session.add(row)
    row.unit_id, row.found_on, row.ended_on = person.unit_id, work.today, None
    row.sums = {"net": event.net, "line": event.line}
    sign(work, event.person_id, Sign.EDGE, f"year:{work.today.year}")


def _of(work: Work, person_id: int) -> EdgeHousehold | None:
    return work.session.exec(select(EdgeHousehold).where(EdgeHousehold.person_id == person_id)).first()


def _end(work: Work, row: EdgeHousehold | None) -> None:
    if row is not None and row.ended_on is None:
        row.ended_on = work.today


def edges(work: Work) -> list[Edge]:
    """Return the households near the line of the units of whoever acts, those found last first."""
    paths = [one.path for one in offices_for(work.actor, Action.ANSWER_WARNING)]
    if not paths:
        return []
    below = or_(*(col(Unit.path).startswith(path) for path in paths))
    query = select(EdgeHousehold, Unit, Person).join(Unit, col(Unit.id) == col(EdgeHousehold.unit_id))
    query = query.join(Person, col(Person.id) == col(EdgeHousehold.person_id))
    on_file = select(HouseholdFile.id).where(
        HouseholdFile.head_id == EdgeHousehold.person_id, col(HouseholdFile.closed_at).is_(None)
    )
    there = (
        ~on_file.exists(),
        below,
        col(EdgeHousehold.ended_on).is_(None),
        consent.holds(),
        col(Person.id) != work.person_id,
    )
    rows = work.session.exec(query.where(*there).order_by(col(EdgeHousehold.found_on).desc()).limit(MOST))
    return [_edge(work, row, unit, person) for row, unit, person in rows]


def edge(work: Work, edge_id: int) -> Edge:
    """Return one of them, with the phone number and what warned of it; the look is recorded. Raises NotForYou,
    ConsentWithdrawn."""
    row = work.session.get(EdgeHousehold, edge_id)
    if row is None or row.ended_on is not None or row.person_id == work.person_id:
        raise NotForYou
    if file_of_person(work.session, row.person_id) is not None:
        raise NotForYou
    unit, person = work.session.get_one(Unit, row.unit_id), work.session.get_one(Person, row.person_id)
    require(work.actor, Action.ANSWER_WARNING, Subject(unit_path=unit.path))
    consent.check(work.session, person.id, str(edge_id))
    audit.note(work, work.person_id, N_("looked at a household near the line"), f"person:{person.id}")
    theirs = select(EarlyWarning).where(EarlyWarning.person_id == person.id).order_by(col(EarlyWarning.id).desc())
    warned = tuple(seen(work, one) for one in work.session.exec(theirs.limit(5)))
    return _edge(work, row, unit, person, phone=person.phone or "", warned=warned)


def _edge(
    work: Work, row: EdgeHousehold, unit: Unit, person: Person, *, phone: str = "", warned: Sequence[Warned] = ()
) -> Edge:
    net, line = int(row.sums["net"]), int(row.sums["line"])
    above = -(-(net - line) * 100 // line)
    since = row.since.astimezone(work.house.zone).date()
    return Edge(
        row.id, person.name or "", unit.named, since, row.found_on, above, Money(net), Money(line), phone, tuple(warned)
    )
