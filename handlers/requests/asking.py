"""A worker asks a person of the union: words are shown back with who reads them, and sent with one press."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.broadcasts.buttons import AskAboutNotice
from domain.forms import Form
from domain.platform.access import Action
from domain.platform.messages import Keys
from domain.platform.text import N_, Sayable, Text, paragraphs, say
from domain.requests import thread_words as words
from domain.requests.buttons import DropWords, Helped, SendWords, WriteMore
from domain.requests.threads import AgreeFirst, request_ask_form, request_more_form
from handlers.forms import Conversation, begin, register
from handlers.menu.menu import Entry, entry, menu, menu_keys
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import requests
from services.forms import Draft


def offer(turn: Turn, said: str, broadcast_id: int | None = None) -> None:
    """Keep words that fit nothing, and ask whether they are to be sent; who is not known yet registers first."""
    full = requests.full_of(turn.work, broadcast_id)
    if full is not None and requests.is_able(turn.work):
        turn.say(full.text, full.keys)
        return
    request_id = requests.keep(turn.work, said, broadcast_id)
    if not requests.is_able(turn.work):
        turn.say(_not_yet(turn), menu_keys(turn))
        return
    message = requests.offered(turn.work, request_id)
    turn.say(message.text, message.keys)


def _not_yet(turn: Turn) -> Sayable:
    """Say what is needed before it can be sent, and that it is kept until then."""
    if turn.actor.on_record:
        return say(AgreeFirst.text)
    return say(words.KEPT, count=turn.house.policies.current.waits.unsent_days)


def beside(turn: Turn, said: str) -> tuple[Sayable, Keys]:
    """Return what stands below an answer of the program: that a person can look at it, and what they would read."""
    full = requests.full_of(turn.work)
    if full is not None:
        return full.text, full.keys
    request_id = requests.keep(turn.work, said)
    reader, unsent = requests.unsent_words(turn.work, request_id)
    told = paragraphs(say(words.AGREE, reads=words.reads(reader)), words.quoted(unsent))
    return told, ((words.send_key(request_id, reader),),)


def send(turn: Turn, press: SendWords) -> None:
    """Send what was shown back."""
    message = requests.send(turn.work, press.request_id)
    turn.show(message.text, message.keys)


def drop(turn: Turn, press: DropWords) -> None:
    """What was shown back is not sent."""
    requests.drop(turn.work, press.request_id)
    menu(turn)


def ask(turn: Turn) -> None:
    """Ask what it is about; who is not known yet registers first."""
    requests.check_may_send(turn.work)
    begin(turn, "request_ask", restart=True, below=True)


def _ask_form(turn: Turn, _draft: Draft) -> Form:
    return request_ask_form(words.reads(requests.reader(turn.work)))


def _asked(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    message = requests.ask(turn.work, answers["words"], int(draft.subject) if draft.subject else None)
    turn.say(message.text, message.keys)


def write_more(turn: Turn, press: WriteMore) -> None:
    """Go on writing in a thread."""
    requests.reader(turn.work, press.request_id)
    begin(turn, "request_more", subject=str(press.request_id), restart=True, below=True)


def _more_form(turn: Turn, draft: Draft) -> Form:
    return request_more_form(words.reads(requests.reader(turn.work, int(draft.subject))))


def _wrote_more(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    message = requests.write_on(turn.work, int(draft.subject), answers["words"])
    turn.say(message.text, message.keys)


def helped(turn: Turn, press: Helped) -> None:
    """The answer was what they needed."""
    requests.helped(turn.work, press.request_id)
    turn.toast(words.GLAD, alert=True)


def about_notice(turn: Turn, _press: AskAboutNotice) -> None:
    """Ask about the notice under which the button stands."""
    requests.check_may_send(turn.work)
    message = turn.press.message if turn.press is not None else None
    notice_id = requests.notice_under(turn.work, message.message_id) if message is not None else None
    begin(turn, "request_ask", subject=str(notice_id or ""), restart=True, below=True)


NAME: Text = say(N_("your question to a person"))
register(Conversation("request_ask", Action.SEND_REQUEST, _ask_form, _asked, name=NAME))
register(Conversation("request_more", Action.SEND_REQUEST, _more_form, _wrote_more, name=NAME))

ROUTES: list[Route] = [
    entry(Entry("ask", say(N_("🙋 Ask a person")), say(N_("ask a person of your union, who answers here")),
                Action.TALK, ask, 33)),
    Press(SendWords, Action.SEND_REQUEST, send),
    Press(DropWords, Action.TALK, drop),
    Press(WriteMore, Action.SEND_REQUEST, write_more),
    Press(Helped, Action.SEE_OWN_REQUEST, helped),
    Press(AskAboutNotice, Action.TALK, about_notice),
]  # fmt: skip
