"""What a worker does: words are kept and shown back, sent to an officer, gone on with, and answered to."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlmodel import col, func, select

from domain.people.events import Registered
from domain.platform.access import Action, require
from domain.platform.messages import Message
from domain.platform.text import N_
from domain.requests import thread_words as words
from domain.requests.thread_words import Reader
from domain.requests.threads import (
    MOST_PIECES,
    AgreeFirst,
    AskedEnough,
    NothingToSend,
    RequestState,
    TooManyPieces,
    WrittenEnough,
)
from models.requests.threads import Request, RequestWords
from services.people import row_of
from services.platform import audit, consent, outbox, waiting
from services.platform.work import Work
from services.requests.cards import held, put_before, ring, say_over
from services.requests.threads import begun, just_written, locked, own, subject, thread_of, title_of, unsent, write
from services.requests.whom import Group, holders_of, in_order, lying_with, reader_named, reader_of

TOGETHER = timedelta(hours=1)  # within which messages are one question
ASKED = N_("asked a person of the union")
WROTE = N_("wrote more to a person of the union")


def keep(work: Work, said: str, broadcast_id: int | None = None) -> int:
    """Keep words that somebody wrote, which nobody else sees before they send them; return the number of the thread.

    Older words that were not sent stay under their own message. Raises TooManyPieces.
    """
    request = thread_of(work, broadcast_id)
    if request is None or _is_another(work, request):
        request = begun(work, broadcast_id)
    if len(unsent(work, request)) >= MOST_PIECES:
        raise TooManyPieces
    write(work, request, said, is_sent=False)
    request.touched_at = work.now
    work.session.flush()
    return request.id


def _is_another(work: Work, request: Request) -> bool:
    """Say whether words that were not sent have lain so long that new ones are about something else."""
    return request.state == RequestState.OFFERED.value and work.now - request.touched_at > TOGETHER


def offered(work: Work, request_id: int) -> Message:
    """Return what was written, shown back with who would read it, or what is needed first. Raises NotForYou."""
    request = own(work, request_id)
    said = [one.words for one in unsent(work, request)]
    return words.offered(request.id, reader_of(work, request), said, title_of(work.session, request))


def unsent_words(work: Work, request_id: int) -> tuple[Reader | None, list[str]]:
    """Return who would read what whoever acts has written and not sent, and the words. Raises NotForYou."""
    request = own(work, request_id)
    return reader_of(work, request), [one.words for one in unsent(work, request)]


def full_of(work: Work, broadcast_id: int | None = None) -> Message | None:
    """Return what is written and not sent, when no more can wait beside it; None when there is room."""
    request = thread_of(work, broadcast_id)
    if request is None or _is_another(work, request) or len(unsent(work, request)) < MOST_PIECES:
        return None
    return words.full(request.id, reader_of(work, request), [one.words for one in unsent(work, request)])


def reader(work: Work, request_id: int | None = None) -> Reader | None:
    """Return who reads what whoever acts writes, in this thread of theirs or in a new one. Raises NotForYou."""
    if request_id is not None:
        return reader_of(work, own(work, request_id))
    order = in_order(work, work.person_id)
    return order[0].reader if order else None


def is_able(work: Work) -> bool:
    """Say whether whoever acts can send words to an officer now, who reads nothing of who withdrew a consent."""
    return consent.may_read_words(work.session, row_of(work))


def check_may_send(work: Work) -> None:
    """Raise a refusal that says what is needed before whoever acts can send words to an officer."""
    require(work.actor, Action.SEND_REQUEST)
    if not is_able(work):
        raise AgreeFirst


def drop(work: Work, request_id: int) -> None:
    """What was written is not sent, and not kept any more; also of an officer's reply. Raises NotForYou."""
    request = _mine_or_held(work, request_id)
    for one in unsent(work, request):
        work.session.delete(one)
    work.session.flush()
    if request.state == RequestState.OFFERED.value:
        work.session.delete(request)


def _mine_or_held(work: Work, request_id: int) -> Request:
    request = locked(work, request_id)
    return request if request.person_id == work.person_id else held(work, request_id)


def send(work: Work, request_id: int) -> Message:
    """Send what was shown back; return what its worker reads. Raises NotForYou, NothingToSend, a limit."""
    check_may_send(work)
    request = own(work, request_id)
    rows = unsent(work, request)
    if not rows:
        raise NothingToSend
    for one in rows:
        one.sent_at = work.now
    return _passed_on(work, request, len(rows))


def ask(work: Work, said: str, broadcast_id: int | None = None) -> Message:
    """Send words to whom it concerns, also about a notice, from somebody who was told who that is. Raises a limit."""
    check_may_send(work)
    request = thread_of(work, broadcast_id)
    if request is None or request.state == RequestState.OFFERED.value:
        request = begun(work, broadcast_id)
    return _written(work, request, said)


def write_on(work: Work, request_id: int, said: str) -> Message:
    """Send more words in a thread; one that was closed is open again. Raises NotForYou, a limit."""
    check_may_send(work)
    return _written(work, own(work, request_id), said)


def _written(work: Work, request: Request, said: str) -> Message:
    if just_written(work, request, said, is_sent=True):
        return words.sent(request.id, reader_of(work, request), request.waits_until)
    return _passed_on(work, request, len(write(work, request, said, is_sent=True)))


def _passed_on(work: Work, request: Request, new: int) -> Message:
    _check_limits(work, request)
    audit.note(work, work.person_id, ASKED if request.state == RequestState.OFFERED else WROTE, subject(request))
    request.touched_at = work.now
    lies = lying_with(work, request)
    if request.state == RequestState.OPEN and lies:
        ring(work, request, new=new)
    else:
        _put_anew(work, request, lies)
    return words.sent(request.id, reader_of(work, request), request.waits_until)


def _put_anew(work: Work, request: Request, lies: list[int]) -> None:
    """It waits from now on: before whoever answered it, else before whom it concerns first."""
    order = in_order(work, request.person_id)
    request.state = RequestState.OPEN.value
    if lies:
        put_before(work, request, Group(tuple(lies), reader_named(order, lies)))
    elif order:
        put_before(work, request, order[0])
    else:  # nobody can be reached: the next run of the clock looks again
        waiting.begin(work, request, work.house.policies.current.waits.request, work.today)


def _check_limits(work: Work, request: Request) -> None:
    limits = work.house.policies.current.limits
    if request.state == RequestState.OFFERED and audit.count_today(work, ASKED) >= limits.requests_a_day:
        raise AskedEnough(count=limits.requests_a_day)
    midnight = datetime.combine(work.today, time(), work.house.zone)
    mine = select(func.count()).select_from(RequestWords).where(RequestWords.by_id == work.person_id)
    if work.session.exec(mine.where(col(RequestWords.sent_at) >= midnight)).one() > limits.request_words_a_day:
        raise WrittenEnough(count=limits.request_words_a_day)


def helped(work: Work, request_id: int) -> None:
    """The answer was what its worker needed: it is closed, and who answered reads that. Raises NotForYou."""
    request = own(work, request_id)
    if request.state == RequestState.ANSWERED.value:
        request.state, request.touched_at = RequestState.CLOSED.value, work.now
        work.session.flush()
        for one in holders_of(work.session, request):
            say_over(work, request, one, words.HELPED)


def registered(work: Work, event: Registered) -> None:
    """What somebody wrote before they were known is shown back: one press sends it."""
    mine = select(Request).where(Request.person_id == event.person_id, Request.state == RequestState.OFFERED.value)
    for request in work.session.exec(mine.order_by(col(Request.id))).all():
        said = [one.words for one in unsent(work, request, event.person_id)]
        message = words.offered(request.id, reader_of(work, request), said, title_of(work.session, request))
        outbox.put(work, event.person_id, message, key=f"request:{request.id}:offered:{work.today}")
