"""Households on file and their case officers: lists, one household, visits, and who looks after whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import Form
from domain.households.buttons import (
    AssignAll,
    AssignByTable,
    AssignTo,
    CallWorker,
    ChooseFilter,
    ChooseOfficer,
    ChooseUnit,
    HouseholdsPage,
    LogVisit,
    MoveTo,
    OfferAll,
    OpenHousehold,
    Shown,
    VisitPhotos,
    VisitsSoFar,
)
from domain.households.classes import HouseholdClass
from domain.households.questions import day_of, home_visit_form, officer_table_form
from domain.platform.access import Action
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Joined, Nn_, Sayable, Text, lines, paragraphs, say, say_many
from domain.tasks.buttons import OpenTask
from domain.units.steps import Role
from handlers.forms.conversation import Conversation, begin, register
from handlers.menu.menu import ENTRIES, Entry, entry, menu_key
from handlers.menu.office import pages
from handlers.platform.route import Command, Press, Route
from handlers.platform.turn import Turn
from services.care import assigning as case_officers
from services.care import card as household_view
from services.care import table as officer_table
from services.care.card import HouseholdView, VisitLine
from services.forms.drafts import Draft
from services.households import lists as household_list
from services.households import visits as home_visits
from services.people.people import row_of
from services.platform import outbox

A_PAGE = 8
BACK = say(N_("‹ Households"))

# Lists ---------------------------------------------------------------------------------------------------------------


def listed(turn: Turn) -> None:
    """Show a case officer their own households, a leader all that they cover."""
    _show_list(turn, _first_list(turn), "", 0)


def _first_list(turn: Turn) -> Shown:
    return Shown.ALL if household_list.manages(turn.actor) else Shown.OWN


def list_page(turn: Turn, press: HouseholdsPage) -> None:
    """Show another page or another list."""
    _show_list(turn, press.shown, press.value, max(press.page, 0))


def _show_list(turn: Turn, shown: Shown, value: str, page: int) -> None:
    found = household_list.listed(turn.work, shown, value, page=page, size=A_PAGE)
    keys = tuple((_line_key(turn, one),) for one in found.lines)

    def turned(number: int) -> HouseholdsPage:
        return HouseholdsPage(shown, value, number)

    ways = _leader_keys(shown, found.unowned) if household_list.manages(turn.actor) else ()
    turn.show(_heading(shown, found.total), (*keys, *pages(turned, page, found.total, A_PAGE), *ways, (menu_key(),)))


def _line_key(turn: Turn, line: household_list.HouseholdLine) -> Key:
    is_due = line.due_on <= turn.today
    mark = "⏰ " if is_due else ""
    parts = (mark + line.name, _next_thing(line, is_due), line.household_class.label)  # a narrow phone cuts the last
    return key(lines(*parts, between=" · "), OpenHousehold(line.household_id))


def _next_thing(line: household_list.HouseholdLine, is_due: bool) -> Sayable:
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
    found = household_list.choices(turn.work, press.shown)
    page = max(press.page, 0)
    some = found[page * A_PAGE : (page + 1) * A_PAGE]
    keys = tuple(
        (key(lines(_named(press.shown, one), str(one.households), between=" · "),
             HouseholdsPage(press.shown, one.value, 0)),)
        for one in some
    )  # fmt: skip

    def turned(number: int) -> ChooseFilter:
        return ChooseFilter(press.shown, number)

    turn.show(say(N_("Which households? Choose:")), (*keys, *pages(turned, page, len(found), A_PAGE), _back()))


def _named(shown: Shown, one: household_list.Choice) -> Sayable:
    return HouseholdClass(one.value).heading if shown is Shown.OF_CLASS else lines(one.label)


def _back() -> tuple[Key, ...]:
    return (key(BACK, HouseholdsPage(Shown.ALL, "", 0)),)


# One household -------------------------------------------------------------------------------------------------------


def open_household(turn: Turn, press: OpenHousehold) -> None:
    """Show one household."""
    _show_household(turn, press.household_id)


def open_by_number(turn: Turn, number: str) -> None:
    """The same by number, since buttons get lost in an outage."""
    if not number:
        turn.say(say(N_("Please send the number with the command, for example: /household HF-2026-0001")))
        return
    _show_household(turn, household_view.id_of(turn.session, number))


def _show_household(turn: Turn, household_id: int) -> None:
    view = household_view.opened(turn.work, household_id)
    turn.show(_card(view), _card_keys(turn, view))


def _card(view: HouseholdView) -> Sayable:
    officer = say(N_("Case officer: {name}"), name=view.officer) if view.officer else say(N_("⚠ No case officer yet"))
    return paragraphs(
        lines(
            say(N_("<b>{name}</b> · household {number}"), name=view.name, number=view.number),
            lines(view.household_class.heading, view.unit, between=" · "),
            say(N_("People living together: {count}"), count=view.people),
            say(N_("Causes: {causes}"), causes=Joined(view.causes, "; ")) if view.causes else None,
            officer,
        ),
        lines(_last_visit(view), _next_visit(view)),
        _tasks(view),
    )


def _last_visit(view: HouseholdView) -> Text:
    if view.last_visit_on is None:
        return say(N_("Last visit: none yet"))
    return say(N_("Last visit: {day}"), day=view.last_visit_on)


def _next_visit(view: HouseholdView) -> Text:
    if view.is_due:
        return say(N_("⏰ Please visit: due by {day}"), day=view.due_on)
    return say(N_("Next visit: by {day}"), day=view.due_on)


def _tasks(view: HouseholdView) -> Joined | None:
    if not view.tasks:
        return None
    told = (
        say(N_("{title}: put off until {day}"), title=one.title, day=one.later_on)
        if one.later_on
        else say_many(*Nn_("{title}: {count} thing left to do", "{title}: {count} things left to do"), one.left,
                      title=one.title)
        for one in view.tasks
    )  # fmt: skip
    return lines(say(N_("<b>Open tasks</b>")), *told)


def _card_keys(turn: Turn, view: HouseholdView) -> Keys:
    here = view.household_id
    tasks = tuple((key(one.title, OpenTask(one.task_id)),) for one in view.tasks)
    officer = say(N_("Change officer")) if view.officer else say(N_("Choose an officer"))
    leads: Keys = (
        ((key(officer, ChooseOfficer(here)), key(say(N_("Move to another unit")), ChooseUnit(here, 0))),)
        if view.manages
        else ()
    )
    return (
        (key(say(N_("🏠 Log a visit")), LogVisit(here)),),
        *tasks,
        (key(say(N_("📞 Call")), CallWorker(here)), key(say(N_("Visits so far")), VisitsSoFar(here, 0))),
        *leads,
        (key(BACK, HouseholdsPage(_first_list(turn), "", 0)),),
    )


def call(turn: Turn, press: CallWorker) -> None:
    """Say whom to call."""
    turn.say(household_view.phone(turn.work, press.household_id))


# Visits --------------------------------------------------------------------------------------------------------------


def log_visit(turn: Turn, press: LogVisit) -> None:
    """Begin to log a visit."""
    household_view.check_may_log(turn.work, press.household_id)
    begin(turn, "home_visit", subject=str(press.household_id), restart=True, below=True)


def _visit_form(turn: Turn, draft: Draft) -> Form:
    number = household_view.check_may_log(turn.work, int(draft.subject))
    return home_visit_form(number, turn.today)


def _visit_logged(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    household_id = int(draft.subject)
    home_visits.log(
        turn.work,
        household_id,
        visited_on=day_of(answers),
        findings=answers["findings"],
        note=answers.get("note") or "",
        files=answers.get("photos") or (),
    )
    keys = (
        (key(say(N_("Open the household")), OpenHousehold(household_id)),),
        (key(BACK, HouseholdsPage(Shown.OWN, "", 0)),),
    )
    turn.show(say(N_("Thank you, the visit is logged. Every visit counts for this family.")), keys)


def visits_so_far(turn: Turn, press: VisitsSoFar) -> None:
    """List the visits to a household."""
    number, found = household_view.visits(turn.work, press.household_id)
    page = max(press.page, 0)
    some = found[page * A_PAGE : (page + 1) * A_PAGE]
    photos = tuple(
        (key(say(N_("Photos of {day} ({count})"), day=one.visited_on, count=one.photos), VisitPhotos(one.visit_id)),)
        for one in some
        if one.photos
    )

    def turned(number: int) -> VisitsSoFar:
        return VisitsSoFar(press.household_id, number)

    text = (
        paragraphs(say(N_("<b>Visits to household {number}</b>"), number=number), *map(_visit_line, some))
        if some
        else say(N_("No visit to household {number} is logged yet."), number=number)
    )
    back = (key(say(N_("‹ Household")), OpenHousehold(press.household_id)),)
    turn.show(text, (*photos, *pages(turned, page, len(found), A_PAGE), back))


def _visit_line(one: VisitLine) -> Sayable:
    return lines(lines(one.visited_on, one.officer, one.findings.label, between=" · "), one.note or None)


def visit_photos(turn: Turn, press: VisitPhotos) -> None:
    """Send the photos of a visit."""
    for message in household_view.photos(turn.work, press.visit_id):
        outbox.put(turn.work, turn.person.id, message, priority=outbox.INTERACTIVE)


# Officers of households ----------------------------------------------------------------------------------------------


def choose_officer(turn: Turn, press: ChooseOfficer) -> None:
    """Suggest who could take a household."""
    found = case_officers.suggestions_for(turn.work, press.household_id)
    keys = tuple((key(_suggested(one), AssignTo(press.household_id, one.holder.appointment_id)),) for one in found)
    text = (
        say(N_("Who looks after this household? Those near and with few households stand on top:"))
        if found
        else say(N_("Nobody else can take this household. The administrator can appoint a case officer: /officers"))
    )
    turn.show(text, (*keys, (key(say(N_("‹ Household")), OpenHousehold(press.household_id)),)))


def _suggested(one: case_officers.Suggestion) -> Sayable:
    load = say_many(*Nn_("{count} household", "{count} households"), one.households)
    return lines(one.holder.name, load, Role(one.holder.role).label, one.holder.unit_name, between=" · ")


def assign(turn: Turn, press: AssignTo) -> None:
    """Give the household to an officer."""
    officer_id = case_officers.person_of(turn.session, press.appointment_id)
    case_officers.assign(turn.work, press.household_id, officer_id)
    turn.toast(say(N_("Done. The officers and the worker were told.")))
    _show_household(turn, press.household_id)


def offer_all(turn: Turn, press: OfferAll) -> None:
    """Ask whether all households without an officer are to be given away."""
    found = household_list.listed(turn.work, Shown.UNOWNED, page=0, size=1)
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
    given, left = case_officers.assign_all(turn.work)
    source = Nn_("{count} household has a case officer now.", "{count} households have a case officer now.")
    rest = Nn_(
        "For {count} household nobody could be found. Please ask the administrator to appoint a case officer.",
        "For {count} households nobody could be found. Please ask the administrator to appoint a case officer.",
    )
    text = lines(say_many(*source, given), say_many(*rest, left) if left else None)
    turn.show(text, (_back(),))


def by_table(turn: Turn, press: AssignByTable) -> None:
    """Ask for a table."""
    begin(turn, "officer_table", restart=True, below=True)


def _table_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    officer_table.keep(turn.work, answers["table"])
    turn.show(say(N_("Thank you. I read the table now and tell you here what came of it.")))


def choose_unit(turn: Turn, press: ChooseUnit) -> None:
    """Show the units a household can move to."""
    found = case_officers.units_to_move_to(turn.work, press.household_id)
    page = max(press.page, 0)
    some = found[page * A_PAGE : (page + 1) * A_PAGE]
    keys = tuple((key(lines(one.name), MoveTo(press.household_id, one.id)),) for one in some)

    def turned(number: int) -> ChooseUnit:
        return ChooseUnit(press.household_id, number)

    back = (key(say(N_("‹ Household")), OpenHousehold(press.household_id)),)
    text = say(N_("To which unit does the worker belong now?")) if found else say(N_("You cover no other unit."))
    turn.show(text, (*keys, *pages(turned, page, len(found), A_PAGE), back))


def move(turn: Turn, press: MoveTo) -> None:
    """Move the household."""
    case_officers.move(turn.work, press.household_id, press.unit_id)
    turn.toast(say(N_("Done. The officers and the worker were told.")))
    _show_household(turn, press.household_id)


# The worker ----------------------------------------------------------------------------------------------------------


def own_officer(turn: Turn) -> None:
    """Show a worker whom to call."""
    turn.show(household_view.own_card(turn.session, row_of(turn.work)), ((menu_key(),),))


register(
    Conversation("home_visit", Action.WORK_HOUSEHOLD, _visit_form, _visit_logged, name=say(N_("the record of a visit")))
)
register(
    Conversation("officer_table", Action.MANAGE_HOUSEHOLDS, lambda _turn, _draft: officer_table_form(), _table_given)
)


ENTRIES["household"] = Entry(
    command="household",
    label=say(N_("Open a household")),
    help=say(N_("officers: open a household by its number")),
    access=Action.SEE_HOUSEHOLD,
    function=lambda turn: open_by_number(turn, ""),
    order=63,
    listed=False,
    in_menu=False,
)

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
    entry(
        Entry(
            command="officer",
            label=say(N_("🤝 My case officer")),
            help=say(N_("who looks after your household, and their phone number")),
            access=Action.SEE_OWN_OFFICER,
            function=own_officer,
            order=32,
        )
    ),
    Command("household", Action.SEE_HOUSEHOLD, open_by_number),
    Press(HouseholdsPage, Action.SEE_HOUSEHOLD, list_page),
    Press(ChooseFilter, Action.MANAGE_HOUSEHOLDS, choose_filter),
    Press(OpenHousehold, Action.SEE_HOUSEHOLD, open_household),
    Press(CallWorker, Action.SEE_HOUSEHOLD, call),
    Press(LogVisit, Action.WORK_HOUSEHOLD, log_visit),
    Press(VisitsSoFar, Action.SEE_HOUSEHOLD, visits_so_far),
    Press(VisitPhotos, Action.SEE_HOUSEHOLD, visit_photos),
    Press(ChooseOfficer, Action.MANAGE_HOUSEHOLDS, choose_officer),
    Press(AssignTo, Action.MANAGE_HOUSEHOLDS, assign),
    Press(ChooseUnit, Action.MANAGE_HOUSEHOLDS, choose_unit),
    Press(MoveTo, Action.MANAGE_HOUSEHOLDS, move),
    Press(OfferAll, Action.MANAGE_HOUSEHOLDS, offer_all),
    Press(AssignAll, Action.MANAGE_HOUSEHOLDS, assign_all),
    Press(AssignByTable, Action.MANAGE_HOUSEHOLDS, by_table),
]
