"""What becomes of what somebody said in free words when they are erased, or agree no longer."""

from __future__ import annotations

from sqlalchemy import delete
from sqlmodel import col, select

from domain.people.events import Leaves
from domain.platform.messages import Message
from domain.platform.text import say
from domain.requests import thread_words as words
from domain.requests.threads import RequestState
from models.platform.outbox import Outbox
from models.requests.danger import DangerCall
from models.requests.threads import Request, RequestWords
from services.platform import outbox
from services.platform.work import Work


def forget(work: Work, leaving: Leaves) -> None:
    """Somebody is erased: every message about what they said says in its place that it is over."""
    if not leaving.is_erased:
        return
    threads = work.session.exec(select(Request.id).where(Request.person_id == leaving.person_id)).all()
    calls = work.session.exec(select(DangerCall.id).where(DangerCall.person_id == leaving.person_id)).all()
    for beginning in (*(f"request:{one}:" for one in threads), *(f"danger:{one}:" for one in calls)):
        _end_all(work, leaving.person_id, beginning)


def _end_all(work: Work, person_id: int, beginning: str) -> None:
    outbox.call_off_all(work, beginning)
    sent = select(Outbox.chat_id, Outbox.key).where(col(Outbox.key).startswith(beginning, autoescape=True))
    for officer, target in work.session.exec(sent.where(Outbox.chat_id != person_id).order_by(col(Outbox.id))).all():
        outbox.edit(work, officer, Message(say(words.ERASED)), target_key=target)


def drop_unsent(work: Work, person_id: int) -> None:
    """What nobody had sent yet in the threads of somebody who agrees no longer goes, as forms do."""
    theirs = select(Request.id).where(Request.person_id == person_id)
    unsent = (col(RequestWords.request_id).in_(theirs), col(RequestWords.sent_at).is_(None))
    never = (col(Request.person_id) == person_id, col(Request.state) == RequestState.OFFERED.value)
    work.session.execute(delete(RequestWords).where(*unsent))
    work.session.execute(delete(Request).where(*never))
