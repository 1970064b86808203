"""The first words, and the way on from them: consents, registration, then what the link was for."""

from __future__ import annotations

from domain.platform.text import N_, Text, paragraphs, say
from handlers.forms import begin
from handlers.menu.menu import menu_keys
from handlers.people.links import link_in
from handlers.people.words import ASKED_FIRST, first_keys, language_row
from handlers.platform.turn import Turn
from services import officers, people

APPOINTMENT_LINK = "a_"


def go_on(turn: Turn) -> None:
    """Take the next step of getting to know one another: consents, registration, then what the link was for."""
    if not turn.actor.consented:
        welcome(turn)
    elif not turn.actor.registered:
        if (invited := _invited(turn)) is not None and turn.press is None:
            turn.say(invited)
        begin(turn, "registration")
    elif not follow_kept_link(turn):
        name = people.name_of(turn.work)
        turn.show(say(N_("Welcome back, {name}. What would you like to do?"), name=name), menu_keys(turn))


def follow_kept_link(turn: Turn) -> bool:
    """Follow the link that had to wait for registration; tell whether there was one."""
    payload = people.take_link(turn.work)
    link = link_in(payload)
    if link is not None:
        link.follow(turn, payload)
    return link is not None


def _invited(turn: Turn) -> Text | None:
    """Say what the link that brought this person invites to, if it is a valid invitation of an officer."""
    link = people.remembered_link(turn.work)
    if not link.startswith(APPOINTMENT_LINK):
        return None
    offer = officers.invited_as(turn.work, link.removeprefix(APPOINTMENT_LINK))
    if offer is None:
        return None
    source = N_("You are invited to be {role} of {unit}. Please register first, two minutes.")
    return say(source, role=offer.role.label, unit=offer.unit)


def welcome(turn: Turn) -> None:
    """Say in two sentences what the bot does and ask for the first consent; the text of the law is behind a key."""
    unit = people.remembered_unit(turn.work)
    text = paragraphs(
        _invited(turn),
        say(
            N_(
                "Hello, I am your trade union's assistant: you can report hardship, apply for aid and follow your case "
                "here, free of charge."
            )
        ),
        ASKED_FIRST,
        say(N_("Your unit: {unit}"), unit=unit.name) if unit else None,
    )
    turn.show(text, (*first_keys(), language_row("welcome")))
