"""/units: administrators see to the network of units and print posters for workers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import Form, Option
from domain.officers.buttons import AppointAt
from domain.platform.access import Action
from domain.platform.messages import Attachment, Key, Keys, key
from domain.platform.text import N_, lines, say
from domain.units.buttons import AddUnit, NameUnit, OpenUnit, UnitPoster, UnitsPage
from domain.units.questions import names_form, unit_form
from domain.units.steps import Level
from handlers.forms import Conversation, begin, filled_in, register
from handlers.menu.lists import page_of
from handlers.menu.menu import Entry, entry, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import units
from services.forms import Draft

A_PAGE = 10


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
    keys = page_of(tree, page, A_PAGE).keys(_line_key, UnitsPage)
    turn.show(say(N_("Units, and how many officers each has. Choose one:")), (*keys, (menu_key(),)))


def _line_key(one: units.Line) -> Key:
    name = lines("　" * one.depth, one.unit.name, between="")
    return key(lines(name, str(one.officers), between=" · "), OpenUnit(one.unit.id))


def open_unit(turn: Turn, press: OpenUnit) -> None:
    """Show one unit."""
    unit = units.get(turn.session, press.unit_id)
    add = ((key(say(N_("Add a unit below")), AddUnit(unit.id)),),) if unit.levels_below else ()
    keys: Keys = (
        *add,
        (key(say(N_("Appoint an officer")), AppointAt(unit.id)),),
        (key(say(N_("Poster for workers")), UnitPoster(unit.id)),),
        (key(say(N_("Names")), NameUnit(unit.id)),),
        (key(say(N_("‹ Units")), UnitsPage(0)),),
    )
    turn.show(say(N_("<b>{name}</b> · {level}"), name=unit.name, level=unit.level.label), keys)


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
        by=turn.person_id,
    )
    names = key(say(N_("Names in other languages")), NameUnit(unit.id))
    turn.show(say(N_("Added: {name}."), name=unit.name), ((key(say(N_("Open")), OpenUnit(unit.id)),), (names,)))


def name_unit(turn: Turn, press: NameUnit) -> None:
    """Show the names of a unit, to be changed."""
    units.get(turn.session, press.unit_id)
    begin(turn, "unit_names", subject=str(press.unit_id), restart=True, below=True)


def _names(turn: Turn, subject: str) -> Mapping[str, Any]:
    return filled_in(names_form(), units.names_of(turn.session, int(subject)))


def _named(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    unit = units.rename(turn.work, int(draft.subject), units.Names(**answers), by=turn.person_id)
    turn.show(say(N_("The unit is called {name} now."), name=unit.name), ((key(say(N_("Open")), OpenUnit(unit.id)),),))


def poster(turn: Turn, press: UnitPoster) -> None:
    """Send the poster by which workers find the bot with their unit already chosen."""
    made = units.poster(turn.session, press.unit_id)
    link = turn.house.deep_link(f"u_{made.code}")
    text = say(N_("Poster for {unit}. Workers scan it, or open {link}"), unit=made.unit, link=link)
    turn.say(text, attachment=Attachment(qr=link))


register(Conversation("unit", Action.MANAGE_UNITS, _unit_form, _unit_given))
register(Conversation("unit_names", Action.MANAGE_UNITS, lambda _turn, _draft: names_form(), _named, prefill=_names))

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
    Press(UnitsPage, Action.MANAGE_UNITS, units_page),
    Press(OpenUnit, Action.MANAGE_UNITS, open_unit),
    Press(AddUnit, Action.MANAGE_UNITS, add_unit),
    Press(NameUnit, Action.MANAGE_UNITS, name_unit),
    Press(UnitPoster, Action.MANAGE_UNITS, poster),
]
