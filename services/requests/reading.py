"""Threads read: the whole of one, and lists of them, for either side."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import col, select

from domain.platform.access import Action, allowed
from domain.platform.text import N_
from domain.requests.thread_words import Thread
from domain.requests.threads import SENT, RequestState
from models.platform.outbox import Outbox
from models.requests.threads import Request, RequestHolder
from services.platform import audit, outbox
from services.platform.work import Work
from services.requests.answering import opened
from services.requests.threads import locked, number_in, own, seen, subject
from services.requests.whom import lying_with

STATES = tuple(state.value for state in SENT)


def read(work: Work, request_id: int) -> tuple[Thread, bool]:
    """Return a thread for either side, and whether whoever acts is its worker; an officer's look is recorded.

    Raises NotForYou, ConsentWithdrawn.
    """
    request = locked(work, request_id)
    if request.person_id == work.person_id:
        return seen(work, own(work, request_id)), True
    thread = opened(work, request_id)
    audit.note(work, work.person_id, N_("read what a worker asked"), subject(request))
    return thread, False


def own_threads(work: Work) -> list[Thread]:
    """Return what whoever acts has asked, the newest first."""
    mine = select(Request).where(Request.person_id == work.person_id, col(Request.state).in_(STATES))
    return _seen(work, work.session.exec(mine.order_by(col(Request.touched_at).desc())).all())


def waiting_threads(work: Work) -> list[Thread]:
    """Return what waits for an answer of whoever acts, the oldest first."""
    return _seen(work, [one for one in _waiting(work) if work.person_id in lying_with(work, one)])


def _seen(work: Work, requests: Iterable[Request]) -> list[Thread]:
    return [seen(work, one) for one in requests]


def _waiting(work: Work) -> list[Request]:
    held = select(RequestHolder.request_id).where(
        RequestHolder.person_id == work.person_id, col(RequestHolder.ended_at).is_(None)
    )
    open_ones = select(Request).where(col(Request.id).in_(held), Request.state == RequestState.OPEN.value)
    return list(work.session.exec(open_ones.order_by(col(Request.id))))


def has_own(work: Work) -> bool:
    """Say whether whoever acts has asked anything."""
    mine = select(Request.id).where(Request.person_id == work.person_id, col(Request.state).in_(STATES))
    return work.session.exec(mine.limit(1)).first() is not None


def count_waiting(work: Work) -> int:
    """Return how much waits for an answer of whoever acts."""
    return len(_waiting(work)) if allowed(work.actor, Action.ANSWER_REQUEST) else 0


def the_one_waiting(work: Work) -> int | None:
    """Return what waits for an answer of whoever acts, if it is one and they may read it."""
    if not allowed(work.actor, Action.ANSWER_REQUEST):
        return None
    waits = waiting_threads(work)
    return waits[0].request_id if len(waits) == 1 and waits[0].is_shown else None


def thread_under(work: Work, message_id: int, named: int | None = None) -> int | None:
    """Return the thread that a message in the chat of whoever acts is about, if it is theirs to write in; `named` is
    the one that its buttons name."""
    row = outbox.sent_as(work, message_id)
    request_id = number_in(row.key if row is not None else None) or named
    request = work.session.get(Request, request_id) if request_id is not None else None
    if request is None:
        return None
    return request.id if work.person_id in (request.person_id, *lying_with(work, request)) else None


def notice_under(work: Work, message_id: int) -> int | None:
    """Return the notice to many that a message in the chat of whoever acts is."""
    row: Outbox | None = outbox.sent_as(work, message_id)
    return row.broadcast_id if row is not None else None


def is_asker(work: Work, request_id: int) -> bool:
    """Say whether whoever acts is the worker of a thread."""
    request = work.session.get(Request, request_id)
    return request is not None and request.person_id == work.person_id
