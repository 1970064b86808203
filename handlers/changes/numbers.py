"""A number that was not at hand when a report was handed in, added under the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.cases.buttons import Act, CasePress
from domain.forms import Form
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, say
from handlers.cases.own import NUMBER_KEY
from handlers.forms import Conversation, register
from handlers.menu.menu import menu_key
from handlers.platform.route import Route
from handlers.platform.turn import Turn
from services import changes
from services.forms import Draft


def _form(turn: Turn, draft: Draft) -> Form:
    case_id, _, which = draft.subject.partition(".")
    return changes.number_wanted(turn.work, int(case_id), which)


def _added(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case_id, _, which = draft.subject.partition(".")
    number = changes.add_number(turn.work, int(case_id), which, answers)
    see = key(say(N_("See the case")), CasePress(int(case_id), Act.OPEN))
    turn.show(say(N_("Thank you, it is with case {number} now."), number=number), ((see, menu_key()),))


ROUTES: list[Route] = []

register(Conversation(key=NUMBER_KEY, access=Action.CHANGE_OWN_CASE, build=_form, complete=_added))
