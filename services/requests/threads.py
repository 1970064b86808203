"""Threads as they are kept: found, locked, written into, and seen by either side."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, col, select

from domain.platform.access import NotForYou
from domain.platform.text import Arg, Text
from domain.requests.thread_words import Said, Thread
from domain.requests.threads import RequestState, pieces, without_numbers
from models.broadcasts import Broadcast
from models.people import Person
from models.requests.threads import Request, RequestWords
from services.households import file_of_person
from services.platform import consent
from services.platform.work import Work
from services.requests.duty import unit_about

SUBJECT = "request:{id}"
A_SLIP = timedelta(minutes=2)  # within which the same words are not meant twice


def subject(request: Request) -> str:
    """Return how the trail names it."""
    return SUBJECT.format(id=request.id)


def key(request: Request, number: int, person_id: int) -> str:
    """Return the outbox key of a message about it to an officer; `sent_as` and `number_in` find the thread by it."""
    return f"request:{request.id}:{number}:{person_id}"


def number_in(key: str | None) -> int | None:
    """Return which thread a message with this key is about."""
    kind, _, rest = (key or "").partition(":")
    number = rest.partition(":")[0]
    return int(number) if kind == "request" and number.isdigit() else None


def locked(work: Work, request_id: int) -> Request:
    """Return a thread, locked; raises NotForYou."""
    query = select(Request).where(Request.id == request_id).with_for_update()
    request = work.session.exec(query.execution_options(populate_existing=True)).first()
    if request is None:
        raise NotForYou
    return request


def own(work: Work, request_id: int) -> Request:
    """Return a thread of whoever acts, locked; raises NotForYou."""
    request = locked(work, request_id)
    if request.person_id != work.person_id:
        raise NotForYou
    return request


def words_in(session: Session, request: Request) -> list[RequestWords]:
    """Return what was sent in it, in order."""
    said = select(RequestWords).where(RequestWords.request_id == request.id, col(RequestWords.sent_at).is_not(None))
    return list(session.exec(said.order_by(col(RequestWords.sent_at), col(RequestWords.id))))


def unsent(work: Work, request: Request, by: int | None = None) -> list[RequestWords]:
    """Return what somebody, or whoever acts, wrote for it and did not send yet."""
    who = by if by is not None else work.person_id
    mine = select(RequestWords).where(RequestWords.request_id == request.id, RequestWords.by_id == who)
    return list(work.session.exec(mine.where(col(RequestWords.sent_at).is_(None)).order_by(col(RequestWords.id))))


def write(work: Work, request: Request, words: str, *, is_sent: bool) -> list[RequestWords]:
    """Keep words, sealed, in as many pieces as they need; numbers of ids and cards are left out. What somebody wrote
    a moment ago is kept once."""
    if before := just_written(work, request, words, is_sent=is_sent):
        return before
    rows = [
        RequestWords(
            request_id=request.id, by_id=work.person_id, of_worker=work.person_id == request.person_id, words=piece,
            said_at=work.now, sent_at=work.now if is_sent else None,
        )
        for piece in pieces(without_numbers(words))
    ]  # fmt: skip
    work.session.add_all(rows)
    work.session.flush()
    return rows


def just_written(work: Work, request: Request, words: str, *, is_sent: bool) -> list[RequestWords]:
    """Return what whoever acts wrote a moment ago, when these words only repeat it (a second press, a slow net)."""
    said = list(pieces(without_numbers(words)))
    lately = select(RequestWords).where(
        RequestWords.request_id == request.id, RequestWords.by_id == work.person_id,
        RequestWords.said_at > work.now - A_SLIP, col(RequestWords.sent_at).is_not(None) == is_sent,
    )  # fmt: skip
    last = work.session.exec(lately.order_by(col(RequestWords.id).desc()).limit(len(said))).all()
    return list(reversed(last)) if [one.words for one in reversed(last)] == said else []


def thread_of(work: Work, broadcast_id: int | None) -> Request | None:
    """Return the thread into which new words of whoever acts go: the newest that runs, or was answered or closed within
    the days of the policy; about a notice, the one about that notice."""
    days = work.house.policies.current.waits.write_on_within_days
    mine = select(Request).where(Request.person_id == work.person_id, Request.touched_at > work.now - timedelta(days))
    about = mine if broadcast_id is None else mine.where(Request.broadcast_id == broadcast_id)
    return work.session.exec(about.order_by(col(Request.touched_at).desc(), col(Request.id).desc())).first()


def begun(work: Work, broadcast_id: int | None) -> Request:
    """Begin a thread of which nobody else knows yet."""
    request = Request(person_id=work.person_id, broadcast_id=broadcast_id, touched_at=work.now)
    work.session.add(request)
    work.session.flush()
    return request


def title_of(session: Session, request: Request) -> str:
    """Return how the notice that it is about is called, empty if it is about none."""
    notice = session.get(Broadcast, request.broadcast_id) if request.broadcast_id is not None else None
    return notice.title if notice is not None else ""


def seen(work: Work, request: Request) -> Thread:
    """Return it as both sides see it; of who has withdrawn a consent officers see nothing."""
    session = work.session
    person = session.get_one(Person, request.person_id)
    unit = unit_about(session, person, file_of_person(session, person.id))
    shown = consent.may_read_words(session, person) or work.person_id == person.id
    return Thread(
        request_id=request.id, state=RequestState(request.state),
        name=(person.name or "") if shown else Text(consent.WITHDRAWN),
        unit=unit.named if unit is not None and shown else "-",
        said=tuple(_said(session, one, person) for one in words_in(session, request)) if shown else (),
        is_shown=shown, notice=title_of(session, request), until=request.waits_until,
    )  # fmt: skip


def _said(session: Session, one: RequestWords, person: Person) -> Said:
    by: Arg = person.name or "" if one.of_worker else name_of(session, one.by_id)
    return Said(by, one.words, one.sent_at or one.said_at, one.of_worker)


def name_of(session: Session, person_id: int) -> str:
    """Return the name of an officer."""
    officer = session.get(Person, person_id)
    return (officer.name or "") if officer is not None else ""
