"""/report: the hardship self-report, for whoever has none under way and no file."""

from __future__ import annotations

from domain.platform.access import Action
from domain.platform.text import N_, say
from handlers.aid.asking import REPORT
from handlers.forms import begin
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Route
from handlers.platform.turn import Turn
from services import aid
from services.cases import HouseholdInOpenCase


def report(turn: Turn) -> None:
    """Begin or continue the report, unless the worker has a case or file already."""
    number = aid.case_in_the_way(turn.work)
    if number is None:
        begin(turn, REPORT)
        return
    turn.show(HouseholdInOpenCase(number=number).said, ((go_key("file"), go_key("cases")), (menu_key(),)))


ROUTES: list[Route] = [
    entry(
        Entry(
            "report", say(N_("🏠 Report hardship")), say(N_("tell the union about hardship")), Action.REPORT, report, 10
        )
    ),
]
