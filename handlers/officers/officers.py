"""/officers: administrators appoint officers by one-time links, and end appointments."""

from __future__ import annotations

from domain.officers.buttons import AppointAs, AppointAt, EndAppointment, OfficersPage, OpenAppointment
from domain.platform.access import Action
from domain.platform.messages import Key, key
from domain.platform.text import N_, Refusal, lines, paragraphs, say
from domain.units.buttons import UnitsPage
from domain.units.steps import Role
from handlers.menu.lists import page_of
from handlers.menu.menu import Entry, entry, menu_key
from handlers.people.links import Link, on_link
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import officers, units
from services.platform.undo import undone_when_refused

A_PAGE = 10


def listed(turn: Turn) -> None:
    """Show the first page of the officers."""
    _show_officers(turn, 0)


def officers_page(turn: Turn, press: OfficersPage) -> None:
    """Show another page."""
    _show_officers(turn, press.page)


def _show_officers(turn: Turn, page: int) -> None:
    held = officers.listed(turn.session)
    keys = page_of(held, page, A_PAGE).keys(_line_key, OfficersPage)
    appoint = (key(say(N_("Appoint somebody: choose the unit")), UnitsPage(0)),)
    text = say(N_("Officers. Choose one to end an appointment:")) if held else say(N_("There are no officers yet."))
    turn.show(text, (*keys, appoint, (menu_key(),)))


def _line_key(one: officers.AppointmentView) -> Key:
    return key(lines(one.name, one.role.label, one.unit, between=" · "), OpenAppointment(one.id))


def appoint_at(turn: Turn, press: AppointAt) -> None:
    """Ask for the role."""
    unit = units.get(turn.session, press.unit_id)
    keys = tuple((key(role.label, AppointAs(unit.id, role)),) for role in Role)
    text = say(N_("Which role at {unit}? It covers this unit and all below."), unit=unit.name)
    turn.show(text, (*keys, (key(say(N_("‹ Units")), UnitsPage(0)),)))


def appoint_as(turn: Turn, press: AppointAs) -> None:
    """Make the one-time link."""
    unit = units.get(turn.session, press.unit_id)
    link = officers.invite(turn.work, unit_id=unit.id, role=press.role, by=turn.person_id)
    text = paragraphs(
        say(N_("Invitation: {role} at {unit}.\n{link}"), role=press.role.label, unit=unit.name, link=link),
        say(N_("It works once and for seven days. Send it to this one person only.")),
    )
    turn.say(text)


def open_appointment(turn: Turn, press: OpenAppointment) -> None:
    """Ask whether an appointment is to end."""
    held = officers.get(turn.session, press.appointment_id)
    text = say(
        N_("End the appointment of {name} as {role} at {unit}? What waits for them goes to others."),
        name=held.name,
        role=held.role.label,
        unit=held.unit,
    )
    keys = (
        (key(say(N_("Yes, end it")), EndAppointment(held.id)),),
        (key(say(N_("‹ Officers")), OfficersPage(0)),),
    )
    turn.show(text, keys)


def end_appointment(turn: Turn, press: EndAppointment) -> None:
    """End it."""
    officers.end(turn.work, press.appointment_id, by=turn.person_id)
    turn.show(say(N_("The appointment has ended.")), ((key(say(N_("‹ Officers")), OfficersPage(0)),),))


def accept(turn: Turn, token: str) -> None:
    """Somebody followed an invitation; one that is no good must not undo the registration that came before it."""
    try:
        with undone_when_refused(turn.session):
            said = officers.accept(turn.work, token)
    except Refusal as refusal:
        said = refusal.said
    turn.stand_anew()
    turn.say(said)


on_link(Link("a_", Action.ACCEPT_APPOINTMENT, accept))

ROUTES: list[Route] = [
    entry(
        Entry(
            command="officers",
            label=say(N_("👥 Officers")),
            help=say(N_("administrators: appoint officers, end appointments")),
            access=Action.MANAGE_OFFICERS,
            function=listed,
            order=71,
            listed=False,
        )
    ),
    Press(OfficersPage, Action.MANAGE_OFFICERS, officers_page),
    Press(AppointAt, Action.MANAGE_OFFICERS, appoint_at),
    Press(AppointAs, Action.MANAGE_OFFICERS, appoint_as),
    Press(OpenAppointment, Action.MANAGE_OFFICERS, open_appointment),
    Press(EndAppointment, Action.MANAGE_OFFICERS, end_appointment),
]
