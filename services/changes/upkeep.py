"""Changes that wait: put before whom they concern now, reminded of, and ended when nobody confirms them."""

from collections.abc import Collection
from datetime import timedelta

from sqlmodel import col, select

from domain.changes.buttons import OpenChange
from domain.changes.change import LAPSES_AFTER, REMIND_AGAIN, Standing, reminder_due
from domain.platform.messages import Message, key
from domain.platform.text import N_, say
from models.changes import Change
from services.changes import confirming
from services.changes.deciding import end
from services.changes.record import about, found
from services.platform import audit, outbox
from services.platform.waiting import reminders
from services.platform.work import Work

__all__ = ["keep_up"]


def keep_up(work: Work) -> None:
    """Ask whoever may confirm each waiting change now, remind them, and end what has waited too long."""
    waiting = select(Change.id).where(Change.state == Standing.PROPOSED.value).order_by(col(Change.id))
    for change_id in work.session.exec(waiting).all():
        _keep_up(work, found(work.session, change_id))


def _keep_up(work: Work, change: Change) -> None:
    days = (work.today - change.proposed_at.astimezone(work.house.zone).date()).days
    whose = about(work.session, change)
    if days >= LAPSES_AFTER and _was_reminded(work, change, confirming.confirmers(work, change, whose), days):
        _lapse(work, change)
        return
    if not confirming.ask(work, change, whose) and whose.agrees:
        _tell_nobody(work, change)
    number = reminder_due(days)
    for officer_id in confirming.confirmers(work, change, whose) if number is not None else ():
        source = N_("Change {id} has waited {days} days for your confirmation.")
        text = say(source, id=str(change.id), days=str(days))
        keys = ((key(say(N_("See the change")), OpenChange(change.id)),),)
        once = _once(change, number or 0, officer_id)
        outbox.put(work, officer_id, Message(text, keys), key=once, priority=outbox.REMINDER)


def _once(change: Change, number: int, officer_id: int) -> str:
    return f"change-waits:{change.id}:{number}:{officer_id}"


def _was_reminded(work: Work, change: Change, officers: Collection[int], days: int) -> bool:
    """Say whether somebody was reminded in time, if there is anybody: a clock that jumped ends nothing unforeseen."""
    numbers = range((reminder_due(days) or 0) + 1)
    there = reminders(work, [_once(change, number, officer_id) for number in numbers for officer_id in officers])
    since = work.now - timedelta(days=REMIND_AGAIN)
    return not officers or any(row.created_at <= since for row in there.values())


def _tell_nobody(work: Work, change: Change) -> None:
    """Nobody may confirm it any more: the administrators have to appoint somebody."""
    text = say(N_("Nobody may confirm change {id} of a file. Please appoint a reviewer: /officers"), id=str(change.id))
    for admin in work.house.admin_ids:
        outbox.put(work, admin, Message(text), key=f"change-nobody:{change.id}:{admin}")


def _lapse(work: Work, change: Change) -> None:
    audit.note(work, None, N_("a change ended unconfirmed"), about(work.session, change).subject, detail=str(change.id))
    end(work, change, Standing.LAPSED, say(N_("It has waited too long and is over. It can be proposed again.")))
    source = N_(
        "Change {id} was not confirmed within {days} days and is over. Everything stays as it was; "
        "please propose it again if it still holds, or ask your union why."
    )
    outbox.put(work, change.proposed_by, Message(say(source, id=str(change.id), days=str(LAPSES_AFTER))))
