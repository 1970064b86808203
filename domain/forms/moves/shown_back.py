"""What is shown back before it counts: what was read from words, what is unlikely, and a new answer to a question of
before.

`FormState.shown` is plain data: `value`, `also` and `how` as in `Taken`; and `back`, where somebody stood when they
answered a question of before: there they return to. `more` are corrections that wait behind it (see `moves.edits`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import kinds, refusals
from domain.forms.cards.amounts import doubt_about, end_of, in_words, is_usual
from domain.forms.cards.choosing import NO_WORDS, plainly
from domain.forms.cards.said import says_later, says_unknown
from domain.forms.conditions import Facts
from domain.forms.form import Form, GroupAnswer
from domain.forms.path import Place, place
from domain.forms.replies import MONTH, Anew, Attached, OptionKey, Press, Typed
from domain.forms.results import Given, Taken
from domain.forms.state import FormState

_PRESSED_ONLY = (GroupAnswer, kinds.EachAnswer)
_BROUGHT_LATER = (kinds.ResidentIdAnswer, kinds.PaperAnswer)
_NOT_KNOWN = (kinds.ResidentIdAnswer, kinds.MoneyAnswer, kinds.NumberAnswer, kinds.DateAnswer, kinds.PhoneAnswer)
_LEFT_OUT_BY_WORDS = (kinds.TextAnswer, kinds.NumberAnswer, kinds.DateAnswer, kinds.LookupAnswer, kinds.PaperAnswer)


def back_of(state: FormState) -> str:
    """Return where somebody returns to who changes an answer of before; empty when they do not."""
    return str((state.shown or {}).get("back", ""))


def is_shown(state: FormState) -> bool:
    """Say whether an answer waits for a yes."""
    return state.shown is not None and "value" in state.shown


def is_correcting(state: FormState) -> bool:
    """Say whether a new answer to a question of before waits for a yes."""
    return is_shown(state) and bool(back_of(state))


def waiting_behind(there: FormState, after: FormState) -> list[Any]:
    """Return the corrections whose turn it is, as what was asked about at `there` is settled; none while it is not."""
    is_open = after.at == there.at and bool(back_of(after))
    return [] if is_open else list((there.shown or {}).get("more", ()))


def with_waiting(there: FormState, after: FormState) -> FormState:
    """Return the state with the corrections kept that wait behind the one that is still asked about."""
    more = (there.shown or {}).get("more")
    if not more or after.at != there.at or not back_of(after):
        return after
    return after.but(shown={**(after.shown or {}), "more": more})


def gone_to(form: Form, state: FormState, anew: Anew, facts: Facts) -> tuple[FormState, Place]:
    """Return the state at the question that is answered anew, from where it leads back."""
    here = place(form, state.but(at=anew.path), facts)
    if here is None:
        raise refusals.QuestionGone
    if anew.path == state.at and (here.asking.value is None or back_of(state)):
        return state, here
    if is_correcting(state) and isinstance(anew.reply, Attached):
        raise refusals.ChangeFirst
    more = {"more": waiting} if (waiting := (state.shown or {}).get("more")) else {}
    moved = state.moved(anew.path, last="", shown={"back": back_of(state) or state.at, **more})
    return moved, here


def takes(here: Place, reply: Given) -> bool:
    """Say whether a question of before reads such a reply; of others only the buttons are shown."""
    if isinstance(here.asking.kind, _PRESSED_ONLY) or (here.group is not None and not here.field):
        return False
    return isinstance(reply, Attached) or not isinstance(here.asking.kind, kinds.PaperAnswer)


def to_show(state: FormState, here: Place, reply: Given, taken: Taken) -> Mapping[str, Any] | None:
    """Return what is to be shown back of an answer that was read; None when it counts at once."""
    before, back = state.shown or {}, back_of(state)
    is_same = is_shown(state) and before["value"] == taken.value
    shown = {"value": taken.value, "also": dict(taken.also), "how": dict(taken.how or {})}
    if back:
        return None if isinstance(reply, Press) else {**shown, "back": back}
    if taken.how is not None or (_is_unlikely(here, taken) and not is_same):
        return shown
    return None


def is_nothing_new(here: Place, taken: Taken) -> bool:
    """Say whether an answer is the one that is kept."""
    kept = here.asking.way.kept
    return here.asking.value == taken.value and all(kept.get(key) == value for key, value in taken.also.items())


def for_another_time(here: Place, shown: Mapping[str, Any], reply: Given) -> dict[str, Any]:
    """Read the amount that is shown back as one for a month or a year."""
    assert isinstance(here.asking.kind, kinds.MoneyAnswer)
    months = kinds.MONTH if reply == MONTH else kinds.YEAR
    anew = in_words(here.asking.kind, shown["value"], shown["value"], months)
    return {**shown, "value": anew.value, "how": dict(anew.how or {})}


def end_chosen(here: Place, shown: Mapping[str, Any], reply: OptionKey) -> int | None:
    """Return the end of a range, or the one of two amounts, that was chosen; None when nothing of that was offered."""
    if reply.key not in ("least", "most") or reply.key not in shown["how"]:
        return None
    assert isinstance(here.asking.kind, kinds.MoneyAnswer)
    return end_of(here.asking.kind, shown["how"], reply.key)


def leaves_out(here: Place, reply: Given) -> bool:
    """Say whether words mean that there is nothing to answer, where a question can be left out."""
    question = here.asking.question
    if not question.optional or not isinstance(reply, Typed):
        return False
    if isinstance(question.answer, _BROUGHT_LATER) and says_later(reply.text):
        return True
    return isinstance(question.answer, _LEFT_OUT_BY_WORDS) and plainly(reply.text) in NO_WORDS


def seems_left_out(state: FormState, here: Place, reply: Given) -> Mapping[str, Any] | None:
    """Return what is to be shown back of words that may mean the key which leaves a question out: 不知道, 没有."""
    question = here.asking.question
    if not question.optional or not isinstance(reply, Typed) or not isinstance(question.answer, _NOT_KNOWN):
        return None
    if not says_unknown(reply.text) and plainly(reply.text) not in NO_WORDS:
        return None
    return {"value": None, "also": {}, "how": {}, **({"back": back} if (back := back_of(state)) else {})}


def _is_unlikely(here: Place, taken: Taken) -> bool:
    asking = here.asking
    if not is_usual(asking.kind, taken.value) or doubt_about(asking.question, taken.value, asking):
        return True
    behind = {key: asking.way.question(key) for key in taken.also}
    return any(one and doubt_about(one, taken.also[key], asking) for key, one in behind.items())
