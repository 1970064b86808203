"""What an officer does with what lies before them: answer, hand on, close."""

from __future__ import annotations

from datetime import timedelta

from domain.platform.access import Action, NotForYou, require
from domain.platform.messages import Message
from domain.platform.text import N_, Sayable, say
from domain.requests import thread_words as words
from domain.requests.threads import MOST_PIECES, NobodyAbove, NothingToSend, NotWaiting, RequestState, TooManyPieces
from models.requests.threads import Request, RequestWords
from services.people import row_of
from services.platform import audit, outbox, waiting
from services.platform.consent import ConsentWithdrawn
from services.platform.work import Work
from services.requests.cards import change, held, leave_to, put_before
from services.requests.threads import seen, subject, unsent, write
from services.requests.whom import Group, colleagues, following, holders_of, in_order, reader_named


def opened(work: Work, request_id: int) -> words.Thread:
    """Return what lies before whoever acts. Raises NotForYou, ConsentWithdrawn."""
    return seen(work, _open(work, request_id))


def _open(work: Work, request_id: int) -> Request:
    require(work.actor, Action.ANSWER_REQUEST)
    request = held(work, request_id)
    if not seen(work, request).is_shown:
        raise ConsentWithdrawn(number=str(request.id))
    return request


def _waiting(work: Work, request_id: int) -> Request:
    request = _open(work, request_id)
    if request.state != RequestState.OPEN.value:
        raise NotWaiting
    return request


def keep_answer(work: Work, request_id: int, said: str) -> Message:
    """Keep an officer's reply, and return it shown back. Raises NotForYou, ConsentWithdrawn, TooManyPieces."""
    request = _open(work, request_id)
    if len(unsent(work, request)) >= MOST_PIECES:
        raise TooManyPieces
    write(work, request, said, is_sent=False)
    shown = [one.words for one in unsent(work, request)]
    return words.shown_back(request.id, seen(work, request).name, shown)


def send_answer(work: Work, request_id: int) -> Sayable:
    """Send what was shown back. Raises NotForYou, ConsentWithdrawn, NothingToSend."""
    request = _open(work, request_id)
    rows = unsent(work, request)
    if not rows:
        raise NothingToSend
    for one in rows:
        one.sent_at = work.now
    return _answered(work, request, rows)


def answer(work: Work, request_id: int, said: str) -> Sayable:
    """Send an answer. Raises NotForYou, ConsentWithdrawn."""
    request = _open(work, request_id)
    return _answered(work, request, write(work, request, said, is_sent=True))


def _answered(work: Work, request: Request, rows: list[RequestWords]) -> Sayable:
    name = row_of(work).name or ""
    _settle(work, request, RequestState.ANSWERED, words.ANSWERED_BY)
    audit.note(work, work.person_id, N_("answered what a worker asked"), subject(request))
    message = words.answer(request.id, name, [one.words for one in rows])
    outbox.put(work, request.person_id, message, key=f"request:{request.id}:answer:{rows[0].id}")
    return say(words.ANSWERED, name=seen(work, request).name)


def _settle(work: Work, request: Request, state: RequestState, source: str) -> None:
    """Nobody is waited for any more; it stays with whoever acts."""
    request.state, request.touched_at = state.value, work.now
    waiting.stop(request)
    leave_to(work, request, work.person_id, source, row_of(work).name or "")
    work.session.flush()
    for one in holders_of(work.session, request):
        change(work, request, one, words.card(seen(work, request)))


def close(work: Work, request_id: int, reason: str) -> Sayable:
    """Close it without an answer; its worker reads why. Raises NotForYou, ConsentWithdrawn, NotWaiting."""
    request = _waiting(work, request_id)
    rows = write(work, request, reason, is_sent=True)
    _settle(work, request, RequestState.CLOSED, words.CLOSED_BY)
    audit.note(work, work.person_id, N_("closed what a worker asked without an answer"), subject(request))
    until = work.today + timedelta(days=work.house.policies.current.waits.write_on_within_days)
    message = words.closed(request.id, row_of(work).name or "", rows[0].words, until)
    outbox.put(work, request.person_id, message, key=f"request:{request.id}:closed:{rows[0].id}")
    return say(N_("It is closed. The worker reads your reason."))


def check_may_close(work: Work, request_id: int) -> None:
    """Raise NotForYou, ConsentWithdrawn or NotWaiting if it cannot be closed by whoever acts."""
    _waiting(work, request_id)


def colleagues_for(work: Work, request_id: int) -> list[tuple[int, Sayable]]:
    """Return whom it can be handed to, by office, with name and unit. Raises NotForYou, ConsentWithdrawn."""
    request = _waiting(work, request_id)
    return [
        (one.appointment_id, words.who(words.Reader((one.name,), one.unit_name))) for one in colleagues(work, request)
    ]


def hand_up(work: Work, request_id: int) -> Sayable:
    """Hand it to the next level up. Raises NotForYou, NotWaiting, NobodyAbove."""
    request = _waiting(work, request_id)
    group = following(work, request)
    if group is None:
        raise NobodyAbove
    return _handed(work, request, group)


def hand_to(work: Work, request_id: int, appointment_id: int) -> Sayable:
    """Hand it to a colleague. Raises NotForYou, NotWaiting."""
    request = _waiting(work, request_id)
    chosen = next((one for one in colleagues(work, request) if one.appointment_id == appointment_id), None)
    if chosen is None:
        raise NotForYou
    reader = reader_named(in_order(work, request.person_id), [chosen.person_id])
    return _handed(work, request, Group((chosen.person_id,), reader))


def _handed(work: Work, request: Request, group: Group) -> Sayable:
    audit.note(work, work.person_id, N_("handed on what a worker asked"), subject(request))
    put_before(work, request, group, say(words.HANDED, name=row_of(work).name or ""))
    message = words.goes_to(request.id, group.reader)
    outbox.put(work, request.person_id, message, key=f"request:{request.id}:goes:{request.told}")
    return say(N_("Handed on to {who}. The worker hears of it."), who=words.who(group.reader))
