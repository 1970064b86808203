"""Offers and replies between the tables and the rules: read for change, opened to whom they concern."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from domain.offers.rules import SEARCHED_AS, Kind, State, Terms, free_places
from domain.platform.access import LEADERS, Action, NotForYou, Subject, allowed
from domain.platform.text import N_, Arg, Refusal
from models.households import HouseholdFile
from models.offers import Offer, OfferReply
from models.people import Person
from models.units import Unit
from services import households
from services.platform import consent
from services.platform.work import Work
from services.units import covering

__all__ = [
    "Counts", "NoSuchOffer", "UnknownOffer", "counts_of", "kind_of", "lock",
    "manageable", "name_of", "officer_for", "reply_of", "set_state", "state_of", "subject", "subject_of_reply",
    "terms_of", "unit_of",
]  # fmt: skip


class UnknownOffer(Refusal):
    """There is no such offer, or it is not for this person to know."""

    text = N_("This offer is not there any more. /jobs shows what there is now.")


class NoSuchOffer(NotForYou):
    """There is no such offer: told an officer as if it were somebody else's."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stand how to an offer."""

    places: int
    by_state: Counter[State]

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return sum(count for state, count in self.by_state.items() if state.takes_a_place)

    @property
    def free(self) -> int:
        """How many places are left."""
        return free_places(self.places, self.by_state.elements())

    @property
    def all(self) -> int:
        """How many were told or answered."""
        return self.by_state.total()


def subject(offer_id: int | None) -> str:
    """Return how the trail names an offer."""
    return f"offer:{offer_id}"


def subject_of_reply(reply: OfferReply) -> str:
    """Return how the trail names what a reply is about: the household, or the offer for somebody without a file."""
    return f"household:{reply.household_id}" if reply.household_id else subject(reply.offer_id)


def lock(session: Session, offer_id: int) -> Offer:
    """Return an offer, fresh and locked until the transaction ends, so that places are given one by one.

    Raises UnknownOffer.
    """
    query = select(Offer).where(Offer.id == offer_id).with_for_update()
    offer = session.exec(query.execution_options(populate_existing=True)).first()
    if offer is None:
        raise UnknownOffer
    return offer


def terms_of(offer: Offer) -> Terms:
    """Return an offer as the rules see it."""
    return Terms(offer.places, offer.closes, offer.begins, is_ended=offer.ended_at is not None)


def kind_of(offer: Offer) -> Kind:
    """Return what kind of offer it is."""
    return Kind(offer.kind)


def searched(offer: Offer) -> str:
    """Return all the words of an offer in which somebody may look for it."""
    return "\n".join((offer.title, offer.place, offer.pay, offer.words, SEARCHED_AS[kind_of(offer)]))


def state_of(reply: OfferReply | None) -> State | None:
    """Return how a worker stands to an offer; None when nothing is known."""
    return State(reply.state) if reply is not None else None


def unit_of(session: Session, offer: Offer) -> Unit:
    """Return the unit whose workers it is for."""
    return session.get_one(Unit, offer.unit_id)


def manageable(work: Work, offer: Offer) -> bool:
    """Tell whether this leader may change the offer and sees everybody who replied."""
    return allowed(work.actor, Action.MANAGE_OFFERS, Subject(unit_path=unit_of(work.session, offer).path))


def reply_of(session: Session, offer_id: int, person_id: int) -> OfferReply | None:
    """Return how somebody stands to an offer, fresh."""
    query = select(OfferReply).where(OfferReply.offer_id == offer_id, OfferReply.person_id == person_id)
    return session.exec(query.execution_options(populate_existing=True)).first()


def set_state(work: Work, reply: OfferReply, state: State, *, by: int | None) -> None:
    """Write a new state down."""
    reply.state, reply.changed_at, reply.changed_by = state.value, work.now, by
    work.session.add(reply)
    work.session.flush()


def counts_of(session: Session, offers: Iterable[Offer]) -> dict[int, Counts]:
    """Return how many stand how to each of some offers, by its id."""
    known = {offer.id: Counts(offer.places, Counter()) for offer in offers}
    counted = (
        select(OfferReply.offer_id, OfferReply.state, func.count())
        .where(col(OfferReply.offer_id).in_(known))
        .group_by(col(OfferReply.offer_id), col(OfferReply.state))
    )
    for offer_id, state, count in session.exec(counted):
        known[offer_id].by_state[State(state)] = count
    return known


def officer_for(session: Session, offer: Offer, reply: OfferReply) -> int | None:
    """Return who hears of a reply: the case officer, else the maker of the offer, else the nearest leader."""
    file = session.get(HouseholdFile, reply.household_id) if reply.household_id else None
    if file is not None and file.closed_at is None and file.case_officer_id not in (None, reply.person_id):
        return file.case_officer_id
    left_out = households.people_of(session, file) if file is not None else {reply.person_id}
    leaders = [one.person_id for one in covering(session, unit_of(session, offer), LEADERS)]
    able = [one for one in leaders if one not in left_out]
    return offer.made_by if offer.made_by in able else next(iter(able), None)


def name_of(session: Session, person_id: int) -> Arg:
    """Return somebody's name, for officers."""
    return consent.name_of(session.get_one(Person, person_id))
