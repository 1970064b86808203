"""Which place was shown under which version, and which message was for which place: how an older question is found."""

from __future__ import annotations

from domain.forms.replies import Anew, Reply, Typed
from domain.forms.state import FormState

MOST_KEPT = 150  # of each; the longest report asks fewer questions


def noted(before: FormState, there: str, after: FormState, reply: Reply) -> FormState:
    """Return the state after a reply with what was shown and heard; `there` is the place that took the reply."""
    asked = after.asked or [[before.version, before.at]]
    if asked[-1][1] != after.at:
        asked = [*asked[-MOST_KEPT:], [after.version, after.at]]
    return tried(after.but(asked=asked), there, reply)


def tried(state: FormState, there: str, reply: Reply) -> FormState:
    """Return the state with the message that was for a place, taken or not: whoever mends a slip edits it."""
    said = reply.reply if isinstance(reply, Anew) else reply
    if not isinstance(said, Typed) or not said.message_id:
        return state
    return state.but(heard=[*state.heard[-MOST_KEPT:], [said.message_id, there]])


def shown_under(state: FormState, version: int) -> str | None:
    """Return the place that was shown under a version; None when it is not known."""
    if version == state.version:
        return state.at
    if version > state.version:
        return None
    return next((str(at) for first, at in reversed(state.asked) if first <= version and at), None)


def answered_by(state: FormState, message_id: int) -> str | None:
    """Return the place that a message of the person was for; None when it was for none."""
    return next((str(at) for one, at in reversed(state.heard) if one == message_id and at), None)
