"""Which place was shown under which version, and which message was for which place: how an older question is found.

Both are kept as lines of a number and a place: they are written with every step, and read by hardly any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from domain.forms.replies import Anew, Reply, Typed
from domain.forms.state import FormState

MOST_KEPT = 150  # of each; the longest report asks fewer questions


def noted(before: FormState, there: str, after: FormState, reply: Reply) -> FormState:
    """Return the state after a reply, one version on, with what was shown and heard; `there` is the place that took the
    reply."""
    version, asked = before.version + 1, after.asked or f"{before.version} {before.at}"
    if asked[asked.rfind(" ") + 1 :] != after.at:
        asked = _with(asked, version, after.at)
    return after.but(version=version, asked=asked, heard=_heard(after, there, reply))


def tried(state: FormState, there: str, reply: Reply) -> FormState:
    """Return the state with the message that was for a place, taken or not: whoever mends a slip edits it."""
    heard = _heard(state, there, reply)
    return state if heard is state.heard else state.but(heard=heard)


def _heard(state: FormState, there: str, reply: Reply) -> str:
    said = reply.reply if isinstance(reply, Anew) else reply
    if not isinstance(said, Typed) or not said.message_id:
        return state.heard
    return _with(state.heard, said.message_id, there)


def _with(kept: str, number: int, at: str) -> str:
    if kept.count("\n") >= MOST_KEPT:
        kept = kept[kept.index("\n") + 1 :]
    return f"{kept}\n{number} {at}" if kept else f"{number} {at}"


def _latest_first(kept: str) -> Iterator[tuple[int, str]]:
    for line in reversed(kept.splitlines()):
        number, _, at = line.partition(" ")
        if at:
            yield int(number), at


def moved_up(kept: str, where: Callable[[str], str | None]) -> str:
    """Return what was shown or heard with each place where it is now; what is gone stands nowhere."""
    lines = (line.partition(" ") for line in kept.splitlines())
    return "\n".join(f"{number} {where(at) or ''}" for number, _, at in lines)


def shown_under(state: FormState, version: int) -> str | None:
    """Return the place that was shown under a version; None when it is not known."""
    if version == state.version:
        return state.at
    if version > state.version:
        return None
    return next((at for first, at in _latest_first(state.asked) if first <= version), None)


def answered_by(state: FormState, message_id: int) -> str | None:
    """Return the place that a message of the person was for; None when it was for none."""
    return next((at for one, at in _latest_first(state.heard) if one == message_id), None)
