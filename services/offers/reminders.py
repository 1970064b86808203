"""What the scheduler does about offers; each message has a key, so a second or a late run changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlmodel import Session, col, func, select

from domain.offers.rules import State
from domain.platform.text import Arg
from models.offers import Offer, OfferReply
from models.people import Person
from services.offers.matching import can_be_told, muted
from services.offers.messages import ask_for_results, remind_of_beginning, remind_to_answer, tell_no_place_came
from services.offers.record import name_of, officer_for, terms_of
from services.people import NEEDED_ALWAYS
from services.platform.work import Work

__all__ = ["remind"]

_DAY = timedelta(days=1)


def remind(work: Work) -> None:
    """Remind who has not answered a day before the last one, who is coming a day before it begins, and officers of
    results that are not logged when it is over; who waited for a place is told that none became free."""
    today = work.today
    for offer in _near(work.session, today):
        terms = terms_of(offer)
        if terms.is_open(today) and today >= offer.closes - _DAY:
            _remind_to_answer(work, offer, today)
        if offer.begins is not None and offer.begins - _DAY <= today <= offer.begins:
            _remind_of_beginning(work, offer)
        if terms.asks_for_results(today):
            _ask_for_results(work, offer)
            for reply in _in_state(work.session, offer, State.WAITING_LIST):
                tell_no_place_came(work, offer, reply.person_id)


def _near(session: Session, today: date) -> Iterator[Offer]:
    """Yield the offers that were not withdrawn and are about to close, or have closed and perhaps begun."""
    last = func.coalesce(col(Offer.begins), col(Offer.closes))
    query = select(Offer).where(
        col(Offer.ended_at).is_(None), col(Offer.closes) <= today + _DAY, last >= today - timedelta(days=40)
    )
    yield from session.exec(query.order_by(col(Offer.id))).all()


def _in_state(session: Session, offer: Offer, state: State) -> list[OfferReply]:
    query = select(OfferReply).where(OfferReply.offer_id == offer.id, OfferReply.state == state.value)
    return list(session.exec(query.order_by(col(OfferReply.id))))


def _remind_to_answer(work: Work, offer: Offer, today: date) -> None:
    """Remind everybody who was told before today, has not answered and wants to hear of jobs and training."""
    silent = muted(work.session)
    rows = work.session.exec(
        select(OfferReply.told_at, Person)
        .join(Person, col(Person.id) == col(OfferReply.person_id))
        .where(OfferReply.offer_id == offer.id, OfferReply.state == State.TOLD.value)
        .options(NEEDED_ALWAYS)
    )
    for told_at, person in rows:
        before = told_at.astimezone(work.house.zone).date() < today
        if before and person.id not in silent and can_be_told(person):
            remind_to_answer(work, offer, person.id)


def _remind_of_beginning(work: Work, offer: Offer) -> None:
    for reply in _in_state(work.session, offer, State.INTERESTED):
        remind_of_beginning(work, offer, reply.person_id)


def _ask_for_results(work: Work, offer: Offer) -> None:
    open_of: dict[int, list[Arg]] = {}
    for reply in _in_state(work.session, offer, State.INTERESTED):
        officer_id = officer_for(work.session, offer, reply)
        if officer_id is not None:
            open_of.setdefault(officer_id, []).append(name_of(work.session, reply.person_id))
    for officer_id, names in open_of.items():
        ask_for_results(work, offer, officer_id, names)
