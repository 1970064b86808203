"""Members of a meeting vote on a case, and name a sum where it is left open to their votes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import Form
from domain.platform.access import Action
from domain.platform.text import N_, say
from domain.procedure.buttons import CastVote
from domain.procedure.refusals import NotThisStep
from domain.procedure.state import Choice
from domain.procedure.steps.approval import SUM
from handlers.forms import Conversation, begin, register
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import procedure
from services.forms import Draft

WRITTEN = say(N_("Your vote is written down."))


def vote(turn: Turn, press: CastVote) -> None:
    """A member of the meeting votes, or votes otherwise; a sum is asked for first, where one goes with a yes."""
    if press.choice is Choice.FOR and procedure.sum_asked(turn.work, press.case_id, press.version) is not None:
        begin(turn, "vote_sum", subject=f"{press.case_id}:{press.version}", restart=True, below=True)
        return
    shown = procedure.vote(turn.work, press.case_id, press.version, press.choice)
    turn.show(shown.text, shown.keys)
    turn.toast(WRITTEN)


def _form(turn: Turn, draft: Draft) -> Form:
    case_id, version = map(int, draft.subject.split(":"))
    form = procedure.sum_asked(turn.work, case_id, version)
    if form is None:
        raise NotThisStep(number=procedure.number_of(turn.work, case_id))
    return form


def _given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case_id, version = map(int, draft.subject.split(":"))
    procedure.vote(turn.work, case_id, version, Choice.FOR, fen=answers[SUM])
    turn.show(WRITTEN)


register(Conversation("vote_sum", Action.DECIDE, _form, _given))
ROUTES: list[Route] = [Press(CastVote, Action.DECIDE, vote)]
