"""What officers see of offers and of those who were told, and the results they log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import Session, col, select

from domain.offers.rules import Kind, Result, State
from domain.platform.access import LEADERS, Action, Actor, Subject, offices_for
from domain.platform.access import require as require_access
from domain.platform.text import N_, Arg, Sayable
from models.households import HouseholdFile
from models.offers import Offer, OfferReply
from models.people import Person
from models.units import Unit
from services import households
from services.offers.answers import move_up
from services.offers.matching import Reached, reached_by
from services.offers.messages import facts_text, tell_result
from services.offers.record import (
    Counts,
    NoSuchOffer,
    counts_of,
    kind_of,
    lock,
    manageable,
    name_of,
    searched,
    set_state,
    subject,
    subject_of_reply,
    terms_of,
    unit_of,
)
from services.platform import audit, consent
from services.platform.work import Work

__all__ = [
    "OfferView", "Replies", "ReplyLine", "ReplyView", "listed", "log_result", "replies", "reply", "title_of", "view",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer as an officer sees it; `reached` only for a leader who may still offer it to households.

    `facts` say what it is, where and when, `words` what its maker wrote of it.
    """

    offer_id: int
    kind: Kind
    title: str
    facts: Sayable
    words: str
    places: int
    closes: date
    unit_name: str
    counts: Counts
    is_open: bool
    is_over: bool
    searched: str = ""
    is_managed: bool = False
    reached: Reached | None = None


def _workable(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a household (joined with its unit) is this officer's to work on."""
    offices = offices_for(actor, Action.WORK_HOUSEHOLD)
    assigned = col(HouseholdFile.case_officer_id) == actor.person_id
    over = ((col(Unit.path).startswith(one.path), *(() if one.role in LEADERS else (assigned,))) for one in offices)
    return or_(false(), *(and_(*each) for each in over))


def _workable_replies(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a reply is of a household that is this officer's to work on."""
    households = (
        select(HouseholdFile.id)
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .where(_workable(actor), col(HouseholdFile.closed_at).is_(None), HouseholdFile.head_id != actor.person_id)
    )
    return col(OfferReply.household_id).in_(households)


def listed(work: Work) -> list[OfferView]:
    """Return the offers of the units a leader covers, and those of which households this officer works on were told.

    What is not over comes first, and there what closes first; then the latest of the others.
    """
    managed = or_(
        false(), *(col(Unit.path).startswith(one.path) for one in offices_for(work.actor, Action.MANAGE_OFFERS))
    )
    worked = select(OfferReply.offer_id).where(_workable_replies(work.actor))
    rows = work.session.exec(
        select(Offer, Unit)
        .join(Unit, col(Unit.id) == col(Offer.unit_id))
        .where(or_(managed, col(Offer.id).in_(worked)))
    ).all()
    counts = counts_of(work.session, [offer for offer, _ in rows])
    views = [_view(offer, unit, counts[offer.id], work.today) for offer, unit in rows]
    running = sorted((one for one in views if not one.is_over), key=lambda one: (one.closes, one.offer_id))
    over = sorted((one for one in views if one.is_over), key=lambda one: one.offer_id, reverse=True)
    return [*running, *over]


def _view(offer: Offer, unit: Unit, counts: Counts, today: date) -> OfferView:
    terms = terms_of(offer)
    return OfferView(
        offer.id,
        kind_of(offer),
        offer.title,
        facts_text(offer),
        offer.words,
        offer.places,
        offer.closes,
        unit.named,
        counts,
        is_open=terms.is_open(today),
        is_over=terms.is_over(today),
        searched=searched(offer),
    )


def title_of(work: Work, offer_id: int) -> str:
    """Return what an offer is called, to an officer who sees it; raises NoSuchOffer."""
    return _seen(work, offer_id).title


def _seen(work: Work, offer_id: int) -> Offer:
    """Return an offer that an officer manages, or of which a household of theirs was told; raises NoSuchOffer."""
    offer = work.session.get(Offer, offer_id)
    if offer is None or not (manageable(work, offer) or _replies_for(work, offer)):
        raise NoSuchOffer
    return offer


def view(work: Work, offer_id: int) -> OfferView:
    """Return one offer as this officer sees it; raises NoSuchOffer."""
    offer = _seen(work, offer_id)
    unit = unit_of(work.session, offer)  # held here, so that nothing below asks for it again
    seen = _view(offer, unit, counts_of(work.session, [offer])[offer_id], work.today)
    is_managed = manageable(work, offer)
    reached = reached_by(work, offer) if is_managed and seen.is_open else None
    return replace(seen, is_managed=is_managed, reached=reached)


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One worker in the list of an offer."""

    reply_id: int
    person_id: int
    name: Arg
    state: State


@dataclass(frozen=True, slots=True)
class Replies:
    """Some of those who were told of an offer, and how many there are in all."""

    kind: Kind
    title: str
    lines: list[ReplyLine]
    total: int


def _replies_for(work: Work, offer: Offer) -> list[OfferReply]:
    """Return the replies that this officer may see: all for who manages the offer, else those of their households."""
    theirs = () if manageable(work, offer) else (_workable_replies(work.actor),)
    query = select(OfferReply).where(
        OfferReply.offer_id == offer.id, OfferReply.person_id != work.actor.person_id, *theirs
    )
    order = list(State)
    return sorted(work.session.exec(query), key=lambda one: (order.index(State(one.state)), one.changed_at, one.id))


def replies(work: Work, offer_id: int, *, first: int, most: int) -> Replies:
    """Return some of those who were told of an offer, by state; raises NoSuchOffer."""
    offer = _seen(work, offer_id)
    found = _replies_for(work, offer)
    shown = found[first : first + most]
    names = _names(work.session, (one.person_id for one in shown))
    audit.note(work, work.actor.person_id, N_("looked at the replies"), subject(offer_id))
    lines = [ReplyLine(one.id, one.person_id, names[one.person_id], State(one.state)) for one in shown]
    return Replies(kind_of(offer), offer.title, lines, len(found))


def _names(session: Session, people: Iterable[int]) -> dict[int, Arg]:
    found = session.exec(select(Person).where(col(Person.id).in_(set(people))))
    return {one.id: consent.name_of(one) for one in found}


@dataclass(frozen=True, slots=True)
class ReplyView:
    """One worker's reply, as an officer who may log its result sees it; `household_id` None: they have no file."""

    offer_id: int
    kind: Kind
    title: str
    name: Arg
    household_id: int | None
    state: State
    changed_at: datetime
    note: str | None


def _opened(work: Work, reply_id: int) -> tuple[OfferReply, Offer]:
    """Return a reply that this officer may work on, with the offer locked; raises NoSuchOffer, NotForYou, OwnFile."""
    known = work.session.get(OfferReply, reply_id)
    if known is None:
        raise NoSuchOffer
    offer = lock(work.session, known.offer_id)
    work.session.refresh(known)
    file = work.session.get(HouseholdFile, known.household_id) if known.household_id else None
    if file is not None and file.closed_at is None:
        households.opened_to(work, Action.WORK_HOUSEHOLD, file.id)
    else:
        require_access(work.actor, Action.MANAGE_OFFERS, Subject(known.person_id, unit_of(work.session, offer).path))
        if known.person_id == work.actor.person_id:
            raise households.OwnFile
        consent.check(work.session, known.person_id, offer.title)
    return known, offer


def reply(work: Work, reply_id: int) -> ReplyView:
    """Show one worker's reply; raises NoSuchOffer, NotForYou, OwnFile."""
    found, offer = _opened(work, reply_id)
    audit.note(work, work.actor.person_id, N_("looked at a reply to an offer"), subject_of_reply(found))
    return _reply_view(work.session, found, offer)


def _reply_view(session: Session, found: OfferReply, offer: Offer) -> ReplyView:
    return ReplyView(
        offer.id,
        kind_of(offer),
        offer.title,
        name_of(session, found.person_id),
        found.household_id,
        State(found.state),
        found.changed_at,
        found.note,
    )


def log_result(work: Work, reply_id: int, result: Result, *, note: str | None = None) -> ReplyView:
    """Write down what became of an offer for a worker, who hears of it when they went or were hired.

    A result can be corrected by another. Raises NoSuchOffer, NotForYou, OwnFile.
    """
    found, offer = _opened(work, reply_id)
    found.note = (note or "").strip() or None
    set_state(work, found, State(result.value), by=work.actor.person_id)
    audit.note(
        work,
        work.actor.person_id,
        N_("logged the result of an offer"),
        subject_of_reply(found),
        detail=result.value,
    )
    tell_result(work, offer, found)
    move_up(work, offer)
    return _reply_view(work.session, found, offer)
