"""The clock of something that waits for somebody: when to remind them, and when it is over, written in its row."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import Enum, auto

from sqlalchemy.orm import defer
from sqlmodel import col, select

from domain.policy.waits import Patience, Waiting
from models.platform.columns import Waits
from models.platform.outbox import CLAIMED, WAITING, Outbox
from services.platform.work import Work

Reminders = Mapping[str | None, Outbox]


class Due(Enum):
    """What is to be done about something that waits; LAST is the last reminder before the end."""

    NOTHING = auto()
    REMIND = auto()
    LAST = auto()
    END = auto()


def begin(work: Work, row: Waits, patience: Patience, since: date) -> None:
    """Let the days of a row count from a day on."""
    _keep(row, patience.begun(since, work.house.policies.current.calendar))


def stop(row: Waits) -> None:
    """Nobody is waited for any more."""
    row.waits_since = row.waits_until = row.call_on = None
    row.reminded = 0


def put_off(work: Work, row: Waits) -> None:
    """Ask again tomorrow."""
    row.call_on = work.today + timedelta(days=1)


def reminders(work: Work, keys: Collection[str]) -> Reminders:
    """Return the messages that were put with these keys, as they stand in the outbox."""
    found = _rows(work, keys)
    told = _rows(work, {row.target_key for row in found.values() if row.kind == "told" and row.target_key})
    return {name: told.get(row.target_key, row) for name, row in found.items()}


def _rows(work: Work, keys: Collection[str]) -> dict[str | None, Outbox]:
    if not keys:
        return {}
    rows = select(Outbox).where(col(Outbox.key).in_(keys)).options(defer(Outbox.body))  # type: ignore[arg-type]
    return {row.key: row for row in work.session.scalars(rows)}


def what_is_due(work: Work, row: Waits, patience: Patience, since: date, reminder: Outbox | None) -> Due:
    """Return what is to be done about a row today, and write down what follows; `reminder` is the last one of it.

    `since` counts for a row whose days were never written down. Nothing ends before its last reminder has gone out in
    time.
    """
    calendar = work.house.policies.current.calendar
    waiting = _waiting(work, row) or patience.begun(since, calendar)
    _keep(row, waiting)
    if work.today < waiting.call_on:
        return Due.NOTHING
    if patience.is_last(waiting):
        return _end(work, row, patience, waiting, reminder)
    after = patience.reminded(waiting, work.today, calendar)
    _keep(row, after)
    return Due.LAST if patience.is_last(after) else Due.REMIND


def _end(work: Work, row: Waits, patience: Patience, waiting: Waiting, reminder: Outbox | None) -> Due:
    if reminder is not None and reminder.state in (WAITING, CLAIMED):
        put_off(work, row)
        return Due.NOTHING
    sent = reminder.sent_at.astimezone(work.house.zone).date() if reminder and reminder.sent_at else None
    counted = patience.counted_anew(waiting, sent, work.house.policies.current.calendar)
    if counted.until > waiting.until:
        _keep(row, counted)
        return Due.NOTHING
    return Due.END


def _waiting(work: Work, row: Waits) -> Waiting | None:
    if row.waits_since is None or row.waits_until is None:
        return None
    return Waiting(row.waits_since, row.reminded, row.waits_until, row.call_on or work.today)


def _keep(row: Waits, waiting: Waiting) -> None:
    row.waits_since, row.reminded = waiting.since, waiting.reminded
    row.waits_until, row.call_on = waiting.until, waiting.call_on
