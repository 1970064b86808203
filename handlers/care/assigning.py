"""Who looks after which household: leaders give households to officers and to other units; workers see whom to call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.households.buttons import (
    AssignAll,
    AssignByTable,
    AssignTo,
    ChooseOfficer,
    ChooseUnit,
    HouseholdsPage,
    MoveTo,
    OfferAll,
    OpenHousehold,
    Shown,
)
from domain.households.questions import officer_table_form
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, Nn_, Sayable, lines, say, say_many
from domain.units.steps import Role
from handlers.care.household import show_household
from handlers.care.households import BACK, back
from handlers.forms import Conversation, begin, register
from handlers.menu.lists import page_of
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import care, households
from services.forms import Draft


def choose_officer(turn: Turn, press: ChooseOfficer) -> None:
    """Suggest who could take a household."""
    found = care.suggestions_for(turn.work, press.household_id)
    keys = tuple((key(_suggested(one), AssignTo(press.household_id, one.holder.appointment_id)),) for one in found)
    text = (
        say(N_("Who looks after this household? Those near and with few households stand on top:"))
        if found
        else say(N_("Nobody else can take this household. The administrator can appoint a case officer: /officers"))
    )
    turn.show(text, (*keys, (key(say(N_("‹ Household")), OpenHousehold(press.household_id)),)))


def _suggested(one: care.Suggestion) -> Sayable:
    load = say_many(*Nn_("{count} household", "{count} households"), one.households)
    return lines(one.holder.name, load, Role(one.holder.role).label, one.holder.unit_name, between=" · ")


def assign(turn: Turn, press: AssignTo) -> None:
    """Give the household to an officer."""
    care.assign_to(turn.work, press.household_id, press.appointment_id)
    turn.toast(say(N_("Done. The officers and the worker were told.")))
    show_household(turn, press.household_id)


def offer_all(turn: Turn, press: OfferAll) -> None:
    """Ask whether all households without an officer are to be given away."""
    found = households.listed(turn.work, Shown.UNOWNED, page=0, size=1)
    if not found.total:
        turn.toast(say(N_("Every household has a case officer. Nothing was changed.")), alert=True)
        return
    source = Nn_(
        "{count} household has no case officer. Shall I give it to the nearest officer with the fewest households?",
        "{count} households have no case officer. Shall I give each to the nearest officer with the fewest households?",
    )
    keys = ((key(say(N_("Yes, assign all")), AssignAll()),), (key(BACK, HouseholdsPage(Shown.UNOWNED, "", 0)),))
    turn.show(say_many(*source, found.total), keys)


def assign_all(turn: Turn, press: AssignAll) -> None:
    """Give them all away."""
    given, left = care.assign_all(turn.work)
    source = Nn_("{count} household has a case officer now.", "{count} households have a case officer now.")
    rest = Nn_(
        "For {count} household nobody could be found. Please ask the administrator to appoint a case officer.",
        "For {count} households nobody could be found. Please ask the administrator to appoint a case officer.",
    )
    text = lines(say_many(*source, given), say_many(*rest, left) if left else None)
    turn.show(text, (back(),))


def by_table(turn: Turn, press: AssignByTable) -> None:
    """Ask for a table."""
    begin(turn, "officer_table", restart=True, below=True)


def _table_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    care.keep_table(turn.work, answers["table"])
    turn.show(say(N_("Thank you. I read the table now and tell you here what came of it.")))


def choose_unit(turn: Turn, press: ChooseUnit) -> None:
    """Show the units a household can move to."""
    found = care.units_to_move_to(turn.work, press.household_id)
    keys = page_of(list(found.items()), press.page).keys(
        lambda unit: key(lines(unit[1]), MoveTo(press.household_id, unit[0])),
        lambda number: ChooseUnit(press.household_id, number),
    )
    to_household = (key(say(N_("‹ Household")), OpenHousehold(press.household_id)),)
    text = say(N_("To which unit does the worker belong now?")) if found else say(N_("You cover no other unit."))
    turn.show(text, (*keys, to_household))


def move(turn: Turn, press: MoveTo) -> None:
    """Move the household."""
    care.move(turn.work, press.household_id, press.unit_id)
    turn.toast(say(N_("Done. The officers and the worker were told.")))
    show_household(turn, press.household_id)


register(
    Conversation("officer_table", Action.MANAGE_HOUSEHOLDS, lambda _turn, _draft: officer_table_form(), _table_given)
)

ROUTES: list[Route] = [
    Press(ChooseOfficer, Action.MANAGE_HOUSEHOLDS, choose_officer),
    Press(AssignTo, Action.MANAGE_HOUSEHOLDS, assign),
    Press(ChooseUnit, Action.MANAGE_HOUSEHOLDS, choose_unit),
    Press(MoveTo, Action.MANAGE_HOUSEHOLDS, move),
    Press(OfferAll, Action.MANAGE_HOUSEHOLDS, offer_all),
    Press(AssignAll, Action.MANAGE_HOUSEHOLDS, assign_all),
    Press(AssignByTable, Action.MANAGE_HOUSEHOLDS, by_table),
]
