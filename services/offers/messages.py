"""What workers and officers are told of an offer."""

from __future__ import annotations

from domain.offers.buttons import AnswerOffer, Interest, OpenReply, RepliesPage
from domain.offers.rules import Kind, State
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Arg, Nn_, Sayable, Text, lines, paragraphs, say, say_many
from models.offers import Offer, OfferReply
from services.offers.record import kind_of, name_of, officer_for
from services.platform import outbox
from services.platform.work import Work

__all__ = ["answer_keys", "offer_text", "standing"]

MOST_NAMES = 10
INTERESTED = say(N_("I am interested"))
NOT_FOR_ME = say(N_("Not for me"))


def offer_text(offer: Offer) -> Sayable:
    """Return an offer as a worker reads it."""
    free = say(
        N_(
            "The union's help costs you nothing. Nobody may ask you for a deposit or a fee for it; if somebody does, "
            "do not pay, and tell us or call 12351."
        )
    )
    return paragraphs(facts_text(offer), offer.words or None, free)


def facts_text(offer: Offer) -> Sayable:
    """Return what an offer is, where and when."""
    kind = kind_of(offer)
    pay = N_("Cost: {pay}") if kind is Kind.TRAINING else N_("Pay: {pay}")
    begins = N_("Day: {day}") if kind is Kind.FAIR else N_("First day: {day}")
    return lines(
        say(N_("<b>{kind}: {title}</b>"), kind=kind.label, title=offer.title),
        say(N_("Where: {place}"), place=offer.place),
        Text(pay, {"pay": offer.pay}) if offer.pay else None,
        Text(begins, {"day": offer.begins}) if offer.begins else None,
        say(N_("Answer by: {day}"), day=offer.closes),
    )


def answer_keys(offer_id: int, state: State | None) -> Keys:
    """Return the answers that a worker can give as they stand now."""
    yes = key(INTERESTED, AnswerOffer(offer_id, Interest.YES))
    no = key(NOT_FOR_ME, AnswerOffer(offer_id, Interest.NO))
    if state in (State.INTERESTED, State.WAITING_LIST):
        return ((no,),)
    return ((yes,),) if state is State.DECLINED else ((yes, no),)


STANDING = {
    State.INTERESTED: N_("✅ You said that you are interested. A place is kept for you, and your union gets in touch."),
    State.WAITING_LIST: N_(
        "⏳ All places are taken, so you are on the waiting list. You get a message here when a place becomes free."
    ),
    State.DECLINED: N_("You said that this is not for you. You can still change your mind."),
    State.TOLD: N_("You have not answered yet."),
    State.WENT: N_("Your union has noted that you went."),
    State.HIRED: N_("🎉 You were hired. We wish you a good start!"),
    State.NOT_SUITABLE: N_("This one did not work out. Your union keeps looking for something that suits you."),
}


def standing(state: State | None) -> Text | None:
    """Return how a worker stands to an offer, in words for them."""
    return Text(STANDING[state]) if state is not None else None


def tell_of_offer(work: Work, offer: Offer, person_id: int) -> None:
    """Send the offer to a worker, once."""
    lead = say(N_("Here is something that may suit you or somebody at home."))
    message = Message(paragraphs(lead, offer_text(offer)), answer_keys(offer.id, State.TOLD))
    name = f"offer:{offer.id}:{person_id}"
    outbox.put(work, person_id, message, key=name, priority=outbox.REMINDER)


CHANGED = {
    State.INTERESTED: N_("{name} is interested: {kind}, {title}."),
    State.WAITING_LIST: N_("{name} is interested and on the waiting list: {kind}, {title}."),
    State.DECLINED: N_("{name} no longer wants to go: {kind}, {title}."),
}


def tell_officer(work: Work, offer: Offer, reply: OfferReply) -> None:
    """Tell the officer how a worker stands to an offer now."""
    officer_id = officer_for(work.session, offer, reply)
    if officer_id is None:
        return
    name = name_of(work.session, reply.person_id)
    text = say(CHANGED[State(reply.state)], name=name, kind=kind_of(offer).label, title=offer.title)
    open_key = key(say(N_("Log the result")), OpenReply(reply.id))
    outbox.put(work, officer_id, Message(text, ((open_key,),)))


def tell_moved_up(work: Work, offer: Offer, reply: OfferReply) -> None:
    """Tell a worker on the waiting list that a place is theirs now."""
    good = say(N_("Good news: a place has become free, and it is kept for you."))
    keys = answer_keys(offer.id, State.INTERESTED)
    outbox.put(work, reply.person_id, Message(paragraphs(good, offer_text(offer)), keys))


def tell_ended(work: Work, offer: Offer, person_id: int) -> None:
    """Tell a worker who wanted it that an offer was ended."""
    text = say(
        N_("{kind}: {title} is no longer offered, so please do not go there for it. We are sorry. What else: /jobs"),
        kind=kind_of(offer).label,
        title=offer.title,
    )
    outbox.put(work, person_id, Message(text), key=f"offer-ended:{offer.id}:{person_id}")


RESULTS = {
    State.WENT: N_("Thank you for going: {title}. If something came of it, or you have a question, tell your union."),
    State.HIRED: N_(
        "🎉 Congratulations on the new work: {title}! We wish you a good start. If you need something, the union is "
        "still there for you."
    ),
}


def tell_result(work: Work, offer: Offer, reply: OfferReply) -> None:
    """Say a warm word to a worker who went or was hired, once for each."""
    source = RESULTS.get(State(reply.state))
    if source is not None:
        name = f"offer-result:{reply.id}:{reply.state}"
        outbox.put(work, reply.person_id, Message(say(source, title=offer.title)), key=name)


def remind_to_answer(work: Work, offer: Offer, person_id: int) -> None:
    """Remind a worker who has not answered that the last day is near, once."""
    lead = say(N_("You can answer until {day}:"), day=offer.closes)
    message = Message(paragraphs(lead, offer_text(offer)), answer_keys(offer.id, State.TOLD))
    name = f"offer-answer:{offer.id}:{person_id}"
    outbox.put(work, person_id, message, key=name, priority=outbox.REMINDER)


def remind_of_beginning(work: Work, offer: Offer, person_id: int) -> None:
    """Remind a worker who has a place where and when it begins, once."""
    lead = say(N_("A reminder: this is what you wanted to go to."))
    name = f"offer-begins:{offer.id}:{person_id}"
    message = Message(paragraphs(lead, facts_without_answer(offer), offer.words or None))
    outbox.put(work, person_id, message, key=name, priority=outbox.REMINDER)


def tell_no_place_came(work: Work, offer: Offer, person_id: int) -> None:
    """Tell a worker on the waiting list, once, that it is over, and where else to look."""
    source = N_(
        "{title} is over, and no place became free, so your place on the waiting list has ended. Other offers: /jobs"
    )
    name = f"offer-no-place:{offer.id}:{person_id}"
    outbox.put(work, person_id, Message(say(source, title=offer.title)), key=name, priority=outbox.REMINDER)


def facts_without_answer(offer: Offer) -> Sayable:
    """Return what an offer is, where and when, for those who have answered."""
    assert offer.begins is not None
    return lines(
        say(N_("<b>{kind}: {title}</b>"), kind=kind_of(offer).label, title=offer.title),
        say(N_("When: {day}"), day=offer.begins),
        say(N_("Where: {place}"), place=offer.place),
    )


def ask_for_results(work: Work, offer: Offer, officer_id: int, names: list[Arg]) -> None:
    """Ask an officer once what became of an offer for these people."""
    counted = Nn_(
        "{kind}: {title}. The result of {count} worker is not logged yet: {names}.",
        "{kind}: {title}. The results of {count} workers are not logged yet: {names}.",
    )
    listed = lines(*names[:MOST_NAMES], *(("…",) if len(names) > MOST_NAMES else ()), between=", ")
    text = say_many(*counted, len(names), kind=kind_of(offer).label, title=offer.title, names=listed)
    open_key = key(say(N_("Log the results")), RepliesPage(offer.id, 0))
    name = f"offer-results:{offer.id}:{officer_id}"
    outbox.put(work, officer_id, Message(text, ((open_key,),)), key=name, priority=outbox.REMINDER)
