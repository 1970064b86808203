"""Workers and offers: what is open to them, their answers, and the waiting list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, or_, select

from domain.offers.rules import Kind, State, answered
from domain.platform.access import Action
from domain.platform.access import require as require_access
from domain.platform.messages import Keys
from domain.platform.text import N_, Refusal, Sayable, Text
from models.offers import Offer, OfferReply
from models.units import Unit
from services.households import file_of_person
from services.offers.messages import answer_keys, offer_text, standing, tell_moved_up, tell_officer
from services.offers.record import (
    UnknownOffer,
    counts_of,
    kind_of,
    lock,
    reply_of,
    searched,
    set_state,
    state_of,
    subject_of_reply,
    terms_of,
)
from services.people import row_of
from services.platform import audit
from services.platform.work import Work

__all__ = ["Job", "OfferOver", "ResultLogged", "answer", "job", "jobs", "move_up"]


class OfferOver(Refusal):
    """The last day is over, or the offer was ended."""

    text = N_(
        "“{title}” is closed, so answers can no longer be changed. If your answer has changed, please tell your "
        "union. Other offers: /jobs"
    )


class ResultLogged(Refusal):
    """An officer has written down what became of it."""

    text = N_("Your union has already noted how this went. If something has changed, please tell them.")


@dataclass(frozen=True, slots=True)
class Job:
    """An offer as one worker sees it; `state` None: they were not told and have not answered.

    `is_open` says whether it can still be answered, `is_withdrawn` whether it was ended before its time.
    """

    offer_id: int
    kind: Kind
    title: str
    place: str
    text: Sayable
    state: State | None
    free: int
    is_open: bool
    is_withdrawn: bool
    searched: str

    @property
    def standing(self) -> Text | None:
        """How the worker stands to it, in words for them."""
        return standing(self.state)

    @property
    def answer_keys(self) -> Keys:
        """The answers that the worker can give as they stand now."""
        if not self.is_open or (self.state is not None and self.state.is_result):
            return ()
        return answer_keys(self.offer_id, self.state)


def jobs(work: Work) -> list[Job]:
    """Return what is open to a worker now, and what they wanted and has not begun; what closes first at the top."""
    wanted = select(OfferReply.offer_id).where(
        OfferReply.person_id == work.person_id,
        col(OfferReply.state).in_((State.INTERESTED.value, State.WAITING_LIST.value)),
    )
    awaited = and_(col(Offer.begins) >= work.today, col(Offer.id).in_(wanted))
    query = select(Offer).where(col(Offer.ended_at).is_(None), or_(col(Offer.closes) >= work.today, awaited))
    query = query.where(_for_person(work)).order_by(col(Offer.closes), col(Offer.id))
    return _as_jobs(work, list(work.session.exec(query)))


def job(work: Work, offer_id: int) -> Job:
    """Return one offer that is or was open to a worker; raises UnknownOffer."""
    offers = list(work.session.exec(select(Offer).where(Offer.id == offer_id, _for_person(work))))
    if not offers:
        raise UnknownOffer
    return _as_jobs(work, offers)[0]


def _for_person(work: Work) -> ColumnElement[bool]:
    """Return the condition that an offer is for the person's unit, or that they were told of it."""
    unit_id = row_of(work).unit_id
    path = work.session.get_one(Unit, unit_id).path if unit_id else ""
    theirs = select(OfferReply.offer_id).where(OfferReply.person_id == work.person_id)
    return or_(col(Offer.unit_id).in_([int(one) for one in path.split("/") if one]), col(Offer.id).in_(theirs))


def _as_jobs(work: Work, offers: list[Offer]) -> list[Job]:
    counts = counts_of(work.session, offers)
    mine = select(OfferReply).where(OfferReply.person_id == work.person_id, col(OfferReply.offer_id).in_(counts))
    states = {reply.offer_id: State(reply.state) for reply in work.session.exec(mine)}
    return [_as_job(offer, states.get(offer.id), counts[offer.id].free, work.today) for offer in offers]


def _as_job(offer: Offer, state: State | None, free: int, today: date) -> Job:
    terms = terms_of(offer)
    return Job(
        offer.id,
        kind_of(offer),
        offer.title,
        offer.place,
        offer_text(offer),
        state,
        free,
        is_open=terms.is_open(today),
        is_withdrawn=terms.is_ended,
        searched=searched(offer),
    )


def answer(work: Work, offer_id: int, *, interested: bool) -> State:
    """Take a worker's answer and return how they stand now; the last place goes to one person only.

    The same answer twice changes nothing. Raises NotForYou, RegistrationNeeded, UnknownOffer, OfferOver, ResultLogged.
    """
    require_access(work.actor, Action.ANSWER_OFFER)
    offer = lock(work.session, offer_id)
    job(work, offer_id)
    if not terms_of(offer).is_open(work.today):
        raise OfferOver(title=offer.title)
    reply = reply_of(work.session, offer_id, work.actor.person_id)
    before = state_of(reply)
    if before is not None and before.is_result:
        raise ResultLogged
    after = answered(before, interested, counts_of(work.session, [offer])[offer_id].free)
    if after is before:
        return after
    kept = reply or _new_reply(work, offer, work.actor.person_id)
    set_state(work, kept, after, by=work.actor.person_id)
    audit.note(work, work.actor.person_id, N_("answered an offer"), subject_of_reply(kept), detail=after.value)
    _tell(work, offer, kept, before)
    return after


def _new_reply(work: Work, offer: Offer, person_id: int) -> OfferReply:
    file = file_of_person(work.session, person_id)
    reply = OfferReply(
        offer_id=offer.id,
        person_id=person_id,
        household_id=file.id if file else None,
        told_at=work.now,
        changed_at=work.now,
        changed_by=person_id,
    )
    work.session.add(reply)
    return reply


def _tell(work: Work, offer: Offer, reply: OfferReply, before: State | None) -> None:
    wanted_it = before in (State.INTERESTED, State.WAITING_LIST)
    if State(reply.state) is not State.DECLINED or wanted_it:
        tell_officer(work, offer, reply)
    if before is State.INTERESTED:
        move_up(work, offer)


def move_up(work: Work, offer: Offer) -> None:
    """Give the places that are free to those who have waited longest, and tell them; the offer is locked."""
    if not terms_of(offer).moves_up(work.today):
        return
    free = counts_of(work.session, [offer])[offer.id].free
    waiting = select(OfferReply).where(
        OfferReply.offer_id == offer.id, OfferReply.state == State.WAITING_LIST.value
    ).order_by(col(OfferReply.changed_at), col(OfferReply.id)).limit(free)  # fmt: skip
    for reply in work.session.exec(waiting.execution_options(populate_existing=True)).all():
        set_state(work, reply, State.INTERESTED, by=None)
        audit.note(work, None, N_("moved up from the waiting list"), subject_of_reply(reply))
        tell_moved_up(work, offer, reply)
        tell_officer(work, offer, reply)
