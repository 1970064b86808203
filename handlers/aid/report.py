"""/report: the hardship self-report, for whoever has none under way and no file."""

from __future__ import annotations

from domain.aid.buttons import AlsoOn
from domain.platform.access import Action
from domain.platform.text import N_, paragraphs, say
from handlers.aid.asking import REPORT
from handlers.cases.told import handed_in, handed_in_keys
from handlers.forms import begin
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import aid, cases
from services.cases import HouseholdInOpenCase


def report(turn: Turn) -> None:
    """Begin or continue the report, unless the worker has a case or file already."""
    number = aid.case_in_the_way(turn.work)
    if number is None:
        begin(turn, REPORT)
        return
    turn.show(HouseholdInOpenCase(number=number).said, ((go_key("file"), go_key("cases")), (menu_key(),)))


def also_on(turn: Turn, press: AlsoOn) -> None:
    """The report of a case is handed in for another list as well: one card tells of both."""
    number = aid.hand_in_beside(turn.work, press.case_id, press.programme)
    seen = cases.own_case(turn.work, number)
    source = N_("Your report is handed in for this list, too: <b>{number}</b> {title}. It has steps of its own.")
    head = say(source, number=number, title=seen.title)
    turn.show(paragraphs(head, handed_in(seen)), handed_in_keys(seen))


ROUTES: list[Route] = [
    entry(
        Entry(
            "report", say(N_("🏠 Report hardship")), say(N_("tell the union about hardship")), Action.REPORT, report, 10
        )
    ),
    Press(AlsoOn, Action.REPORT, also_on),
]
