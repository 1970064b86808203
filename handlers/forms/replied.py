"""A reply to another message than the open question: which question it answers, if it answers one."""

from __future__ import annotations

from telegram import Message

from domain.forms import Anew, Attached, Reply, Typed, answered_by, shown_under
from domain.forms.buttons import FormPress
from domain.platform.buttons import decode
from domain.platform.text import N_, say
from handlers.forms.conversations import Running

OF_ANOTHER = say(
    N_(
        "You replied to a message that is no question of this form, so I did not take it as an answer. To answer, send "
        "it again without replying to anything. The open question is:"
    )
)


def meant(run: Running, reply: Reply, answered: Message | None) -> Reply | None:
    """Return a reply with the question that it is for; None when it replies to something that asks nothing here.

    A shared number comes as a reply to whatever showed the key for it, so that is for files and words only.
    """
    if answered is None or not isinstance(reply, Typed | Attached):
        return reply
    path = _question_of(run, answered)
    if path is None or path == run.state.at:
        return reply if path else None
    return None if path.startswith("@") else Anew(path, reply)


def _question_of(run: Running, answered: Message) -> str | None:
    """Find the question of a message: the buttons under a card say it, the draft knows it of the person's own."""
    rows = answered.reply_markup.inline_keyboard if answered.reply_markup is not None else ()
    presses = (decode(str(one.callback_data or "")) for row in rows for one in row)
    for one in presses:
        if isinstance(one, FormPress) and one.draft_id == run.draft.id:
            return shown_under(run.state, one.version)
    return answered_by(run.state, answered.message_id)
