"""Approvers approve many cases by one press; cashiers see how many are to be paid."""

from __future__ import annotations

from domain.cases.buttons import ApproveList, ShowList
from domain.platform.access import Action
from domain.platform.messages import Message
from domain.platform.text import N_, Money, Nn_, lines, paragraphs, say, say_many
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import cases
from services.cases import Done


def show(turn: Turn, _press: ShowList) -> None:
    """Show what waits by the list."""
    shown = [*cases.lists_of(turn.work), *(card for _, card in cases.pay_lists_of(turn.work))]
    for one in shown:
        turn.say(one.text, one.keys)
    if not shown:
        turn.say(say(N_("Nothing waits for you.")))


def approve(turn: Turn, press: ApproveList) -> None:
    """Approve all that was shown."""
    done = cases.approve_list(turn.work, press)
    if isinstance(done, Message):
        turn.show(done.text, done.keys)
        return
    _tell(turn, done)


def _tell(turn: Turn, done: Done) -> None:
    now = Nn_("{count} case approved, {amount}.", "{count} cases approved, {amount} in all.")
    soon = Nn_("{count} case approved, {amount}; see below.", "{count} cases approved, {amount} in all; see below.")
    told = say_many(*(soon if done.until else now), done.approved, amount=Money(done.fen))
    left = [lines(number, why, between=": ") for number, why in done.left]
    head = say(N_("Not approved, since a rule stands against it; please look at them one by one under /pending:"))
    turn.show(paragraphs(told, lines(head, *left) if left else None))


ROUTES: list[Route] = [
    Press(ShowList, Action.DECIDE, show),
    Press(ApproveList, Action.DECIDE, approve),
]
