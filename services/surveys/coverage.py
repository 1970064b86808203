"""How far a survey has come, unit by unit, and who said yes to what: for the officers over them, and nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_
from sqlalchemy import select as select_rows
from sqlmodel import col, func, select

from domain.platform.access import Action, NotForYou, Subject, offices_for
from domain.platform.text import N_, Arg, Local
from domain.surveys.refusals import NeverAsked
from models.people import Person
from models.surveys.rounds import SurveyReply, SurveyRound
from models.units import Unit
from services.platform import audit, consent
from services.platform.work import Work
from services.surveys.record import newest, rules_of

__all__ = ["Coverage", "Yes", "coverage"]


@dataclass(frozen=True, slots=True)
class Yes:
    """Somebody who said yes, to which questions, and how they are reached."""

    name: Arg
    phone: str
    to: Sequence[Local]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A survey at a unit: how many are registered there and below, how many have answered, the same by unit below, how
    many said yes to each question at the unit itself, and who they are."""

    year: int
    until: date
    is_over: bool
    unit: Arg
    unit_id: int
    above_id: int
    registered: int
    answered: int
    units: Sequence[tuple[int, Arg, int, int]]
    counts: Sequence[tuple[Local, int]]
    yes: Sequence[Yes]


def coverage(work: Work, unit_id: int) -> Coverage:
    """Return the newest survey at a unit, 0: the highest that whoever acts covers. Raises NotForYou, NeverAsked."""
    one, unit = newest(work.session), _unit(work, unit_id)
    if one is None:
        raise NeverAsked
    counts = _counts(work, one, unit)
    below = work.session.exec(select(Unit).where(Unit.parent_id == unit.id).order_by(col(Unit.id))).all()
    units = [(each.id, each.named, *_sum(counts, each.path)) for each in below]
    registered, answered = _sum(counts, unit.path)
    above = work.session.get(Unit, unit.parent_id) if unit.parent_id else None
    yes = _yes(work, one, unit)
    audit.note(work, work.person_id, N_("looked at the answers to a survey"), f"unit:{unit.id}")
    return Coverage(
        one.year, one.until, one.closed_at is not None, unit.named, unit.id,
        above.id if above is not None and _covers(work, above) else 0, registered, answered,
        [each for each in units if each[2]], _by_question(work, one, yes), yes,
    )  # fmt: skip


def _unit(work: Work, unit_id: int) -> Unit:
    if unit_id:
        unit = work.session.get(Unit, unit_id)
        if unit is None or not _covers(work, unit):
            raise NotForYou
        return unit
    offices = offices_for(work.actor, Action.ANSWER_WARNING)
    if not offices:
        raise NotForYou
    return work.session.get_one(Unit, min(offices, key=lambda office: (len(office.path), office.unit_id)).unit_id)


def _covers(work: Work, unit: Unit) -> bool:
    return bool(offices_for(work.actor, Action.ANSWER_WARNING, Subject(unit_path=unit.path)))


def _counts(work: Work, one: SurveyRound, unit: Unit) -> list[tuple[str, int, int]]:
    done = and_(
        col(SurveyReply.person_id) == col(Person.id), col(SurveyReply.round_id) == one.id,
        col(SurveyReply.done_at).is_not(None),
    )  # fmt: skip
    query = (
        select_rows(col(Unit.path), func.count(), func.count(col(SurveyReply.id)))
        .join(Person, col(Person.unit_id) == col(Unit.id))
        .outerjoin(SurveyReply, done)
        .where(col(Unit.path).startswith(unit.path), consent.may_hear())
    )
    return [(path, asked, answered) for path, asked, answered in work.session.execute(query.group_by(Unit.path))]


def _sum(counts: Sequence[tuple[str, int, int]], path: str) -> tuple[int, int]:
    below = [(registered, answered) for at, registered, answered in counts if at.startswith(path)]
    return sum(registered for registered, _ in below), sum(answered for _, answered in below)


def _yes(work: Work, one: SurveyRound, unit: Unit) -> list[Yes]:
    """Return who of this very unit said yes; who has withdrawn the consent, and the reader, are left out."""
    query: Any = (
        select(SurveyReply, Person)
        .join(Person, col(Person.id) == col(SurveyReply.person_id))
        .where(SurveyReply.round_id == one.id, Person.unit_id == unit.id, Person.id != work.person_id)
        .where(consent.may_hear())
    )
    texts = {each.key: each.text for each in rules_of(work, one).questions}
    said = ((person, reply.answers) for reply, person in work.session.exec(query.order_by(col(Person.id))))
    return [
        Yes(person.name or "", person.phone or "", [text for key, text in texts.items() if answers.get(key)])
        for person, answers in said
        if any(answers.values())
    ]


def _by_question(work: Work, one: SurveyRound, yes: Sequence[Yes]) -> list[tuple[Local, int]]:
    return [(each.text, sum(each.text in person.to for person in yes)) for each in rules_of(work, one).questions]
