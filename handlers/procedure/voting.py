"""Members of a meeting vote on a case."""

from __future__ import annotations

from domain.platform.access import Action
from domain.platform.text import N_, say
from domain.procedure.buttons import CastVote
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import procedure


def vote(turn: Turn, press: CastVote) -> None:
    """A member of the meeting votes, or votes otherwise."""
    shown = procedure.vote(turn.work, press.case_id, press.version, press.choice)
    turn.show(shown.text, shown.keys)
    turn.toast(say(N_("Your vote is written down.")))


ROUTES: list[Route] = [Press(CastVote, Action.DECIDE, vote)]
