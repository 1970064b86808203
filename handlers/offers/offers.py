"""/offers: leaders enter vacancies, training places and fairs and offer them; officers log what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.forms import Form, Option
from domain.offers.buttons import (
    AskToEnd,
    AskToTell,
    EndOffer,
    NewOffer,
    OffersPage,
    OpenOffer,
    Reach,
    RepliesPage,
    SearchOffers,
    TellHouseholds,
)
from domain.offers.questions import offer_form, offer_words_form
from domain.offers.rules import Kind, State
from domain.platform.access import Action, allowed
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Nn_, Sayable, lines, paragraphs, say, say_many
from handlers.forms import Conversation, begin, register
from handlers.menu.lists import page_of
from handlers.menu.menu import Entry, entry, menu_key
from handlers.offers.searching import search_key, show_found
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import offers
from services.forms import Draft

# The list and new offers ---------------------------------------------------------------------------------------------

NEW = {
    Kind.VACANCY: N_("➕ New: vacancy"),
    Kind.TRAINING: N_("➕ New: training places"),
    Kind.FAIR: N_("➕ New: job fair"),
}


def listed(turn: Turn) -> None:
    """List the offers that this officer looks after."""
    _show_list(turn, 0)


def page(turn: Turn, press: OffersPage) -> None:
    """Another page of them."""
    _show_list(turn, press.page)


def _show_list(turn: Turn, number: int) -> None:
    found = offers.listed(turn.work)
    keys = page_of(found, number).keys(lambda one: key(_in_short(one), OpenOffer(one.offer_id)), OffersPage)
    is_leader = allowed(turn.actor, Action.MANAGE_OFFERS)
    new = tuple((key(say(source), NewOffer(kind)),) for kind, source in NEW.items()) if is_leader else ()
    head = say(N_("<b>Job offers</b>"))
    text = say(N_("With the places taken and the last day to answer. Choose one:")) if found else _none(is_leader)
    search = ((search_key(SearchOffers()),),) if found else ()
    turn.show(lines(head, text), (*keys, *search, *new, (menu_key(),)))


def search(turn: Turn, _press: SearchOffers) -> None:
    """Ask for the words that an offer should hold."""
    begin(turn, "offer_words", restart=True, below=True)


def _searched(turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
    found = [(one, one.searched) for one in offers.listed(turn.work)]
    every = (key(say(N_("‹ Job offers")), OffersPage(0)), search_key(SearchOffers()))
    show_found(turn, answers["words"], found, lambda one: key(_in_short(one), OpenOffer(one.offer_id)), (every,))


def _none(is_leader: bool) -> Sayable:
    if is_leader:
        return say(N_("There is no offer yet. Enter one, and see which households it fits:"))
    return say(N_("None of your households has been told of an offer yet."))


def _in_short(one: offers.OfferView) -> Sayable:
    title = lines(one.kind.icon, one.title, between=" ")
    places = f"{one.counts.taken}/{one.places}"
    until = one.closes if one.is_open else say(N_("closed"))
    return lines(title, places, until, between=" · ")


def new(turn: Turn, press: NewOffer) -> None:
    """Ask for the new offer."""
    begin(turn, "offer", subject=press.kind.value, below=True)


def _form(turn: Turn, draft: Draft) -> Form:
    units = offers.units_for(turn.work)
    options = [Option(str(one.id), lines(one.name, one.level.label, between=" · ")) for one in units]
    return offer_form(Kind(draft.subject), options)


def _given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    offer_id = offers.make(
        turn.work,
        kind=Kind(draft.subject),
        title=answers["title"],
        place=answers["place"],
        pay=answers.get("pay") or "",
        places=answers["places"],
        closes=date.fromisoformat(answers["closes"]),
        begins=date.fromisoformat(answers["begins"]) if answers.get("begins") else None,
        words=answers.get("words") or "",
        unit_id=int(answers["unit"]) if answers.get("unit") else _only_unit(turn),
    )
    _show(turn, offer_id, Reach.FITTING, above=say(N_("It is entered. Nobody has been told yet.")))


def _only_unit(turn: Turn) -> int:
    """Return the unit of somebody who was not asked for one, since they have no choice."""
    own = offers.units_for(turn.work)
    return own[0].id if own else 0


# One offer -----------------------------------------------------------------------------------------------------------


def open_offer(turn: Turn, press: OpenOffer) -> None:
    """Show one offer, and whom it fits."""
    _show(turn, press.offer_id, press.reach)


def _show(turn: Turn, offer_id: int, reach: Reach, *, above: Sayable | None = None) -> None:
    seen = offers.view(turn.work, offer_id)
    text = paragraphs(
        above,
        seen.facts,
        seen.words or None,
        lines(say(N_("For: {unit}"), unit=seen.unit_name), _places(seen), _standing(seen)),
        _reached(seen.reached, reach) if seen.reached else None,
    )
    turn.show(text, _keys(seen, reach))


def _places(seen: offers.OfferView) -> Sayable:
    counts = seen.counts
    taken = say(N_("Places taken: {taken} of {places}"), taken=counts.taken, places=counts.places)
    closed = None if seen.is_open else say(N_("Closed: nobody can answer any more."))
    return lines(taken, closed)


def _standing(seen: offers.OfferView) -> Sayable | None:
    """Say how many stand how, which is told to those who see them all."""
    if not seen.is_managed or not seen.counts.all:
        return None
    by_state = seen.counts.by_state
    parts = (say(N_("{state} {count}"), state=state.label, count=by_state[state]) for state in State if by_state[state])
    return lines(*parts, between=" · ")


def _reached(reached: offers.Reached, reach: Reach) -> Sayable:
    fitting, unknown = len(reached.fitting), len(reached.unknown)
    fits = Nn_(
        "It fits {count} household that has not been told yet.",
        "It fits {count} households that have not been told yet.",
    )
    asks = Nn_(
        "In {count} more household somebody is out of work, but nobody has noted yet what they want.",
        "In {count} more households somebody is out of work, but nobody has noted yet what they want.",
    )
    included = say(N_("They are included now."))
    mutes = Nn_(
        "{count} household does not want to hear of jobs and training and is not told.",
        "{count} households do not want to hear of jobs and training and are not told.",
    )
    away = Nn_(
        "{count} household cannot be reached through the bot now; please call them.",
        "{count} households cannot be reached through the bot now; please call them.",
    )
    return lines(
        say_many(*fits, fitting) if fitting else say(N_("We know of no other household that it fits.")),
        say_many(*asks, unknown) if unknown else None,
        included if unknown and reach is Reach.UNKNOWN_TOO else None,
        say_many(*mutes, reached.muted) if reached.muted else None,
        say_many(*away, reached.unreachable) if reached.unreachable else None,
    )


def _chosen(reached: offers.Reached, reach: Reach) -> int:
    return len(reached.chosen(with_unknown=reach is Reach.UNKNOWN_TOO))


def _keys(seen: offers.OfferView, reach: Reach) -> Keys:
    offer_id = seen.offer_id
    rows: list[tuple[Key, ...]] = []
    if seen.reached is not None:
        rows.extend(_tell_keys(seen.reached, offer_id, reach))
    if seen.counts.all:
        rows.append((key(say(N_("Replies")), RepliesPage(offer_id, 0)),))
    if seen.is_managed and not seen.is_over:
        rows.append((key(say(N_("End this offer")), AskToEnd(offer_id)),))
    return (*rows, (key(say(N_("‹ Job offers")), OffersPage(0)),))


def _tell_keys(reached: offers.Reached, offer_id: int, reach: Reach) -> Keys:
    count = _chosen(reached, reach)
    told = say(N_("Tell them ({count})"), count=count)
    tell_key = ((key(told, AskToTell(offer_id, reach)),),) if count else ()
    if not reached.unknown:
        return tell_key
    if reach is Reach.UNKNOWN_TOO:
        return (*tell_key, (key(say(N_("☑ Also where the wish is not known")), OpenOffer(offer_id, Reach.FITTING)),))
    return (*tell_key, (key(say(N_("☐ Also where the wish is not known")), OpenOffer(offer_id, Reach.UNKNOWN_TOO)),))


def ask_to_tell(turn: Turn, press: AskToTell) -> None:
    """Ask whether the households are to be told."""
    seen = offers.view(turn.work, press.offer_id)
    count = _chosen(seen.reached, press.reach) if seen.reached else 0
    if not count:
        _show(turn, press.offer_id, press.reach)
        return
    asked = Nn_(
        "Tell {count} household of “{title}”? The worker on the file gets a message now and can answer with a button.",
        "Tell {count} households of “{title}”? The worker on each file gets a message now and can answer with a "
        "button.",
    )
    keys = (
        (key(say(N_("Yes, tell them")), TellHouseholds(press.offer_id, press.reach, count)),),
        (key(say(N_("‹ Back")), OpenOffer(press.offer_id, press.reach)),),
    )
    turn.show(say_many(*asked, count, title=seen.title), keys)


def tell(turn: Turn, press: TellHouseholds) -> None:
    """Tell the households."""
    with_unknown = press.reach is Reach.UNKNOWN_TOO
    count = offers.tell(turn.work, press.offer_id, with_unknown=with_unknown, asked=press.asked)
    told = Nn_("{count} household is told of it.", "{count} households are told of it.")
    above = (
        say_many(*told, count) if count else say(N_("Everybody whom it fits was told before; nobody is told twice."))
    )
    _show(turn, press.offer_id, Reach.FITTING, above=above)


def ask_to_end(turn: Turn, press: AskToEnd) -> None:
    """Ask whether the offer is to end."""
    text = say(
        N_(
            "End “{title}” now? Nobody can answer any more, and those who are interested or on the waiting list are "
            "told that it is no longer offered. It cannot be opened again."
        ),
        title=offers.title_of(turn.work, press.offer_id),
    )
    keys = (
        (key(say(N_("Yes, end it")), EndOffer(press.offer_id)),),
        (key(say(N_("‹ Back")), OpenOffer(press.offer_id)),),
    )
    turn.show(text, keys)


def end(turn: Turn, press: EndOffer) -> None:
    """End it."""
    count = offers.end(turn.work, press.offer_id)
    told = Nn_("{count} worker who wanted it is told.", "{count} workers who wanted it are told.")
    above = lines(say(N_("It has ended.")), say_many(*told, count) if count else None, between=" ")
    _show(turn, press.offer_id, Reach.FITTING, above=above)


register(Conversation("offer", Action.MANAGE_OFFERS, _form, _given, name=say(N_("a job or training offer"))))
register(Conversation("offer_words", Action.WORK_HOUSEHOLD, lambda _turn, _draft: offer_words_form(), _searched))

ROUTES: list[Route] = [
    entry(
        Entry(
            command="offers",
            label=say(N_("🧰 Job offers")),
            help=say(N_("officers: vacancies, training places, job fairs, and their results")),
            access=Action.WORK_HOUSEHOLD,
            function=listed,
            order=64,
            listed=False,
        )
    ),
    Press(OffersPage, Action.WORK_HOUSEHOLD, page),
    Press(SearchOffers, Action.WORK_HOUSEHOLD, search),
    Press(NewOffer, Action.MANAGE_OFFERS, new),
    Press(OpenOffer, Action.WORK_HOUSEHOLD, open_offer),
    Press(AskToTell, Action.MANAGE_OFFERS, ask_to_tell),
    Press(TellHouseholds, Action.MANAGE_OFFERS, tell),
    Press(AskToEnd, Action.MANAGE_OFFERS, ask_to_end),
    Press(EndOffer, Action.MANAGE_OFFERS, end),
]
