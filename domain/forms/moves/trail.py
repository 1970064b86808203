"""Which place was shown under which version, and which message was for which place: how an older question is found."""

from __future__ import annotations

from domain.forms.replies import Anew, Reply, Typed
from domain.forms.state import FormState

MOST_KEPT = 150  # of each; the longest report asks fewer questions


def noted(before: FormState, there: str, after: FormState, reply: Reply) -> FormState:
    """Return the state after a reply with what was shown and heard; `there` is the place that took the reply."""
    asked, heard = after.asked or [[before.version, before.at]], after.heard
    if asked[-1][1] != after.at:
        asked = [*asked[-MOST_KEPT:], [after.version, after.at]]
    said = reply.reply if isinstance(reply, Anew) else reply
    if isinstance(said, Typed) and said.message_id:
        heard = [*heard[-MOST_KEPT:], [said.message_id, there]]
    return after.but(asked=asked, heard=heard)


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
