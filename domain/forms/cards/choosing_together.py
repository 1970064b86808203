"""Reading a reply to a screen of several questions: ticks, and one question put about everybody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.forms import refusals
from domain.forms.cards.choosing import NO_WORDS, folded, read_many
from domain.forms.kinds import EachAnswer, ManyChoicesAnswer, TicksAnswer
from domain.forms.replies import Control, Numbered, Press, Typed
from domain.forms.results import Asking, Drafted, Given, Read, Taken
from domain.forms.screens import each_so_far, ticks_offered


def read_ticks(kind: TicksAnswer, asking: Asking, reply: Given) -> Read:
    """Tick or untick one question, or finish; several may be typed at once, as in a choice of many."""
    options = ticks_offered(kind, asking.scope)
    picked = [one.key for one in options if one.key in ticks_of(asking)]
    if reply == Control("done"):
        return _ticked(kind, asking, picked)
    if reply == Control("no") or (isinstance(reply, Typed) and folded(reply.text) in NO_WORDS):
        return _ticked(kind, asking, [])
    many = replace(asking, question=replace(asking.question, optional=True), draft=picked)
    match read_many(ManyChoicesAnswer(options, len(options)), many, reply):
        case Drafted(keys):
            return Drafted(keys)
        case Taken(keys):
            return _ticked(kind, asking, keys)
    raise refusals.ButtonWanted


def ticks_of(asking: Asking) -> list[str]:
    """Return what is ticked so far on a screen, at first by the answers that are there."""
    if isinstance(asking.draft, list):
        return asking.draft
    return [key for key, is_ticked in asking.way.ticks_so_far(asking.question).items() if is_ticked]


def _ticked(kind: TicksAnswer, asking: Asking, keys: list[str]) -> Taken:
    return Taken({one.key: one.key in keys for one in ticks_offered(kind, asking.scope)})


def read_each(kind: EachAnswer, asking: Asking, reply: Given) -> Read:
    """Give the person who was pressed the next option, or finish with what stands there."""
    said = each_of(kind, asking)
    if reply == Control("done") or (isinstance(reply, Typed) and folded(reply.text) in NO_WORDS and not asking.draft):
        return Taken(said, said)
    match reply:
        case Numbered("t", number) if number < len(said):
            path, keys = list(said)[number], [one.key for one in kind.options]
            return Drafted({**said, path: keys[(keys.index(said[path]) + 1) % len(keys)]})
    raise refusals.ButtonNotHere if isinstance(reply, Press) else refusals.ButtonWanted


def each_of(kind: EachAnswer, asking: Asking) -> dict[str, Any]:
    """Return what stands there for each person by path; the first option is what is usual."""
    known = {one.key for one in kind.options}
    draft = asking.draft if isinstance(asking.draft, dict) else {}
    found = {path: draft.get(path, value) for path, value in each_so_far(kind, asking.scope).items()}
    return {path: value if value in known else kind.options[0].key for path, value in found.items()}
