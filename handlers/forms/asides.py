"""Words that are said in a form and cannot be the answer: who looks for a lawyer at a question for money."""

from __future__ import annotations

import re
from collections.abc import Callable

from domain.forms import (
    Asked,
    LookupAnswer,
    NameAnswer,
    NothingFound,
    Outcome,
    Refused,
    Reply,
    TextAnswer,
    Typed,
    question_at,
)
from domain.platform.text import N_, Sayable, say
from handlers.forms.conversations import Running
from handlers.platform.turn import Turn

Aside = Callable[[Turn, Sayable], Sayable | None]
"""Says what there is for the words of a turn, and returns what then stands above the question; None: nothing is."""
NAME_WANTED = say(N_("To go on, please send only the name, as it stands on the identity card."))
_A_SENTENCE = re.compile(r"[^\x00-\u2fff·]{4,}|\S+(?:\s+\S+){2,}")


def no_answer(run: Running, reply: Reply, outcome: Outcome) -> Sayable | None:
    """Return what is wrong with words as an answer; None when they are one, or may be. Free text always is."""
    question = question_at(run.form, run.state.at)
    kind = question.answer if question is not None else None
    if not isinstance(reply, Typed) or isinstance(kind, TextAnswer):
        return None
    match outcome:
        case Refused(state=state, problem=problem) if "over" not in (state.shown or {}):
            return problem
        case Asked(state=state) if isinstance(kind, LookupAnswer) and _is_instead(state.drafts.get(run.state.at)):
            return NothingFound().said
        case Asked() if isinstance(kind, NameAnswer) and _A_SENTENCE.fullmatch(reply.text.strip()):
            return NAME_WANTED
    return None


def _is_instead(found: object) -> bool:
    return isinstance(found, list) and any("instead_of" in one for one in found)
