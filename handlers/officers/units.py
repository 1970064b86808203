"""Administrators see to the network: units, officers, invitations and posters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import Form, Option
from domain.officers.buttons import AppointAs, AppointAt, EndAppointment, OfficersPage, OpenAppointment
from domain.platform.access import Action
from domain.platform.messages import Attachment, Keys, key
from domain.platform.text import N_, Refusal, lines, paragraphs, say
from domain.units.buttons import AddUnit, OpenUnit, UnitPoster, UnitsPage
from domain.units.questions import unit_form
from domain.units.steps import Level, Role
from handlers.forms.conversation import Conversation, begin, register
from handlers.menu.menu import Entry, entry, menu_key
from handlers.menu.office import pages
from handlers.people.links import Link, on_link
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services.forms.drafts import Draft
from services.officers import appointments
from services.people.people import row_of
from services.platform.undo import undone_when_refused
from services.units import units

A_PAGE = 10

# Units ---------------------------------------------------------------------------------------------------------------


def listed(turn: Turn) -> None:
    """Show the first page of the tree."""
    _show_units(turn, 0)


def units_page(turn: Turn, press: UnitsPage) -> None:
    """Show another page."""
    _show_units(turn, press.page)


def _show_units(turn: Turn, page: int) -> None:
    tree = units.tree(turn.session)
    if not tree:
        turn.show(say(N_("There are no units yet.")), ((key(say(N_("Add the centre")), AddUnit(0)),), (menu_key(),)))
        return
    shown = tree[page * A_PAGE : (page + 1) * A_PAGE]
    keys = tuple(
        (
            key(
                lines("　" * one.depth + one.unit.name, str(one.officers), between=" · "),
                OpenUnit(one.unit.id),
            ),
        )
        for one in shown
    )
    turning = pages(UnitsPage, page, len(tree), A_PAGE)
    turn.show(say(N_("Units, and how many officers each has. Choose one:")), (*keys, *turning, (menu_key(),)))


def open_unit(turn: Turn, press: OpenUnit) -> None:
    """Show one unit."""
    unit = units.get(turn.session, press.unit_id)
    unit_id = unit.id
    add = ((key(say(N_("Add a unit below")), AddUnit(unit_id)),),) if units.levels_below(unit) else ()
    keys: Keys = (
        *add,
        (key(say(N_("Appoint an officer")), AppointAt(unit_id)),),
        (key(say(N_("Poster for workers")), UnitPoster(unit_id)),),
        (key(say(N_("‹ Units")), UnitsPage(0)),),
    )
    turn.show(say(N_("<b>{name}</b> · {level}"), name=unit.name, level=Level(unit.level).label), keys)


def add_unit(turn: Turn, press: AddUnit) -> None:
    """Ask for the new unit."""
    if press.parent_id:
        units.get(turn.session, press.parent_id)
    begin(turn, "unit", subject=str(press.parent_id), restart=True, below=True)


def _unit_form(turn: Turn, draft: Draft) -> Form:
    parent = int(draft.subject)
    levels = units.levels_under(turn.session, parent)
    return unit_form([Option(level.value, level.label) for level in levels])


def _unit_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    unit = units.add(
        turn.work,
        name=answers["name"],
        level=Level(answers["level"]),
        parent_id=int(draft.subject) or None,
        by=turn.person.id,
    )
    turn.show(say(N_("Added: {name}."), name=unit.name), ((key(say(N_("Open")), OpenUnit(unit.id)),),))


def poster(turn: Turn, press: UnitPoster) -> None:
    """Send the poster by which workers find the bot with their unit already chosen."""
    unit = units.get(turn.session, press.unit_id)
    link = turn.house.deep_link(f"u_{units.poster_code(turn.session, unit)}")
    text = say(N_("Poster for {unit}. Workers scan it, or open {link}"), unit=unit.name, link=link)
    turn.say(text, attachment=Attachment(qr=link))


# Officers ------------------------------------------------------------------------------------------------------------


def officers(turn: Turn) -> None:
    """Show the first page of the officers."""
    _show_officers(turn, 0)


def officers_page(turn: Turn, press: OfficersPage) -> None:
    """Show another page."""
    _show_officers(turn, press.page)


def _show_officers(turn: Turn, page: int) -> None:
    held = appointments.officers(turn.session)
    shown = held[page * A_PAGE : (page + 1) * A_PAGE]
    keys = tuple(
        (
            key(
                lines(who.name or "", Role(one.role).label, at.name, between=" · "),
                OpenAppointment(one.id),
            ),
        )
        for one, who, at in shown
    )
    appoint = (key(say(N_("Appoint somebody: choose the unit")), UnitsPage(0)),)
    text = say(N_("Officers. Choose one to end an appointment:")) if held else say(N_("There are no officers yet."))
    turn.show(text, (*keys, *pages(OfficersPage, page, len(held), A_PAGE), appoint, (menu_key(),)))


def appoint_at(turn: Turn, press: AppointAt) -> None:
    """Ask for the role."""
    unit = units.get(turn.session, press.unit_id)
    keys = tuple((key(role.label, AppointAs(unit.id, role)),) for role in Role)
    text = say(N_("Which role at {unit}? It covers this unit and all below."), unit=unit.name)
    turn.show(text, (*keys, (key(say(N_("‹ Units")), UnitsPage(0)),)))


def appoint_as(turn: Turn, press: AppointAs) -> None:
    """Make the one-time link."""
    unit = units.get(turn.session, press.unit_id)
    link = appointments.invite(turn.work, unit=unit, role=press.role, by=turn.person.id)
    text = paragraphs(
        say(N_("Invitation: {role} at {unit}.\n{link}"), role=press.role.label, unit=unit.name, link=link),
        say(N_("It works once and for seven days. Send it to this one person only.")),
    )
    turn.say(text)


def open_appointment(turn: Turn, press: OpenAppointment) -> None:
    """Ask whether an appointment is to end."""
    held, person, unit = appointments.get(turn.session, press.appointment_id)
    text = say(
        N_("End the appointment of {name} as {role} at {unit}? What waits for them goes to others."),
        name=person.name or "",
        role=Role(held.role).label,
        unit=unit.name,
    )
    keys = (
        (key(say(N_("Yes, end it")), EndAppointment(held.id)),),
        (key(say(N_("‹ Officers")), OfficersPage(0)),),
    )
    turn.show(text, keys)


def end_appointment(turn: Turn, press: EndAppointment) -> None:
    """End it."""
    appointments.end(turn.work, press.appointment_id, by=turn.person.id)
    turn.show(say(N_("The appointment has ended.")), ((key(say(N_("‹ Officers")), OfficersPage(0)),),))


def accept(turn: Turn, token: str) -> None:
    """Somebody followed an invitation; one that is no good must not undo the registration that came before it."""
    try:
        with undone_when_refused(turn.session):
            said = appointments.accept(turn.work, row_of(turn.work), token)
    except Refusal as refusal:
        said = refusal.said
    turn.stand_anew()
    turn.say(said)


register(Conversation("unit", Action.MANAGE_UNITS, _unit_form, _unit_given))
on_link(Link("a_", Action.ACCEPT_APPOINTMENT, accept))

ROUTES: list[Route] = [
    entry(
        Entry(
            command="units",
            label=say(N_("🏢 Units")),
            help=say(N_("administrators: the units and their posters")),
            access=Action.MANAGE_UNITS,
            function=listed,
            order=70,
            listed=False,
        )
    ),
    entry(
        Entry(
            command="officers",
            label=say(N_("👥 Officers")),
            help=say(N_("administrators: appoint officers, end appointments")),
            access=Action.MANAGE_OFFICERS,
            function=officers,
            order=71,
            listed=False,
        )
    ),
    Press(UnitsPage, Action.MANAGE_UNITS, units_page),
    Press(OpenUnit, Action.MANAGE_UNITS, open_unit),
    Press(AddUnit, Action.MANAGE_UNITS, add_unit),
    Press(UnitPoster, Action.MANAGE_UNITS, poster),
    Press(OfficersPage, Action.MANAGE_OFFICERS, officers_page),
    Press(AppointAt, Action.MANAGE_OFFICERS, appoint_at),
    Press(AppointAs, Action.MANAGE_OFFICERS, appoint_as),
    Press(OpenAppointment, Action.MANAGE_OFFICERS, open_appointment),
    Press(EndAppointment, Action.MANAGE_OFFICERS, end_appointment),
]
