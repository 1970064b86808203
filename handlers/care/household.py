"""/household: one household on file as its officer reads it, and whom to call."""

from __future__ import annotations

from domain.households.buttons import (
    CallWorker,
    CertificateAnew,
    ChangeFile,
    ChooseOfficer,
    ChooseUnit,
    FileOnPaper,
    HouseholdsPage,
    LifeOf,
    LogVisit,
    OpenHousehold,
    RecheckOf,
    VisitsSoFar,
)
from domain.plans.buttons import OpenPlan
from domain.platform.access import Action
from domain.platform.messages import Keys, key
from domain.platform.power.purposes import Purpose
from domain.platform.text import N_, Joined, Nn_, Sayable, Text, lines, paragraphs, say, say_many
from domain.tasks.buttons import OpenTask
from handlers.care.households import BACK, first_list
from handlers.menu.menu import ENTRIES, Entry, go_key, menu_key
from handlers.platform.route import Command, Press, Route
from handlers.platform.turn import Turn
from services import care, households


def open_household(turn: Turn, press: OpenHousehold) -> None:
    """Show one household."""
    show_household(turn, press.household_id)


def open_by_number(turn: Turn, number: str) -> None:
    """The same by number, since buttons get lost in an outage; or by a name, or the end of somebody's number."""
    if not number:
        source = N_(
            "Please send with the command what you have: the number of the household, a name, or the last four signs "
            "of a resident id. For example: /household HF-2026-0001"
        )
        turn.say(say(source), ((go_key("households"),), (menu_key(),)))
        return
    found = households.find(turn.work, number)
    if isinstance(found, int):
        show_household(turn, found)
    else:
        _show_found(turn, found)


def _show_found(turn: Turn, found: tuple[tuple[int, Sayable], ...]) -> None:
    """Show whose file it may be; one that is not theirs to open is as none."""
    if not found:
        source = N_(
            "I find nobody like that in the households that you may open. Please try another part of the name, the "
            "last four signs of the resident id, or the number of the household."
        )
        turn.say(say(source), ((go_key("households"),), (menu_key(),)))
        return
    rows = tuple((key(title, OpenHousehold(household_id)),) for household_id, title in found)
    many = Nn_("{count} household fits:", "{count} households fit, the newest first:")
    turn.say(say_many(*many, len(found)), rows)


def show_household(turn: Turn, household_id: int) -> None:
    """Show one household in the place of what was there."""
    view = care.opened(turn.work, household_id)
    turn.show(_card(view), _card_keys(turn, view))


def _card(view: care.HouseholdView) -> Sayable:
    officer = say(N_("Case officer: {name}"), name=view.officer) if view.officer else say(N_("⚠ No case officer yet"))
    return paragraphs(
        lines(
            say(N_("<b>{name}</b> · household {number}"), name=view.name, number=view.number),
            lines(view.household_class.heading, view.unit, between=" · "),
            say(N_("Class worked out on {day}"), day=view.class_on) if view.class_on else None,
            say(N_("People living together: {count}"), count=view.people),
            *view.answers,
            officer,
        ),
        lines(_last_visit(view), _next_visit(view), _recheck(view)),
        _tasks(view),
    )


def _last_visit(view: care.HouseholdView) -> Text:
    if view.last_visit_on is None:
        return say(N_("Last visit: none yet"))
    return say(N_("Last visit: {day}"), day=view.last_visit_on)


def _next_visit(view: care.HouseholdView) -> Text:
    if view.is_due:
        return say(N_("⏰ Please visit: due by {day}"), day=view.due_on)
    return say(N_("Next visit: by {day}"), day=view.due_on)


def _recheck(view: care.HouseholdView) -> Text | None:
    if view.rests_since is not None:
        return say(N_("⏸ The file rests since {day}: the yearly re-check was not answered"), day=view.rests_since)
    if view.recheck_until is not None:
        return say(N_("🗓 The yearly re-check waits for an answer, until {day}"), day=view.recheck_until)
    return None


def _tasks(view: care.HouseholdView) -> Joined | None:
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


def _card_keys(turn: Turn, view: care.HouseholdView) -> Keys:
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
        *(((key(say(N_("🗓 Answer the re-check")), RecheckOf(here)),),) if _recheck(view) else ()),
        *tasks,
        (key(say(N_("📞 Call")), CallWorker(here)), key(say(N_("Visits so far")), VisitsSoFar(here, 0))),
        (
            key(say(N_("📋 Plan and measures")), OpenPlan(here)),
            key(say(N_("🗓 What has happened so far")), LifeOf(here)),
        ),
        (key(say(N_("✏️ Change something in the file")), ChangeFile(here, 0)),),
        *leads,
        (key(say(N_("🖨 The file on paper (PDF)")), FileOnPaper(here, Purpose.ASK)),),
        (key(say(N_("🎫 New certificate")), CertificateAnew(here, Purpose.ASK)),),
        (key(BACK, HouseholdsPage(first_list(turn), "", 0)),),
    )


def call(turn: Turn, press: CallWorker) -> None:
    """Say whom to call."""
    turn.say(care.phone(turn.work, press.household_id))


ENTRIES["household"] = Entry(
    command="household",
    label=say(N_("Open a household")),
    help=say(N_("officers: find a household by number or name")),
    access=Action.SEE_HOUSEHOLD,
    function=lambda turn: open_by_number(turn, ""),
    order=63,
    listed=False,
    in_menu=False,
)

ROUTES: list[Route] = [
    Command("household", Action.SEE_HOUSEHOLD, open_by_number),
    Press(OpenHousehold, Action.SEE_HOUSEHOLD, open_household),
    Press(CallWorker, Action.SEE_HOUSEHOLD, call),
]
