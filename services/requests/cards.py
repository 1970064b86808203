"""A request in the chats of those before whom it lies: put, taken back, said to be over."""

from __future__ import annotations

from collections.abc import Iterable

from domain.platform.access import NotForYou
from domain.platform.messages import Message
from domain.platform.text import Sayable, say
from domain.requests import thread_words as words
from domain.requests.threads import RequestState
from models.requests.threads import Request, RequestHolder
from services.platform import outbox, waiting
from services.platform.work import Work
from services.requests.threads import key, locked, seen
from services.requests.whom import Group, holders_of, lying_with


def put_before(work: Work, request: Request, group: Group, why: Sayable | None = None) -> None:
    """Let it lie before these people and nobody else; their days begin."""
    for one in holders_of(work.session, request):
        if one.person_id not in group.people:
            _end(work, request, one, words.LIES_WITH, who=words.who(group.reader))
    has = {one.person_id for one in holders_of(work.session, request)}
    for person_id in [one for one in group.people if one not in has]:
        work.session.add(RequestHolder(request_id=request.id, person_id=person_id, since=work.now))
    request.state = RequestState.OPEN.value
    waiting.begin(work, request, work.house.policies.current.waits.request, work.today)
    work.session.flush()
    ring(work, request, why)


def ring(work: Work, request: Request, why: Sayable | None = None, *, new: int = 0) -> None:
    """Put it before those before whom it lies, in a new message."""
    request.told += 1
    message = words.card(seen(work, request), why, new=new)
    for one in holders_of(work.session, request):
        one.card = request.told
        outbox.put(work, one.person_id, message, key=key(request, one.card, one.person_id))
    work.session.flush()


def _end(work: Work, request: Request, holder: RequestHolder, source: str, **args: Sayable | str) -> None:
    holder.ended_at = work.now
    say_over(work, request, holder, say(source, **args))


def say_over(work: Work, request: Request, holder: RequestHolder, said: Sayable) -> None:
    """Say in the last message about it that nothing is to be done any more."""
    change(work, request, holder, words.over(seen(work, request), said))


def change(work: Work, request: Request, holder: RequestHolder, message: Message) -> None:
    """Change the last message about it in the chat of somebody before whom it lies."""
    target = key(request, holder.card, holder.person_id)
    outbox.edit(work, holder.person_id, message, target_key=target)


def leave_to(work: Work, request: Request, person_id: int, source: str, name: str) -> None:
    """Somebody has answered or closed it: it stays with them, and the others read that."""
    for one in holders_of(work.session, request):
        if one.person_id != person_id:
            _end(work, request, one, source, name=name)
    work.session.flush()


def held(work: Work, request_id: int) -> Request:
    """Return a thread, locked, that lies before whoever acts; raises NotForYou, as for one that is not there."""
    request = locked(work, request_id)
    if request.state == RequestState.OFFERED.value or work.person_id not in lying_with(work, request):
        raise NotForYou
    return request


def redraw(work: Work, request: Request, holders: Iterable[RequestHolder]) -> None:
    """Show it in their last messages as it stands now."""
    for one in holders:
        change(work, request, one, words.card(seen(work, request)))
