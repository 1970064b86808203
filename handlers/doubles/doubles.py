"""Officers look at two files side by side, and say whether they are of one household."""

from __future__ import annotations

from domain.doubles.buttons import KeepFile, MakeOneFile, MeanOne, NotConfirmed, NotOne, OpenDouble
from domain.platform.access import Action
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import doubles


def open_double(turn: Turn, press: OpenDouble) -> None:
    """Show both files."""
    seen = doubles.look(turn.work, press.double_id)
    turn.say(seen.text, seen.keys)


def not_one(turn: Turn, press: NotOne) -> None:
    """Two households."""
    turn.show(doubles.not_one(turn.work, press.double_id))


def keep_file(turn: Turn, press: KeepFile) -> None:
    """One household: ask what the other head is."""
    asked = doubles.whom_to_keep(turn.work, press.double_id, press.household_id)
    turn.show(asked.text, asked.keys)


def mean_one(turn: Turn, press: MeanOne) -> None:
    """One household: a second officer is asked."""
    turn.show(doubles.mean_one(turn.work, press.double_id, press.household_id, press.relation))


def make_one(turn: Turn, press: MakeOneFile) -> None:
    """The second officer confirms it."""
    turn.show(doubles.confirm(turn.work, press.double_id))


def not_confirmed(turn: Turn, press: NotConfirmed) -> None:
    """The second officer does not."""
    turn.show(doubles.not_confirmed(turn.work, press.double_id))


ROUTES: list[Route] = [
    Press(OpenDouble, Action.SETTLE_CLAIM, open_double),
    Press(NotOne, Action.SETTLE_CLAIM, not_one),
    Press(KeepFile, Action.SETTLE_CLAIM, keep_file),
    Press(MeanOne, Action.SETTLE_CLAIM, mean_one),
    Press(MakeOneFile, Action.SETTLE_CLAIM, make_one),
    Press(NotConfirmed, Action.SETTLE_CLAIM, not_confirmed),
]
