"""/officers: administrators appoint officers by one-time links, and end appointments."""

from __future__ import annotations

from datetime import date

from domain.officers.buttons import (
    AppointAs,
    AppointAt,
    EndAppointment,
    NotMeant,
    OfficersPage,
    OpenAppointment,
    OpenInvited,
    ThatIsWhoIMeant,
)
from domain.platform.access import Action
from domain.platform.messages import Key, key
from domain.platform.text import N_, Refusal, Sayable, lines, paragraphs, say
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
_RUNS = N_("{name} is now {role} at {unit}, and has been told.")
_A_SECOND_IS_ASKED = N_(
    "Noted: {name}, {role} at {unit}. This office decides or pays, so a second administrator is asked now; it begins "
    "with their yes."
)
_BACK = (key(say(N_("‹ Officers")), OfficersPage(0)),)


def listed(turn: Turn) -> None:
    """Show the first page of the officers."""
    _show_officers(turn, 0)


def officers_page(turn: Turn, press: OfficersPage) -> None:
    """Show another page."""
    _show_officers(turn, press.page)


def _show_officers(turn: Turn, page: int) -> None:
    held = officers.listed(turn.session)
    keys = page_of(held, page, A_PAGE).keys(_line_key, OfficersPage)
    waits = tuple((_waiting_key(one),) for one in officers.waiting(turn.work))
    appoint = (key(say(N_("Appoint somebody: choose the unit")), UnitsPage(0)),)
    text = say(N_("Officers. Choose one to end an appointment:")) if held else say(N_("There are no officers yet."))
    asked = say(N_("⏳ Followed an invitation and waits for your yes:")) if waits else None
    turn.show(paragraphs(asked, text), (*waits, *keys, appoint, (menu_key(),)))


def _line_key(one: officers.AppointmentView) -> Key:
    return key(lines(one.name, one.role.label, one.unit, between=" · "), OpenAppointment(one.id))


def _waiting_key(one: officers.Followed) -> Key:
    return key(lines(say(N_("⏳ {name}"), name=one.name), one.role.label, one.unit, between=" · "), OpenInvited(one.id))


def open_invited(turn: Turn, press: OpenInvited) -> None:
    """Show who followed an invitation, and ask."""
    asked = officers.asked(turn.work, press.invitation_id)
    turn.show(asked.text, (*asked.keys, _BACK))


def confirm(turn: Turn, press: ThatIsWhoIMeant) -> None:
    """It is who was meant."""
    one = officers.confirm(turn.work, press.invitation_id)
    said = _RUNS if one.runs else _A_SECOND_IS_ASKED
    turn.show(say(said, name=one.name, role=one.role.label, unit=one.unit), (_BACK,))


def decline(turn: Turn, press: NotMeant) -> None:
    """It is somebody else; the administrator gets a new link."""
    one = officers.decline(turn.work, press.invitation_id)
    made = officers.invite(turn.work, unit_id=one.unit_id, role=one.role, by=turn.person_id)
    said = say(N_("The link that {name} followed has ended, and {name} has been told."), name=one.name)
    turn.show(paragraphs(said, _invitation(one.role, one.unit, made.link, made.until)), (_BACK,))


def appoint_at(turn: Turn, press: AppointAt) -> None:
    """Ask for the role."""
    unit = units.get(turn.session, press.unit_id)
    keys = tuple((key(role.label, AppointAs(unit.id, role)),) for role in Role)
    text = say(N_("Which role at {unit}? It covers this unit and all below."), unit=unit.name)
    turn.show(text, (*keys, (key(say(N_("‹ Units")), UnitsPage(0)),)))


def appoint_as(turn: Turn, press: AppointAs) -> None:
    """Make the one-time link."""
    unit = units.get(turn.session, press.unit_id)
    made = officers.invite(turn.work, unit_id=unit.id, role=press.role, by=turn.person_id)
    turn.say(_invitation(press.role, unit.name, made.link, made.until))


def _invitation(role: Role, unit: str, link: str, until: date) -> Sayable:
    return paragraphs(
        say(N_("Invitation: {role} at {unit}.\n{link}"), role=role.label, unit=unit, link=link),
        say(N_("It works once, until {day}. Send it to this one person only."), day=until),
        say(N_("Whoever follows it is named to you first; the office begins when you say that it is who you meant.")),
    )


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
        _BACK,
    )
    turn.show(text, keys)


def end_appointment(turn: Turn, press: EndAppointment) -> None:
    """End it."""
    officers.end(turn.work, press.appointment_id, by=turn.person_id)
    turn.show(say(N_("The appointment has ended.")), (_BACK,))


def accept(turn: Turn, token: str) -> None:
    """Somebody followed an invitation; one that is no good must not undo the registration that came before it."""
    try:
        with undone_when_refused(turn.session):
            said = officers.follow(turn.work, token)
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
    Press(OpenInvited, Action.MANAGE_OFFICERS, open_invited),
    Press(ThatIsWhoIMeant, Action.MANAGE_OFFICERS, confirm),
    Press(NotMeant, Action.MANAGE_OFFICERS, decline),
]
