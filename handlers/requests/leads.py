"""Free words that are no answer to a form: what there is for them, or else a person of the union."""

from __future__ import annotations

from telegram.ext import filters

from domain.aid.buttons import ApplyTo
from domain.platform.access import Action, allowed
from domain.platform.identifiers import names_somebody
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Sayable, paragraphs, say
from domain.policy.leads import Lead
from domain.requests.leads import decides, is_wordless, lead_in, wants_out
from handlers.forms import take_message, unfinished_keys
from handlers.menu import odd
from handlers.menu.menu import ENTRIES, go_key, menu_key
from handlers.offers.jobs import show_jobs_named
from handlers.platform.route import Route, Says
from handlers.platform.turn import Turn
from handlers.requests.asking import beside, offer
from handlers.requests.numbers import number_typed
from services import requests, warnings

ASK = "ask"  # the way to a person

OUT = say(
    N_(
        "You can stop at any time: “Pause” keeps everything for another day, /cancel throws this form away. To "
        "speak with a person, call the union's hotline 12351 or see /officer."
    )
)

BY_KEYS = say(
    N_(
        "Words decide nothing, so that nobody ever decides the wrong case: please press a key below the case itself. "
        "What waits for you stands under /pending."
    )
)

HERE = say(N_("I am here. Write in a few words what you need, or choose from the menu."))


def said(turn: Turn) -> None:
    """Somebody wrote something in words of their own; an open form has it first, if it can be an answer there."""
    if turn.words.startswith("/"):
        odd.anything(turn)
    elif not take_message(turn, _aside):
        _led_on(turn)


def _led_on(turn: Turn) -> None:
    """Say what there is, and ask whether a person is to read it."""
    if number_typed(turn):
        return
    lead = lead_in(turn.words, turn.house.policies.current.leads)
    if lead is None and is_wordless(turn.words):
        turn.say(HERE, ((menu_key(),),))
    elif lead is None or (lead.alone and requests.the_one_waiting(turn.work) is not None):
        _to_a_person(turn)
    else:
        _say(turn, lead)


def _say(turn: Turn, lead: Lead) -> None:
    """Say what there is for words, and unless it was only a greeting or one with an id, offer it to a person, too."""
    warnings.words_said(turn.work, lead.key)
    if lead.shows is not None and allowed(turn.actor, ENTRIES[lead.shows].access):
        ENTRIES[lead.shows].function(turn)
    offered = not lead.alone and ASK not in lead.ways and requests.is_able(turn.work)
    if offered and not names_somebody(turn.words):
        also, keys = beside(turn, turn.words)
        turn.say(paragraphs(lead.text, also), (*keys, *ways_of(turn, lead)))
    else:
        turn.say(lead.text, ways_of(turn, lead))


def _to_a_person(turn: Turn) -> None:
    """An officer before whom one request lies has most likely answered it; everybody else asks something."""
    asked = requests.the_one_waiting(turn.work)
    if asked is None and decides(turn.words) and allowed(turn.actor, Action.SEE_CASE):
        turn.say(BY_KEYS, ((go_key("pending"),), (menu_key(),)))
        return
    if asked is None:
        show_jobs_named(turn, turn.words)
        offer(turn, turn.words)
        return
    message = requests.keep_answer(turn.work, asked, turn.words)
    turn.say(message.text, message.keys)


def _aside(turn: Turn, problem: Sayable) -> Sayable | None:
    """Say what there is for words in the middle of a form, which goes on below."""
    if wants_out(turn.words):
        return OUT
    if number_typed(turn):
        return problem
    lead = lead_in(turn.words, turn.house.policies.current.leads)
    if lead is None:
        return None
    _say(turn, lead)
    return problem


def ways_of(turn: Turn, lead: Lead) -> Keys:
    """Lead on: who is not registered yet begins with that, whatever it is that they want."""
    begin = () if turn.actor.registered else ((go_key("start"),),)
    found = [turn.house.policies.current.programme(name) for name in lead.programmes]
    apply: list[tuple[Key, ...]] = [(key(one.title, ApplyTo(one.key)),) for one in found]
    ways: list[tuple[Key, ...]] = [(go_key(way),) for way in lead.ways]
    open_forms = unfinished_keys(turn) if lead.alone else ()
    return (*begin, *open_forms, *apply, *ways, (menu_key(),))


ROUTES: list[Route] = [Says(filters.TEXT & ~filters.COMMAND & filters.UpdateType.MESSAGE, Action.TALK, said)]
