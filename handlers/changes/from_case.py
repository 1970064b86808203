"""An officer changes something for the worker of a case, with a household file or without one."""

from __future__ import annotations

from domain.cases.buttons import ChangeFromCase, OpenCase
from domain.changes.buttons import AskChangeFromCase
from domain.changes.change import What
from domain.forms import clipped
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, paragraphs, say
from handlers.changes.asking import ask
from handlers.changes.choosing import CHOOSE
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import changes


def choose(turn: Turn, press: ChangeFromCase) -> None:
    """Show what can be changed."""
    found = changes.things_of(turn.work, case_id=press.case_id)
    cards = [key(clipped(label), AskChangeFromCase(press.case_id, What.CARD, one)) for one, label in found.questions]
    given = [
        key(say(N_("Worker: {what}"), what=clipped(label)), AskChangeFromCase(press.case_id, What.PERSON, one))
        for one, label in found.registration
    ]
    head = say(N_("<b>Case {number}</b>"), number=found.number)
    keys = tuple((one,) for one in (*cards, *given, key(say(N_("Open")), OpenCase(press.case_id))))
    turn.say(paragraphs(head, CHOOSE), keys)


def chosen(turn: Turn, press: AskChangeFromCase) -> None:
    """Ask for it as for any change."""
    ask(turn, changes.Wanted(None, press.what, press.field, case_id=press.case_id))


ROUTES: list[Route] = [
    Press(ChangeFromCase, Action.CHANGE_HOUSEHOLD, choose),
    Press(AskChangeFromCase, Action.CHANGE_HOUSEHOLD, chosen),
]
