"""/households: lists of the households on file, an officer's own and all that a leader covers."""

from __future__ import annotations

from domain.households.buttons import (
    AssignByTable,
    ChooseFilter,
    HouseholdsPage,
    ListOut,
    OfferAll,
    OpenHousehold,
    Shown,
)
from domain.platform.access import Action, allowed
from domain.platform.messages import Key, Keys, key
from domain.platform.power.purposes import Purpose
from domain.platform.text import N_, Nn_, Sayable, Text, lines, paragraphs, say, say_many
from handlers.menu.lists import A_PAGE, Page, page_of
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import households

BACK = say(N_("‹ Households"))


def listed(turn: Turn) -> None:
    """Show a case officer their own households, a leader all that they cover."""
    _show_list(turn, first_list(turn), "", 0)


def first_list(turn: Turn) -> Shown:
    return Shown.ALL if allowed(turn.actor, Action.MANAGE_HOUSEHOLDS) else Shown.OWN


def list_page(turn: Turn, press: HouseholdsPage) -> None:
    """Show another page or another list."""
    _show_list(turn, press.shown, press.value, max(press.page, 0))


def _show_list(turn: Turn, shown: Shown, value: str, page: int) -> None:
    found = households.listed(turn.work, shown, value, page=page, size=A_PAGE)
    keys = Page(found.lines, page, found.total).keys(
        lambda one: _line_key(turn, one), lambda number: HouseholdsPage(shown, value, number)
    )
    ways = _leader_keys(shown, found.unowned) if allowed(turn.actor, Action.MANAGE_HOUSEHOLDS) else ()
    out = ((key(say(N_("📄 Spreadsheet (XLSX)")), ListOut(shown, value, Purpose.ASK)),),) if found.total else ()
    behalf = (go_key("behalf"),)
    turn.show(_heading(shown, found.total), (*keys, *ways, *out, behalf, (menu_key(),)))


def _line_key(turn: Turn, line: households.HouseholdLine) -> Key:
    if not line.agrees:
        return key(lines(line.number, line.name, between=" · "), OpenHousehold(line.household_id))
    is_due = line.due_on <= turn.today
    name = lines("⏰", line.name, between=" ") if is_due else line.name
    parts = (name, _next_thing(line, is_due), line.household_class.label)  # a narrow phone cuts the last
    return key(lines(*parts, between=" · "), OpenHousehold(line.household_id))


def _next_thing(line: households.HouseholdLine, is_due: bool) -> Sayable:
    if line.officer is None:
        return say(N_("no case officer"))
    if line.tasks and not is_due:
        return say_many(*Nn_("open in {count} season", "open in {count} seasons"), line.tasks)
    return say(N_("visit by {day}"), day=line.due_on)


def _heading(shown: Shown, total: int) -> Text:
    if total == 0:
        return say(N_("No household here.")) if shown is not Shown.OWN else say(N_("You look after no household now."))
    if shown is Shown.OWN:
        source = Nn_(
            "You look after {count} household. The next visit is due on top:",
            "You look after {count} households. The next visits due are on top:",
        )
    elif shown is Shown.UNOWNED:
        source = Nn_("{count} household has no case officer:", "{count} households have no case officer:")
    else:
        source = Nn_("{count} household. Choose one:", "{count} households. Choose one:")
    return say_many(*source, total)


def _leader_keys(shown: Shown, unowned: int) -> Keys:
    """Return the ways to narrow a list down, and to give many households away at once."""
    if shown is Shown.UNOWNED and unowned:
        return (
            (key(say(N_("Assign all as suggested ({count})"), count=unowned), OfferAll()),),
            (key(say(N_("Assign by table")), AssignByTable()),),
            (key(say(N_("All households")), HouseholdsPage(Shown.ALL, "", 0)),),
        )
    without = key(say(N_("Without officer ({count})"), count=unowned), HouseholdsPage(Shown.UNOWNED, "", 0))
    return (
        (key(say(N_("All")), HouseholdsPage(Shown.ALL, "", 0)), key(say(N_("Mine")), HouseholdsPage(Shown.OWN, "", 0))),
        *(((without,),) if unowned else ()),
        (
            key(say(N_("Unit")), ChooseFilter(Shown.OF_UNIT, 0)),
            key(say(N_("Class")), ChooseFilter(Shown.OF_CLASS, 0)),
            key(say(N_("Officer")), ChooseFilter(Shown.OF_OFFICER, 0)),
        ),
        (key(say(N_("Assign by table")), AssignByTable()),),
    )


def choose_filter(turn: Turn, press: ChooseFilter) -> None:
    """Show the units, classes or officers to choose from."""
    found = households.choices(turn.work, press.shown)
    keys = page_of(found, press.page).keys(
        lambda one: _choice_key(press.shown, one), lambda number: ChooseFilter(press.shown, number)
    )
    aims = households.aims(turn.work) if press.shown is Shown.OF_CLASS else None
    turn.show(paragraphs(say(N_("Which households? Choose:")), aims), (*keys, back()))


def _choice_key(shown: Shown, one: households.Choice) -> Key:
    label = lines(one.label, str(one.households), between=" · ")
    return key(label, HouseholdsPage(shown, one.value, 0))


def back() -> tuple[Key, ...]:
    """Return the key that leads to all households."""
    return (key(BACK, HouseholdsPage(Shown.ALL, "", 0)),)


ROUTES: list[Route] = [
    entry(
        Entry(
            command="households",
            label=say(N_("🏘 Households")),
            help=say(N_("officers: households on file, visits, and who looks after whom")),
            access=Action.SEE_HOUSEHOLD,
            function=listed,
            order=62,
            listed=False,
        )
    ),
    Press(HouseholdsPage, Action.SEE_HOUSEHOLD, list_page),
    Press(ChooseFilter, Action.MANAGE_HOUSEHOLDS, choose_filter),
]
