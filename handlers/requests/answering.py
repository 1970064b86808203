"""An officer answers what a worker asks, hands it on, or closes it with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import Form
from domain.platform.access import Action, NotForYou
from domain.platform.messages import Key, key
from domain.platform.text import N_, Sayable, say
from domain.requests import thread_words as words
from domain.requests.buttons import AnswerRequest, CloseRequest, HandOn, HandTo, HandUp, OpenRequest, SendAnswer
from domain.requests.threads import NotWaiting, request_answer_form, request_close_form
from handlers.forms import Conversation, begin, register
from handlers.menu.menu import go_key
from handlers.menu.office import finish
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import requests
from services.forms import Draft

OVER = (NotForYou, NotWaiting)
COLLEAGUES_SHOWN = 20


def answer(turn: Turn, press: AnswerRequest) -> None:
    """Ask for the answer."""
    requests.opened(turn.work, press.request_id)
    begin(turn, "request_answer", subject=str(press.request_id), restart=True, below=True)


def _intro(turn: Turn, draft: Draft) -> Sayable:
    return words.card(requests.opened(turn.work, int(draft.subject))).text


def _answer_form(turn: Turn, draft: Draft) -> Form:
    return request_answer_form(_intro(turn, draft))


def _answered(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    finish(turn, lambda: requests.answer(turn.work, int(draft.subject), answers["words"]), OVER)


def send(turn: Turn, press: SendAnswer) -> None:
    """Send a reply that was shown back."""
    turn.show(requests.send_answer(turn.work, press.request_id), ((go_key("requests"),),))


def close(turn: Turn, press: CloseRequest) -> None:
    """Ask why it is closed."""
    requests.check_may_close(turn.work, press.request_id)
    begin(turn, "request_close", subject=str(press.request_id), restart=True, below=True)


def _close_form(turn: Turn, draft: Draft) -> Form:
    return request_close_form(_intro(turn, draft))


def _closed(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    finish(turn, lambda: requests.close(turn.work, int(draft.subject), answers["words"]), OVER)


def hand_on(turn: Turn, press: HandOn) -> None:
    """Ask to whom."""
    number = press.request_id
    named: list[Key] = [
        key(name, HandTo(number, office))
        for office, name in requests.colleagues_for(turn.work, number)[:COLLEAGUES_SHOWN]
    ]
    keys = (
        (key(say(N_("⬆ To the next level up")), HandUp(number)),),
        *((one,) for one in named),
        (key(say(N_("‹ Back")), OpenRequest(number, 0)),),
    )
    turn.say(say(N_("Who is to answer it? They get all of it, and the worker hears who has it now.")), keys)


def hand_up(turn: Turn, press: HandUp) -> None:
    """To the next level up."""
    turn.show(requests.hand_up(turn.work, press.request_id))


def hand_to(turn: Turn, press: HandTo) -> None:
    """To a colleague."""
    turn.show(requests.hand_to(turn.work, press.request_id, press.appointment_id))


NAME = say(N_("your answer to a worker"))
register(Conversation("request_answer", Action.ANSWER_REQUEST, _answer_form, _answered, name=NAME))
register(Conversation("request_close", Action.ANSWER_REQUEST, _close_form, _closed))

ROUTES: list[Route] = [
    Press(AnswerRequest, Action.ANSWER_REQUEST, answer),
    Press(SendAnswer, Action.ANSWER_REQUEST, send),
    Press(CloseRequest, Action.ANSWER_REQUEST, close),
    Press(HandOn, Action.ANSWER_REQUEST, hand_on),
    Press(HandUp, Action.ANSWER_REQUEST, hand_up),
    Press(HandTo, Action.ANSWER_REQUEST, hand_to),
]
