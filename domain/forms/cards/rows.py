"""The buttons under a card: options, pages, and the way back, forward and out."""

from __future__ import annotations

from collections.abc import Sequence

from domain.forms.cards.showing import in_a_row, width_of
from domain.forms.outcomes import Choice
from domain.platform.text import N_, Sayable, say

Row = tuple[Choice, ...]
PAGE = 12  # the longest list of choices in use has 11, so that no choice hides behind "More"

BACK_LABEL = say(N_("‹ Back"))
LEAVE_LABEL = say(N_("Pause"))


def grid(buttons: Sequence[Choice]) -> tuple[Row, ...]:
    """Put buttons three in a row where the labels are very short, two where they are short, else one, in order.

    A long list stays low, so that a small phone still shows the question above it.
    """
    rows: list[Row] = []
    widths = [width_of(one.label) for one in buttons]
    at = 0
    while at < len(buttons):
        many = in_a_row(widths[at : at + 3])
        rows.append(tuple(buttons[at : at + many]))
        at += many
    return tuple(rows)


def paged(buttons: Sequence[Choice], page: int) -> tuple[Row, ...]:
    """Return one page of eight buttons, with a row to turn pages when there are more."""
    page = min(page, last_page(len(buttons)))
    here = buttons[page * PAGE : (page + 1) * PAGE]
    return (*grid(here), *turning(page, last_page(len(buttons))))


def last_page(count: int) -> int:
    """Return the number of the last page, counted from 0."""
    return max(0, (count - 1) // PAGE)


def turning(page: int, last: int) -> tuple[Row, ...]:
    """Return the row that turns pages, if there is more than one."""
    row = []
    if page > 0:
        row.append(Choice(say(N_("« Earlier")), f"p:{page - 1}"))
    if page < last:
        row.append(Choice(say(N_("More »")), f"p:{page + 1}"))
    return (tuple(row),) if row else ()


def button(label: Sayable, token: str) -> Choice:
    """Make a button."""
    return Choice(label, token)


def ways_on(*, back: bool, skip: Sayable | None, keep: bool, help_shown: bool) -> tuple[Row, ...]:
    """Return the last rows under a question: keep, back, skip, help, leave."""
    moves = []
    if back:
        moves.append(button(BACK_LABEL, "back"))
    if skip is not None:
        moves.append(button(skip, "skip"))
    if keep:
        moves.append(button(say(N_("Keep it ›")), "keep"))
    unfold = button(say(N_("Less")) if help_shown else say(N_("? Help")), "help")
    last = (unfold, button(LEAVE_LABEL, "leave"))
    if len(moves) == 1 and back:  # one row less under a long list
        return ((*moves, *last),)
    return (*((tuple(moves),) if moves else ()), last)
