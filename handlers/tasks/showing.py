"""A household's checklist as it stands, shown again after whatever was done, or could not be done, to it."""

from __future__ import annotations

from collections.abc import Callable

from domain.platform.access import NotForYou
from domain.platform.messages import Message
from domain.platform.text import Refusal, Sayable, paragraphs
from handlers.platform.turn import Turn
from services import tasks
from services.platform.undo import undone_when_refused


def show(turn: Turn, message: Message) -> None:
    """Show a text with its keys."""
    turn.show(message.text, message.keys)


def show_card(turn: Turn, task_id: int, *, above: Sayable | None = None, is_look: bool = True) -> None:
    """Show the checklist as it stands now, below a sentence."""
    card = tasks.card_of(turn.work, task_id, is_look=is_look)
    turn.show(paragraphs(above, card.text), card.keys)


def or_as_it_is(turn: Turn, task_id: int, act: Callable[[], None]) -> None:
    """Do what a button says; when that is no longer possible, say why and show the household as it stands."""
    try:
        with undone_when_refused(turn.session):
            act()
    except NotForYou:
        raise
    except Refusal as refusal:
        _show_after(turn, task_id, refusal)


def or_over(turn: Turn, task_id: int, act: Callable[[], None]) -> None:
    """Do what a form was for; if no other answer would help any more, say why and close the form."""
    try:
        with undone_when_refused(turn.session):
            act()
    except tasks.OVER as refusal:
        _show_after(turn, task_id, refusal)


def _show_after(turn: Turn, task_id: int, refusal: Refusal) -> None:
    """Say why not, as an alert on a button and else above the card, and show the household as it stands now."""
    turn.toast(refusal.said, alert=True)
    try:
        show_card(turn, task_id, above=None if turn.press else refusal.said, is_look=False)
    except Refusal:  # the household itself is not for this person any more
        turn.show(refusal.said)
