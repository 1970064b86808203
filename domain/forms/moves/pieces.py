"""Long texts come in pieces: apps cut them at 4,096 characters at the latest, and beyond the half wherever a line ends.

A piece is never the answer. What may still fit is kept in `FormState.shown` as `pieces` until the person says that it
was all (`is_full`: the last piece was cut in the middle of a line). What cannot fit is not kept, but when and how much
came (`over`, `sent`): the pieces that follow at once belong to it.
"""

from __future__ import annotations

from typing import Any

from domain.forms import refusals
from domain.forms.kinds import TextAnswer
from domain.forms.path import Place
from domain.forms.replies import Typed
from domain.forms.results import Held
from domain.forms.state import FormState
from domain.platform.looks import visible

LONG = 2_000  # characters of a message that may be a piece
CUT_AT = 4_096  # in UTF-16, as Telegram counts
AT_ONCE = 15  # seconds in which the pieces of one text arrive


def with_piece(state: FormState, here: Place | None, typed: Typed) -> FormState | Held | None:
    """Take a message as a piece of a long text; None when it is a message of its own."""
    before = state.shown or {}
    said, kind = visible(typed.text).strip(), here.asking.kind if here is not None else None
    most = kind.most if isinstance(kind, TextAnswer) else 0
    is_rest = "over" in before and 0 <= typed.sent - before["sent"] <= AT_ONCE
    if "pieces" not in before and not is_rest and len(said) < LONG:
        return None
    kept = {"back": before["back"]} if "back" in before else {}
    if "pieces" in before:
        said = before["pieces"] + ("" if before["is_full"] else "\n") + said
    length = len(said) + (before["over"] if is_rest else 0)
    if length > most and not typed.sent:
        return None  # without a clock nobody knows what belongs to it
    if length > most:
        return Held(state.but(shown={**kept, "over": length, "sent": typed.sent}), _too_long(length, most))
    is_full = len(typed.text.encode("utf-16-le")) // 2 >= CUT_AT
    return state.but(shown={**kept, "pieces": said, "is_full": is_full})


def _too_long(length: int, most: int) -> Any:
    """Say that nothing of it was taken; a question that takes no words wants something short."""
    return refusals.TextTooLong(length=length, most=most).said if most else refusals.TooLongHere(length=length).said
