"""/start: the first meeting, deep links from posters and invitations, and the way back in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.people.consent import ConsentKind
from domain.platform.access import Action, allowed
from domain.platform.text import N_, Refusal, Text, paragraphs, say
from handlers.forms.conversation import begin
from handlers.menu.menu import ENTRIES, Entry, commands, menu_keys
from handlers.people.consent import PROCESSING_TEXT, consent_keys
from handlers.people.language import language_row
from handlers.platform.route import Command, Route
from handlers.platform.turn import Turn
from services.officers import appointments
from services.people import registration

UNIT_LINK, APPOINTMENT_LINK = "u_", "a_"


@dataclass(frozen=True)
class Link:
    """What a deep link with this prefix leads to, once the person is allowed to follow it."""

    prefix: str
    access: Action
    function: Callable[[Turn, str], None]


LINKS: dict[str, Link] = {}


def on_link(link: Link) -> Link:
    """Let `start=<prefix><rest>` lead to a function; before registration it is remembered and followed afterwards."""
    LINKS[link.prefix] = link
    return link


def start(turn: Turn, payload: str) -> None:
    """Somebody opened the bot, perhaps by a link."""
    if turn.person.locale == "zh_Hant":
        turn.set_commands(commands())
    link = next((link for prefix, link in LINKS.items() if payload.startswith(prefix)), None)
    if link is not None and allowed(turn.actor, link.access):
        link.function(turn, payload.removeprefix(link.prefix))
        return
    if link is not None:
        turn.person.pending_link = payload
    elif payload.startswith(UNIT_LINK) and not turn.actor.registered:
        _remember_unit(turn, payload.removeprefix(UNIT_LINK))
    go_on(turn)


def _remember_unit(turn: Turn, code: str) -> None:
    try:
        unit = registration.unit_by_code(turn.session, code)
    except Refusal as unknown:
        turn.say(unknown.said)
        return
    turn.person.pending_unit_id = unit.id


def go_on(turn: Turn) -> None:
    """Take the next step of getting to know one another: consents, registration, then what the link was for."""
    if not turn.actor.consented:
        welcome(turn)
    elif not turn.actor.registered:
        if (invited := _invited(turn)) is not None and turn.press is None:
            turn.say(invited)
        begin(turn, "registration")
    elif not follow_kept_link(turn):
        name = turn.person.name or ""
        turn.show(say(N_("Welcome back, {name}. What would you like to do?"), name=name), menu_keys(turn))


def follow_kept_link(turn: Turn) -> bool:
    """Follow the link that had to wait for registration; tell whether there was one."""
    payload, turn.person.pending_link = turn.person.pending_link, None
    link = next((link for prefix, link in LINKS.items() if payload and payload.startswith(prefix)), None)
    if link is None or payload is None:
        return False
    link.function(turn, payload.removeprefix(link.prefix))
    return True


def _invited(turn: Turn) -> Text | None:
    """Say what the link that brought this person invites to, if it is a valid invitation of an officer."""
    link = turn.person.pending_link or ""
    if not link.startswith(APPOINTMENT_LINK):
        return None
    offer = appointments.invited_as(turn.work, link.removeprefix(APPOINTMENT_LINK))
    if offer is None:
        return None
    source = N_("You are invited to be {role} of {unit}. Please register first, two minutes.")
    return say(source, role=offer.role.label, unit=offer.unit)


def welcome(turn: Turn) -> None:
    """Say what the bot does and what happens to data, and ask for the first consent."""
    unit = registration.unit_of(turn.session, turn.person.pending_unit_id)
    text = paragraphs(
        _invited(turn),
        say(N_("Hello. I am the assistant of your trade union for workers in difficulty.")),
        say(
            N_(
                "You can report hardship, apply for aid and follow your case here. Officers of your union decide, not "
                "I. It costs nothing."
            )
        ),
        say(N_("Your unit: {unit}"), unit=unit.name) if unit else None,
        PROCESSING_TEXT,
    )
    turn.show(text, (*consent_keys(ConsentKind.PROCESSING), language_row("welcome")))


ENTRIES["start"] = Entry(
    "start", say(N_("▶ Begin")), say(N_("begin, or go on")), Action.TALK, go_on, order=1, listed=False, in_menu=False
)

ROUTES: list[Route] = [Command("start", Action.TALK, start)]
