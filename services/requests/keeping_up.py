"""The clock of requests: reminders, one level up, words that were never sent; and what follows a consent."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import col, select

from domain.people.events import ConsentChanged
from domain.platform.text import N_, Sayable
from domain.requests import thread_words as words
from domain.requests.threads import RequestState
from models.people import Person
from models.requests.threads import Request, RequestWords
from services.platform import audit, consent, outbox, waiting
from services.platform.waiting import Due
from services.platform.work import Work
from services.requests.cards import put_before, redraw, ring
from services.requests.duty import tell_of_rows_of_nobody
from services.requests.forgetting import drop_unsent
from services.requests.threads import key, subject
from services.requests.whom import Group, following, holders_of, in_order, lying_with


def keep_up(work: Work) -> None:
    """Remind officers of what waits for their answer, hand up what they did not answer in time, put what lies before
    nobody who can be reached before whom it concerns, and forget words that were never sent."""
    _forget(work)
    tell_of_rows_of_nobody(work)
    lies_open = select(Request).where(Request.state == RequestState.OPEN.value).order_by(col(Request.id))
    for request in work.session.exec(lies_open.with_for_update()).all():
        if consent.may_read_words(work.session, work.session.get_one(Person, request.person_id)):
            _keep_up(work, request)


def _keep_up(work: Work, request: Request) -> None:
    held = lying_with(work, request)
    if not held:
        order = in_order(work, request.person_id)
        if order:
            _pass(work, request, order[0], None)
        return
    last = waiting.reminders(work, [key(request, request.told, one) for one in held])
    patience = work.house.policies.current.waits.request
    match waiting.what_is_due(work, request, patience, work.today, next(iter(last.values()), None)):
        case Due.REMIND | Due.LAST:
            ring(work, request, words.AGAIN)
        case Due.END:
            _hand_up(work, request)


def _hand_up(work: Work, request: Request) -> None:
    """Nobody answered in time: the next level has it; at the top the days begin anew."""
    group = following(work, request)
    if group is not None:
        _pass(work, request, group, words.FROM_BELOW)
        return
    waiting.begin(work, request, work.house.policies.current.waits.request, work.today)
    ring(work, request, words.AGAIN)


def _pass(work: Work, request: Request, group: Group, why: Sayable | None) -> None:
    audit.note(work, None, N_("put what a worker asked before others"), subject(request))
    put_before(work, request, group, why)
    message = words.goes_to(request.id, group.reader)
    outbox.put(work, request.person_id, message, key=f"request:{request.id}:goes:{request.told}")


def _forget(work: Work) -> None:
    """Words that were not sent within the days of the policy go, and threads that never began with them."""
    before = work.now - timedelta(days=work.house.policies.current.waits.unsent_days)
    old = (col(RequestWords.sent_at).is_(None), col(RequestWords.said_at) < before)
    work.session.execute(delete(RequestWords).where(*old))
    has_words = select(RequestWords.id).where(RequestWords.request_id == Request.id)
    empty = (col(Request.state) == RequestState.OFFERED.value, col(Request.touched_at) < before, ~has_words.exists())
    work.session.execute(delete(Request).where(*empty))


def follow_consent(work: Work, changed: ConsentChanged) -> None:
    """Who withdrew a consent is read no more in what lies before officers; who agrees again is, in a new message."""
    theirs = select(Request).where(Request.person_id == changed.person_id, Request.state != RequestState.OFFERED.value)
    shown = consent.may_read_words(work.session, work.session.get_one(Person, changed.person_id))
    if not shown:
        drop_unsent(work, changed.person_id)
    for request in work.session.exec(theirs.order_by(col(Request.id))).all():
        if shown and request.state == RequestState.OPEN.value:
            ring(work, request)
        else:
            redraw(work, request, holders_of(work.session, request))
