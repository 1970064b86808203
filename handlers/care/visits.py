"""Visits to a household on file: logged by its officer, and listed with their photos."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import Form
from domain.households.buttons import (
    ChangeFile,
    HouseholdsPage,
    LogVisit,
    OpenHousehold,
    Shown,
    VisitPhotos,
    VisitsSoFar,
)
from domain.households.questions import day_of, home_visit_form
from domain.households.visits import Findings
from domain.platform.access import Action
from domain.platform.messages import Key, key
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from handlers.care.households import BACK
from handlers.forms import Conversation, begin, register
from handlers.menu.lists import page_of
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import care, households
from services.forms import Draft
from services.platform import outbox


def log_visit(turn: Turn, press: LogVisit) -> None:
    """Begin to log a visit."""
    care.check_may_log(turn.work, press.household_id)
    begin(turn, "home_visit", subject=str(press.household_id), restart=True, below=True)


def _visit_form(turn: Turn, draft: Draft) -> Form:
    number = care.check_may_log(turn.work, int(draft.subject))
    return home_visit_form(number, turn.today)


def _visit_logged(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    household_id = int(draft.subject)
    households.log(
        turn.work,
        household_id,
        visited_on=day_of(answers),
        findings=answers["findings"],
        note=answers.get("note") or "",
        files=answers.get("photos") or (),
    )
    change = (key(say(N_("✏️ Change something in the file")), ChangeFile(household_id, 0)),)
    keys = (
        *(() if answers["findings"] == Findings.UNCHANGED else (change,)),
        (key(say(N_("Open the household")), OpenHousehold(household_id)),),
        (key(BACK, HouseholdsPage(Shown.OWN, "", 0)),),
    )
    turn.show(say(N_("Thank you, the visit is logged. Every visit counts for this family.")), keys)


def visits_so_far(turn: Turn, press: VisitsSoFar) -> None:
    """List the visits to a household."""
    number, found = care.visits(turn.work, press.household_id)
    page = page_of(found, press.page)
    photos = tuple((_photos_key(one),) for one in page.shown if one.photos)
    turning = page.turning(lambda number: VisitsSoFar(press.household_id, number))
    text = (
        paragraphs(say(N_("<b>Visits to household {number}</b>"), number=number), *map(_visit_line, page.shown))
        if found
        else say(N_("No visit to household {number} is logged yet."), number=number)
    )
    back = (key(say(N_("‹ Household")), OpenHousehold(press.household_id)),)
    turn.show(text, (*photos, *turning, back))


def _photos_key(one: care.VisitLine) -> Key:
    return key(say(N_("Photos of {day} ({count})"), day=one.visited_on, count=one.photos), VisitPhotos(one.visit_id))


def _visit_line(one: care.VisitLine) -> Sayable:
    return lines(lines(one.visited_on, one.officer, one.findings.label, between=" · "), one.note or None)


def visit_photos(turn: Turn, press: VisitPhotos) -> None:
    """Send the photos of a visit."""
    for message in care.photos(turn.work, press.visit_id):
        outbox.put(turn.work, turn.person_id, message, priority=outbox.INTERACTIVE)


register(
    Conversation("home_visit", Action.WORK_HOUSEHOLD, _visit_form, _visit_logged, name=say(N_("the record of a visit")))
)

ROUTES: list[Route] = [
    Press(LogVisit, Action.WORK_HOUSEHOLD, log_visit),
    Press(VisitsSoFar, Action.SEE_HOUSEHOLD, visits_so_far),
    Press(VisitPhotos, Action.SEE_HOUSEHOLD, visit_photos),
]
