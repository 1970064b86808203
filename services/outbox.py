"""Queues what is to be told; rows wait in the session and are written by the unit of work in the same commit."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete as delete_rows
from sqlalchemy import update
from sqlmodel import Session, col

from domain.messages import Message, pack_message
from domain.text import Sayable, pack
from models.outbox import FAILED, SENT, WAITING, Outbox

INTERACTIVE, EVENT, REMINDER, BROADCAST = 0, 1, 5, 9
PLAIN: dict[str, Any] = {"priority": EVENT, "key": None, "target_key": None, "not_before": None}


def put(
    session: Session,
    chat_id: int,
    message: Message,
    *,
    now: datetime,
    priority: int = EVENT,
    key: str | None = None,
) -> None:
    """Queue a message. With a `key` it goes out at most once, however often it is put (job, period, subject)."""
    _queue(session, chat_id, "send", {"message": pack_message(message)}, now, priority=priority, key=key)


def edit(
    session: Session,
    chat_id: int,
    message: Message,
    *,
    now: datetime,
    message_id: int | None = None,
    target_key: str | None = None,
    priority: int = EVENT,
) -> None:
    """Queue a change of a message, named by Telegram's id or by the key it was put with."""
    body = {"message": pack_message(message), "message_id": message_id}
    _queue(session, chat_id, "edit", body, now, priority=priority, target_key=target_key)


def delete(
    session: Session,
    chat_id: int,
    message_id: int | None = None,
    *,
    now: datetime,
    target_key: str | None = None,
    at: datetime | None = None,
) -> None:
    """Queue the removal of a message (such as one that carried a resident id), at once or not before `at`.

    The message is named by Telegram's id or by the key it was put with.
    """
    body = {"message_id": message_id}
    _queue(session, chat_id, "delete", body, now, priority=INTERACTIVE, target_key=target_key, not_before=at)


def set_commands(session: Session, chat_id: int, commands: Sequence[tuple[str, Sayable]], *, now: datetime) -> None:
    """Queue the command menu of one person, in their language (Telegram itself cannot tell 简体 from 繁體)."""
    body = {"commands": [[name, pack(text)] for name, text in commands]}
    _queue(session, chat_id, "commands", body, now, priority=REMINDER)


def answer_press(
    session: Session, chat_id: int, query_id: str, text: Sayable | None, *, alert: bool, now: datetime
) -> None:
    """Queue the answer to a button press, which stops the wheel on the button and may show a short text."""
    body = {"query_id": query_id, "text": pack(text) if text else None, "alert": alert}
    _queue(session, chat_id, "answer", body, now, priority=INTERACTIVE)


def _queue(session: Session, chat_id: int, kind: str, body: dict[str, Any], now: datetime, **more: Any) -> None:
    row = {"chat_id": chat_id, "kind": kind, "body": body, "created_at": now, "state": WAITING, "attempts": 0}
    session.info.setdefault("outbox", []).append({**row, **PLAIN, **more})


def forget_old(session: Session, *, now: datetime, keep: timedelta = timedelta(days=30)) -> None:
    """Empty what was said in messages that are over; their keys stay, so that nothing goes out twice."""
    over = (col(Outbox.state).in_((SENT, FAILED)), col(Outbox.created_at) < now - keep)
    emptied = update(Outbox).where(*over).values(body={})
    session.execute(emptied, execution_options={"synchronize_session": False})
    plain = delete_rows(Outbox).where(*over, col(Outbox.key).is_(None))
    session.execute(plain, execution_options={"synchronize_session": False})
