"""A reply to a message of a thread, or to a notice to many, goes where it belongs and never into an open form."""

from __future__ import annotations

from telegram import Message
from telegram.ext import filters

from domain.platform.access import Action
from domain.platform.buttons import decode
from domain.platform.text import N_, Refusal, Sayable, say
from domain.requests import thread_words as words
from domain.requests.buttons import AnswerRequest, OpenRequest, WriteMore
from handlers.forms import running_if_open, show_again
from handlers.menu import odd
from handlers.platform.route import Route, Says
from handlers.platform.turn import Turn
from handlers.requests import leads
from handlers.requests.asking import offer
from services import forms, requests
from services.platform.undo import undone_when_refused


def replied(turn: Turn) -> None:
    """Somebody replied to a message; one that has no thread is a message like any other."""
    answered = turn.message.reply_to_message if turn.message else None
    number = answered.message_id if answered is not None else 0
    request_id = requests.thread_under(turn.work, number, _named_under(answered))
    notice_id = requests.notice_under(turn.work, number) if request_id is None else None
    if request_id is None and notice_id is None:
        leads.said(turn) if turn.words else odd.anything(turn)
        return
    if not turn.words:
        turn.say(words.NOT_WORDS)
    elif request_id is None:
        offer(turn, turn.words, notice_id)
    elif requests.is_asker(turn.work, request_id):
        _write_on(turn, request_id)
    else:
        message = requests.keep_answer(turn.work, request_id, turn.words)
        turn.say(message.text, message.keys)
    _form_waits(turn)


def _named_under(answered: Message | None) -> int | None:
    """Return the thread that the buttons under a message name: what was sent just now may not be noted yet."""
    rows = answered.reply_markup.inline_keyboard if answered is not None and answered.reply_markup is not None else ()
    presses = (decode(str(one.callback_data or "")) for row in rows for one in row)
    return next((one.request_id for one in presses if isinstance(one, OpenRequest | AnswerRequest | WriteMore)), None)


def _write_on(turn: Turn, request_id: int) -> None:
    """Who replies to an officer knows who reads it: it goes at once. What cannot go now is kept."""
    try:
        with undone_when_refused(turn.session):
            message = requests.write_on(turn.work, request_id, turn.words)
    except Refusal as refusal:
        requests.keep(turn.work, turn.words)
        turn.say(refusal.said)
        return
    turn.say(message.text, message.keys)


WAITS: Sayable = say(N_("Your form waits, nothing of it is lost. Here is where you were:"))


def _form_waits(turn: Turn) -> None:
    draft = forms.active(turn.work)
    run = running_if_open(turn, draft) if draft is not None else None
    if run is not None:
        show_again(run, WAITS)


SOMETHING = filters.TEXT | filters.PHOTO | filters.VOICE | filters.Document.ALL | filters.VIDEO | filters.AUDIO
REPLY = filters.REPLY & ~filters.COMMAND & filters.UpdateType.MESSAGE

ROUTES: list[Route] = [Says(REPLY & SOMETHING, Action.TALK, replied)]
