"""/requests: what lies before an officer, what a worker has asked, and the whole of one thread."""

from __future__ import annotations

from domain.platform.access import Action, allowed
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Sayable, say
from domain.requests import thread_words as words
from domain.requests.buttons import OpenRequest, RequestsPage
from domain.requests.thread_words import Thread
from handlers.menu.lists import Page, page_of
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import requests


def listed(turn: Turn) -> None:
    """List what waits for an officer, then what they or a worker have asked."""
    _show(turn, 0)


def page(turn: Turn, press: RequestsPage) -> None:
    """Another page of it."""
    _show(turn, press.page)


def _show(turn: Turn, number: int) -> None:
    answers = allowed(turn.actor, Action.ANSWER_REQUEST)
    waits = requests.waiting_threads(turn.work) if answers else []
    own = [*((one, True) for one in waits), *((one, False) for one in requests.own_threads(turn.work))]
    shown = page_of(own, number)
    keys = shown.keys(lambda one: key(_label(one), OpenRequest(one[0].request_id, 0)), RequestsPage)
    if answers:
        text = say(N_("<b>Requests</b>: what workers ask and wait to hear, then what you have asked yourself."))
    else:
        text = say(N_("<b>What you have asked</b>, and what was answered:"))
    none = say(N_("Nobody waits for an answer of yours.")) if answers else say(N_("You have asked nothing yet."))
    turn.show(text if own else none, (*keys, (go_key("ask"), menu_key())))


def _label(one: tuple[Thread, bool]) -> Sayable:
    thread, is_theirs = one
    return words.line(thread) if is_theirs else words.own_line(thread)


def open_one(turn: Turn, press: OpenRequest) -> None:
    """Show a thread, the newest page first."""
    thread, is_own = requests.read(turn.work, press.request_id)
    text, number, total = words.whole(thread, press.page, for_worker=is_own)
    turned = Page((), number, total, 1).turning(lambda at: OpenRequest(thread.request_id, at))
    does: Keys = words.keys_of_worker(thread) if is_own else words.keys_of_officer(thread)
    turn.show(text, (*turned, *does, (words.menu_again(),)))


ROUTES: list[Route] = [
    entry(
        Entry(
            "requests", say(N_("💬 Requests")), say(N_("what you have asked; officers: what workers ask")), Action.TALK,
            listed, 61, waiting=lambda turn: requests.count_waiting(turn.work),
            shown=lambda turn: requests.has_own(turn.work), also_work=Action.ANSWER_REQUEST,
        )
    ),
    Press(OpenRequest, Action.TALK, open_one),
    Press(RequestsPage, Action.TALK, page),
]  # fmt: skip
