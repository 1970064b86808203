"""Whom a notice reaches: an audience as a condition over people, counted and gone through in steps.

What a query can decide is decided by the database. What needs the data of households, which is sealed, is decided
here, some hundred files at a time, so that nothing grows with the size of the union.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, case, func, literal, or_, select, true
from sqlmodel import Session, col

from domain.broadcasts.audience import Audience
from domain.campaigns.audience import audience_matches, matches
from domain.platform.predicates import Facts
from domain.policy.seasons import Season, Topic
from models.broadcasts import Mute
from models.households import HouseholdFile
from models.officers import Appointment
from models.people import Person
from models.procedure import AidCase
from models.surveys.rounds import SurveyReply
from models.units import Unit
from services.campaigns import running, season_of
from services.households import class_facts, household_in, of_class
from services.platform import consent
from services.platform.work import Work

__all__ = ["Counted", "Step", "count_readers", "next_readers"]

STEP = 1_000  # people a statement goes through, readers or not: so short that nobody waits long for it
FILES = 500  # households looked into at a time
NOT_REGISTERED, BLOCKED, MUTED, OTHER_LANGUAGE = "not_registered", "blocked", "muted", "other_language"
OFFICERS = "officers"

Fits = Callable[[Sequence[HouseholdFile]], set[int]]  # the heads of those that are meant


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people a notice is for, and how many of the audience do not get it, by reason."""

    readers: int
    excluded: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Step:
    """Some of the readers: those who meet the condition with what is `given` to it; nobody with an id above `until` is
    among them."""

    until: int
    readers: ColumnElement[bool]
    given: Mapping[str, Any] = field(default_factory=dict)


def count_readers(work: Work, audience: Audience, topic: str) -> Counted:
    """Count the readers of a notice on this topic, and the others by the first reason that holds."""
    why = _why_not(audience, topic)
    found: Counter[str] = Counter()
    if audience.needs_rules:
        fits = _rules(work, audience)
        after = 0
        while some := _some(work.session, after, _meant(audience), why):
            found.update(some[person_id] for person_id in _fitting(work.session, audience, list(some), fits))
            after = max(some)
    else:
        query = select(why, func.count()).where(_meant(audience)).group_by(why)
        found.update(dict(work.session.execute(query).all()))
    readers = found.pop("", 0)
    return Counted(readers, dict(sorted(found.items())))


def next_readers(work: Work, audience: Audience, topic: str, *, after: int) -> Step | None:
    """Return the readers that come next behind the person `after`; None when everybody has been gone through."""
    if audience.needs_rules:
        readers = _reached(audience, topic)
        some = _some(work.session, after, readers, literal(""))
        chosen = _fitting(work.session, audience, list(some), _rules(work, audience))
        return Step(max(some), and_(col(Person.id).in_(chosen), readers)) if some else None
    until = _end_of_step(work.session, after)
    return Step(until, _between(audience, topic), {"after": after, "until": until}) if until else None


# Built once: a step is shorter than the making of its statements.
NEXT = select(col(Person.id)).where(col(Person.id) > bindparam("after")).order_by(col(Person.id))
BEHIND = NEXT.limit(bindparam("most", type_=Integer)).subquery()
END_OF_STEP = select(func.max(BEHIND.c.id))


def _end_of_step(session: Session, after: int) -> int | None:
    """Return the id of the last person of a step: so many people, readers or not, so that no step takes long."""
    return session.connection().execute(END_OF_STEP, {"after": after, "most": STEP}).scalar()


def _some(session: Session, after: int, meant: ColumnElement[bool], why: ColumnElement[str]) -> dict[int, str]:
    query = select(col(Person.id), why).where(col(Person.id) > after, meant).order_by(col(Person.id)).limit(FILES)
    return dict(session.execute(query).all())


# The condition of an audience -----------------------------------------------------------------------------------------


def _meant(audience: Audience) -> ColumnElement[bool]:
    """Whom the audience means, whether they can be reached or not; without what only the rules can tell."""
    if audience.is_of_households or (audience.programme and not audience.applied):
        meant = _heads(audience)
    else:
        meant = _at_unit(func.coalesce(col(Person.unit_id), col(Person.pending_unit_id)), audience.unit_id)
    if audience.survey:
        meant = and_(meant, ~_has_answered(audience.survey))
    if not audience.programme:
        return meant
    applied = select(1).where(col(AidCase.applicant_id) == col(Person.id), col(AidCase.programme) == audience.programme)
    return and_(meant, applied.exists() if audience.applied else ~applied.exists())


def _has_answered(survey_id: int) -> ColumnElement[bool]:
    done = select(1).where(
        col(SurveyReply.round_id) == survey_id, col(SurveyReply.person_id) == col(Person.id),
        col(SurveyReply.done_at).is_not(None),
    )  # fmt: skip
    return done.exists()


def _heads(audience: Audience) -> ColumnElement[bool]:
    return select(1).where(col(HouseholdFile.head_id) == col(Person.id), *_files(audience)).exists()


def _files(audience: Audience) -> tuple[ColumnElement[bool], ...]:
    """The open files an audience means; a household belongs to the unit of its file."""
    asked = col(HouseholdFile.recheck_until).is_not(None) if audience.rechecked else true()
    in_class = or_(*map(of_class, audience.classes)) if audience.classes else true()
    return (
        col(HouseholdFile.closed_at).is_(None), consent.holds_for(col(HouseholdFile.head_id)), in_class, asked,
        _at_unit(col(HouseholdFile.unit_id), audience.unit_id),
    )  # fmt: skip


def _at_unit(unit: Any, unit_id: int | None) -> ColumnElement[bool]:
    if unit_id is None:
        return true()
    top = select(col(Unit.path)).where(col(Unit.id) == unit_id).scalar_subquery()
    below: ColumnElement[bool] = unit.in_(
        select(col(Unit.id)).where(func.substr(col(Unit.path), 1, func.length(top)) == top)
    )
    return below


def _hindrances(audience: Audience, topic: str) -> dict[str, ColumnElement[bool]]:
    """What keeps a person of the audience from being a reader, the first reason first."""
    found = {NOT_REGISTERED: ~consent.may_hear(), BLOCKED: col(Person.blocked_at).is_not(None)}
    if Topic(topic).can_be_muted:
        muted = select(1).where(col(Mute.person_id) == col(Person.id), col(Mute.topic) == topic)
        found[MUTED] = muted.exists()
    if audience.workers:
        found[OFFICERS] = and_(_holds_office(), ~_heads_a_file())
    return found | ({OTHER_LANGUAGE: col(Person.locale).not_in(audience.locales)} if audience.locales else {})


def _holds_office() -> ColumnElement[bool]:
    office = select(1).where(col(Appointment.person_id) == col(Person.id), col(Appointment.ended_at).is_(None))
    return office.exists()


def _heads_a_file() -> ColumnElement[bool]:
    file = select(1).where(col(HouseholdFile.head_id) == col(Person.id), col(HouseholdFile.closed_at).is_(None))
    return file.exists()


def _why_not(audience: Audience, topic: str) -> ColumnElement[str]:
    """The first reason that keeps a person from being a reader; empty for readers."""
    return case(*((holds, literal(why)) for why, holds in _hindrances(audience, topic).items()), else_=literal(""))


@lru_cache(maxsize=8)
def _reached(audience: Audience, topic: str) -> ColumnElement[bool]:
    """The readers: whom the audience means and nothing keeps from it."""
    return and_(_meant(audience), *(~holds for holds in _hindrances(audience, topic).values()))


@lru_cache(maxsize=8)
def _between(audience: Audience, topic: str) -> ColumnElement[bool]:
    """The readers from behind `after` up to `until`."""
    here = (col(Person.id) > bindparam("after"), col(Person.id) <= bindparam("until"))
    return and_(*here, _reached(audience, topic))


# What only the rules can tell -----------------------------------------------------------------------------------------


def _fitting(session: Session, audience: Audience, head_ids: Sequence[int], fits: Fits) -> list[int]:
    query = select(HouseholdFile).where(col(HouseholdFile.head_id).in_(head_ids), *_files(audience))
    files = session.execute(query).scalars().all()
    return sorted(fits(files))


def _season(work: Work, name: str) -> Season | None:
    """Return a season as its running campaign opened with it, else as the policy in force has it, if it does."""
    for campaign in reversed(running(work.session, name)):
        return season_of(work, campaign)
    return next((one for one in work.house.policies.current.seasons if one.key == name), None)


def _rules(work: Work, audience: Audience) -> Fits:
    """Return what decides over a file; where nothing knows the season (any more) nobody is meant."""
    policy, today = work.house.policies.current, work.today
    season = _season(work, audience.season) if audience.season else None
    if (audience.season and season is None) or (audience.heat and policy.heat is None):
        return lambda _files: set()

    def is_meant(file: HouseholdFile, known: Facts) -> bool:
        household = household_in(file)
        if audience.causes and household.main_cause not in audience.causes:
            return False
        if season is not None and not audience_matches(season, household, today, known=known).holds:
            return False
        hot = policy.heat.audience if policy.heat and audience.heat else None
        return matches(hot, household, today, known=known).holds

    def fits(files: Sequence[HouseholdFile]) -> set[int]:
        classes = class_facts(work.session, files, policy)
        return {one.head_id for one in files if is_meant(one, {**classes[one.id], **(one.known or {})})}

    return fits
