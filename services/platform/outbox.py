"""Queues what is to be told; rows wait in the session and are written by the unit of work in the same commit."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, and_, func, or_, select, update
from sqlalchemy import delete as delete_rows
from sqlalchemy.orm import defer
from sqlmodel import col

from domain.platform.messages import Message, pack_message
from domain.platform.text import Sayable, Text, pack
from models.people import AccountMove, Behalf, is_of_register
from models.platform.outbox import ANSWERABLE, FAILED, IN_DOUBT, LETTER, PARKED, SENT, WAITING, Outbox
from models.platform.setting import Setting
from services.platform.work import Work

INTERACTIVE, EVENT, REMINDER, BROADCAST = 0, 1, 5, 9
FORGOTTEN = 5_000  # rows that one call goes through
FORGOTTEN_UNTIL = "outbox_forgotten_until"
LATELY = 2_000  # rows in which the newest message to somebody is looked for
SOME = 500  # keys that one statement asks for
CALLED_OFF = "not needed any more"
AT_ONCE = {"synchronize_session": False}
PLAIN: dict[str, Any] = {"priority": EVENT, "key": None, "target_key": None, "not_before": None}


def put(
    work: Work,
    chat_id: int,
    message: Message,
    *,
    priority: int = EVENT,
    key: str | None = None,
    about: Text | None = None,
) -> None:
    """Queue a message. With a `key` it goes out at most once, however often it is put (job, period, subject).

    `about` says to the administrators what it is, should Telegram refuse it.
    """
    _queue(work, chat_id, "send", body_of(message, about), priority=priority, key=key)


def body_of(message: Message, about: Text | None = None) -> dict[str, Any]:
    """Return what is kept of a message to send."""
    body: dict[str, Any] = {"message": pack_message(message)}
    return body if about is None else body | {"about": pack(about)}


def put_together(work: Work, chat_id: int, message: Message, *, keys: Sequence[str], priority: int) -> None:
    """Queue one message that says what several would, each of which counts as put; it goes out under the first key."""
    first, *others = keys
    put(work, chat_id, message, priority=priority, key=first)
    for other in others:
        _queue(work, chat_id, "told", None, key=other, target_key=first, priority=priority, state=SENT)


def known(work: Work, keys: Sequence[str]) -> set[str]:
    """Return which of the keys were put before."""
    found: set[str] = set()
    for at in range(0, len(keys), SOME):
        found.update(work.session.scalars(select(col(Outbox.key)).where(col(Outbox.key).in_(keys[at : at + SOME]))))
    return found


def with_key(work: Work, key: str) -> Outbox | None:
    """Return the row that was put with a key, as it stands now."""
    query = select(Outbox).where(col(Outbox.key) == key).execution_options(populate_existing=True)
    return work.session.scalars(query).first()


def last_key(work: Work) -> str | None:
    """Return the key of the newest message to whoever acts; None if it has none, or much has been sent since."""
    for row in reversed(work.session.info.get("outbox", ())):
        if row["chat_id"] == work.by_id and row["kind"] == "send":
            return str(row["key"]) if row["key"] else None
    lately = select(func.coalesce(func.max(Outbox.id), 0) - LATELY).scalar_subquery()
    theirs = select(col(Outbox.key)).where(
        col(Outbox.id) > lately, col(Outbox.chat_id) == work.by_id, col(Outbox.kind) == "send"
    )
    return work.session.scalars(theirs.order_by(col(Outbox.id).desc()).limit(1)).first()


def sent_as(work: Work, message_id: int) -> Outbox | None:
    """Return the row of a message that stands in the chat of whoever acts, if it was put with a key or is a notice.

    What was sent before somebody came to this chat stands in another one, where numbers mean other messages.
    """
    came = select(func.max(AccountMove.ended_at)).where(
        or_(col(AccountMove.person_id) == work.person_id, col(AccountMove.asker_id) == work.person_id),
        col(AccountMove.state) == "moved",
    )
    since = work.session.scalar(came)
    query = select(Outbox).where(
        col(Outbox.chat_id) == work.person_id, col(Outbox.message_id) == message_id, ANSWERABLE
    )
    here = query if since is None else query.where(col(Outbox.sent_at) >= since)
    return work.session.scalars(here.options(defer(Outbox.body)).order_by(col(Outbox.id).desc())).first()  # type: ignore[arg-type]


def called_off(work: Work, key: str) -> bool:
    """Keep a message that has not gone out yet from being sent; tell whether there was one."""
    waiting = update(Outbox).where(col(Outbox.key) == key, col(Outbox.state) == WAITING)
    done = work.session.execute(waiting.values(state=FAILED, error=CALLED_OFF, body=None), execution_options=AT_ONCE)
    assert isinstance(done, CursorResult)
    return done.rowcount == 1


def call_off_all(work: Work, beginning: str) -> None:
    """Keep every message whose key begins so from being sent, if it has not gone out yet."""
    waiting = update(Outbox).where(col(Outbox.key).startswith(beginning, autoescape=True), col(Outbox.state) == WAITING)
    work.session.execute(waiting.values(state=FAILED, error=CALLED_OFF, body=None), execution_options=AT_ONCE)


def edit(
    work: Work,
    chat_id: int,
    message: Message,
    *,
    message_id: int | None = None,
    target_key: str | None = None,
    priority: int = EVENT,
    about: Text | None = None,
    must_stand: bool = False,
    key: str | None = None,
) -> None:
    """Queue a change of a message, named by Telegram's id or by the key it was put with; `about` and `key` as with
    `put`. That a message is gone which `must_stand` counts as refused."""
    body = body_of(message, about) | {"message_id": message_id} | ({"must_stand": True} if must_stand else {})
    named = {"key": key} if key else {}
    _queue(work, chat_id, "edit", body, priority=priority, target_key=target_key, **named)


def delete(
    work: Work,
    chat_id: int,
    message_id: int | None = None,
    *,
    target_key: str | None = None,
    at: datetime | None = None,
) -> None:
    """Queue the removal of a message (such as one that carried a resident id), at once or not before `at`.

    The message is named by Telegram's id or by the key it was put with.
    """
    body = {"message_id": message_id}
    _queue(work, chat_id, "delete", body, priority=INTERACTIVE, target_key=target_key, not_before=at)


def set_commands(work: Work, chat_id: int, commands: Sequence[tuple[str, Sayable]]) -> None:
    """Queue the command menu of one person, in their language (Telegram itself cannot tell 简体 from 繁體)."""
    body = {"commands": [[name, pack(text)] for name, text in commands]}
    _queue(work, chat_id, "commands", body, priority=REMINDER)


def answer_press(work: Work, chat_id: int, query_id: str, text: Sayable | None, *, alert: bool) -> None:
    """Queue the answer to a button press, which stops the wheel on the button and may show a short text."""
    body = {"query_id": query_id, "text": pack(text) if text else None, "alert": alert}
    _queue(work, chat_id, "answer", body, priority=INTERACTIVE)


def _queue(work: Work, chat_id: int, kind: str, body: dict[str, Any] | None, **more: Any) -> None:
    row = {"chat_id": chat_id, "kind": kind, "body": body, "created_at": work.now, "state": WAITING, "attempts": 0}
    if is_of_register(chat_id):  # they have no account: nothing waits for them, but for a letter to print
        if kind != "send" or more.get("priority") == INTERACTIVE or not _is_written_to(work, chat_id):
            return
        row["state"] = LETTER
    work.session.info.setdefault("outbox", []).append({**row, **PLAIN, **more})


def _is_written_to(work: Work, person_id: int) -> bool:
    """Say whether an officer acts on behalf of somebody who has no account, and prints what is said to them."""
    known: dict[int, bool] = work.session.info.setdefault("written_to", {})
    if person_id not in known:
        theirs = select(col(Behalf.id)).where(col(Behalf.person_id) == person_id, col(Behalf.ended_at).is_(None))
        known[person_id] = work.session.scalars(theirs.limit(1)).first() is not None
    return known[person_id]


def forget_old(work: Work, *, keep: timedelta = timedelta(days=30)) -> None:
    """Empty what was said in messages that are over; their keys stay, so that nothing goes out twice.

    Rows without a key go whole, those of notices in whatever state. Each call goes through some rows only, from where
    the last one stopped, so that nobody waits; after the last of them it begins anew.
    """
    place = work.session.get(Setting, FORGOTTEN_UNTIL) or Setting(name=FORGOTTEN_UNTIL, value="0")
    after = int(place.value)
    some = select(col(Outbox.id)).where(col(Outbox.id) > after).order_by(col(Outbox.id)).limit(FORGOTTEN).subquery()
    until, count = work.session.execute(select(func.max(some.c.id), func.count()).select_from(some)).one()
    place.value = str(until) if count == FORGOTTEN else "0"
    work.session.add(place)
    if until is None:
        return
    here = (col(Outbox.id) > after, col(Outbox.id) <= until, col(Outbox.created_at) < work.now - keep)
    over = col(Outbox.state).in_((SENT, FAILED))
    whole = (*here, col(Outbox.key).is_(None), or_(over, _is_over_of_notice()))
    work.session.execute(delete_rows(Outbox).where(*whole), execution_options=AT_ONCE)
    full = col(Outbox.body).is_not(None)
    work.session.execute(update(Outbox).where(*here, over, full).values(body=None), execution_options=AT_ONCE)


def _is_over_of_notice() -> ColumnElement[bool]:
    return and_(col(Outbox.broadcast_id).is_not(None), col(Outbox.state).in_((PARKED, IN_DOUBT)))
