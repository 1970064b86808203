"""Vacancies, training places and job fairs: entered by leaders, offered to households, and withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import false, or_
from sqlmodel import Session, col, select

from domain.offers.rules import Fit, Kind, State, fit_of, jobless_adults
from domain.platform.access import Action, Subject, offices_for
from domain.platform.access import require as require_access
from domain.platform.text import N_, Refusal
from models.households import HouseholdFile
from models.offers import Offer, OfferReply
from models.units import Unit
from services import households
from services.offers.matching import reached_by, wish_of
from services.offers.messages import tell_ended, tell_of_offer
from services.offers.record import NoSuchOffer, UnknownOffer, kind_of, lock, subject, terms_of, unit_of
from services.platform import audit
from services.platform.work import Work
from services.units import UnitView, view_of

__all__ = [
    "BeginsTooEarly", "DayIsOver", "FitsManyMore", "OfferClosed", "OfferLine", "end", "for_household", "lines_of",
    "make", "tell", "units_for",
]  # fmt: skip


class OfferClosed(Refusal):
    """Nobody can answer any more, so nobody is told, and there is nothing to end."""

    text = N_("“{title}” is closed already. /offers shows what is still open, and a new one can be entered there.")


class FitsManyMore(Refusal):
    """The question lay open while the offer came to fit more households: the leader is asked with the new number."""

    text = N_(
        "Nobody was told of “{title}” yet: you were asked about {before} households, and now it would reach {now}. "
        "Please open it again under /offers and look at the number first."
    )
    leads_to = "offers"


class DayIsOver(Refusal):
    """A form lay open beyond the last day to answer."""

    text = N_("The last day to answer, {closes}, is over. Please change it to today or a later day.")


class BeginsTooEarly(Refusal):
    """It does not begin while people can still answer."""

    text = N_("It would begin before the last day to answer, {closes}. Please change one of the two days.")


def units_for(work: Work) -> list[UnitView]:
    """Return the open units for which a leader may enter offers, their own first and each above those below it."""
    offices = offices_for(work.actor, Action.MANAGE_OFFERS)
    below = or_(false(), *(col(Unit.path).startswith(office.path) for office in offices))
    units = map(view_of, work.session.exec(select(Unit).where(col(Unit.closed_at).is_(None), below)))
    return sorted(units, key=lambda unit: [int(part) for part in unit.path.split("/") if part])


def make(
    work: Work,
    *,
    kind: Kind,
    title: str,
    place: str,
    places: int,
    closes: date,
    unit_id: int,
    pay: str = "",
    begins: date | None = None,
    words: str = "",
) -> int:
    """Enter an offer and return its id; nobody is told yet. Raises NotForYou, DayIsOver, BeginsTooEarly."""
    unit = work.session.get(Unit, unit_id)
    path = unit.path if unit is not None and unit.closed_at is None else ""
    require_access(work.actor, Action.MANAGE_OFFERS, Subject(unit_path=path))
    if closes < work.today:
        raise DayIsOver(closes=closes)
    if begins is not None and begins < closes:
        raise BeginsTooEarly(closes=closes)
    offer = Offer(
        kind=kind.value,
        title=" ".join(title.split()),
        place=" ".join(place.split()),
        pay=" ".join(pay.split()),
        places=max(1, places),
        closes=closes,
        begins=begins,
        words=words.strip(),
        unit_id=unit_id,
        made_by=work.actor.person_id,
        made_at=work.now,
    )
    work.session.add(offer)
    work.session.flush()
    audit.note(work, work.actor.person_id, N_("entered an offer"), subject(offer.id))
    work.holds(offer, unit)
    return offer.id


def _managed(work: Work, offer_id: int) -> Offer:
    """Return an offer, locked, that this leader may change; raises NoSuchOffer, NotForYou."""
    try:
        offer = lock(work.session, offer_id)
    except UnknownOffer as unknown:
        raise NoSuchOffer from unknown
    require_access(work.actor, Action.MANAGE_OFFERS, Subject(unit_path=unit_of(work.session, offer).path))
    return offer


def tell(work: Work, offer_id: int, *, with_unknown: bool, asked: int) -> int:
    """Offer it to the households it fits that were not told yet; return how many. Telling twice tells nobody twice.

    `with_unknown` also tells those with jobless adults whose wishes nobody has asked; `asked` is for how many the
    leader said yes. Raises NoSuchOffer, NotForYou, OfferClosed, FitsManyMore.
    """
    offer = _managed(work, offer_id)
    if not terms_of(offer).is_open(work.today):
        raise OfferClosed(title=offer.title)
    chosen = reached_by(work, offer).chosen(with_unknown=with_unknown)
    if work.house.policies.current.broadcasts.are_many_more(asked, len(chosen)):
        raise FitsManyMore(title=offer.title, before=str(asked), now=str(len(chosen)))
    for one in chosen:
        work.session.add(
            OfferReply(
                offer_id=offer_id,
                person_id=one.head_id,
                household_id=one.household_id,
                told_at=work.now,
                changed_at=work.now,
                changed_by=work.actor.person_id,
            )
        )
        tell_of_offer(work, offer, one.head_id)
        audit.note(work, work.actor.person_id, N_("told the household of an offer"), f"household:{one.household_id}")
    work.session.flush()
    audit.note(work, work.actor.person_id, N_("offered it to households"), subject(offer_id), detail=str(len(chosen)))
    return len(chosen)


def end(work: Work, offer_id: int) -> int:
    """Withdraw an offer and tell those who wanted it; return how many. Raises NoSuchOffer, NotForYou, OfferClosed."""
    offer = _managed(work, offer_id)
    if terms_of(offer).is_over(work.today):
        raise OfferClosed(title=offer.title)
    offer.ended_at = work.now
    work.session.add(offer)
    audit.note(work, work.actor.person_id, N_("ended an offer"), subject(offer_id))
    wanted = col(OfferReply.state).in_((State.INTERESTED.value, State.WAITING_LIST.value))
    people = work.session.exec(select(OfferReply.person_id).where(OfferReply.offer_id == offer_id, wanted)).all()
    for person_id in people:
        tell_ended(work, offer, person_id)
    return len(people)


@dataclass(frozen=True)
class OfferLine:
    """How a household stands to one offer."""

    offer_id: int
    title: str
    state: State
    changed_at: datetime


def lines_of(session: Session, household_id: int) -> list[OfferLine]:
    """Return how a household stands to the offers it was told of, the latest change first.

    The caller has checked whether the officer may see the household.
    """
    rows = session.exec(
        select(OfferReply, Offer)
        .join(Offer, col(Offer.id) == col(OfferReply.offer_id))
        .where(OfferReply.household_id == household_id)
        .order_by(col(OfferReply.changed_at).desc(), col(OfferReply.id).desc())
    )
    return [OfferLine(offer.id, offer.title, State(one.state), one.changed_at) for one, offer in rows]


def for_household(work: Work, household_id: int, today: date) -> list[Offer]:
    """Return the open offers that fit a household and of which it was not told, what closes first at the top.

    The caller has checked whether the officer may see the household.
    """
    file = work.session.get_one(HouseholdFile, household_id)
    above = [int(part) for part in households.unit_of(work.session, file).path.split("/") if part]
    told = select(OfferReply.offer_id).where(OfferReply.person_id == file.head_id)
    query = select(Offer).where(
        col(Offer.ended_at).is_(None),
        col(Offer.closes) >= today,
        col(Offer.unit_id).in_(above),
        col(Offer.id).not_in(told),
    )
    query = query.order_by(col(Offer.closes), col(Offer.id))
    wish, jobless = wish_of(work, file), jobless_adults(households.household_in(file), today)
    return [offer for offer in work.session.exec(query) if fit_of(kind_of(offer), wish, jobless) is Fit.FITS]
