"""A notice to many that waits for a colleague or for its writer: they are reminded, and in the end it is over."""

from datetime import date

from sqlmodel import col, or_, select

from domain.platform.messages import Message
from domain.platform.text import N_, Text, say
from models.broadcasts import Broadcast
from services.broadcasts.asking_again import stands_for
from services.broadcasts.cards import redraw, show_card, taken_back
from services.broadcasts.record import CANCELLED, PAUSED, READY, TO_CONFIRM, move, subject
from services.broadcasts.rows import NoticeRows
from services.broadcasts.sending import confirmers
from services.platform import audit, outbox, waiting
from services.platform.waiting import Due
from services.platform.work import Work


def call_on_colleagues(work: Work) -> None:
    """Remind of notices that wait for a second officer, or for their writer, and end those that nobody came for."""
    waits = select(Broadcast).where(col(Broadcast.state).in_((READY, TO_CONFIRM, PAUSED)))
    due = waits.where(or_(col(Broadcast.call_on) <= work.today, col(Broadcast.call_on).is_(None)))
    for row in work.session.exec(due.order_by(col(Broadcast.id)).with_for_update()).all():
        _call_on(work, row)


def _call_on(work: Work, row: Broadcast) -> None:
    to_confirm = row.state == TO_CONFIRM
    asked = [holder.person_id for holder in confirmers(work.session, row)] if to_confirm else _writers(work, row)
    last = waiting.reminders(work, [_key(row, officer_id) for officer_id in asked if row.reminded])
    waits = work.house.policies.current.waits
    patience = waits.officers if to_confirm else waits.notice
    match waiting.what_is_due(work, row, patience, _since(work, row), next(iter(last.values()), None)):
        case Due.REMIND | Due.LAST:
            _remind(work, row, asked)
        case Due.END if to_confirm:
            _give_back(work, row)
        case Due.END:
            _end(work, row, asked)


def _writers(work: Work, row: Broadcast) -> list[int]:
    """Whoever wrote it; of what the calendar announces, whoever may halt it: the administrators."""
    return [row.made_by] if row.made_by is not None else sorted(work.admin_ids)


def _since(work: Work, row: Broadcast) -> date:
    """When it was halted is written nowhere else, so the days of a halted one count from when this sees it first."""
    if row.state == PAUSED:
        return work.today
    return row.created_at.astimezone(work.house.zone).date()


def _key(row: Broadcast, officer_id: int) -> str:
    return f"broadcast:{row.id}:waits:{row.waits_since}:{row.reminded}:{officer_id}"


REMINDERS = {
    TO_CONFIRM: N_(
        "The notice “{title}” still waits for a second officer. Please look at it under /broadcast by {day}; after "
        "that it goes back to its writer."
    ),
    READY: N_(
        "Your notice “{title}” is counted, but not sent yet. Please send it under /broadcast by {day}; after that it "
        "is cancelled."
    ),
    PAUSED: N_(
        "The notice “{title}” is still halted. Please let it go on or end it under /broadcast by {day}; after that it "
        "is cancelled."
    ),
}


def _remind(work: Work, row: Broadcast, asked: list[int]) -> None:
    message = Message(Text(REMINDERS[row.state], {"title": row.called, "day": row.waits_until or work.today}))
    for officer_id in asked:
        outbox.put(work, officer_id, message, key=_key(row, officer_id), priority=outbox.REMINDER)


def _end(work: Work, row: Broadcast, asked: list[int]) -> None:
    """Its writer neither sent it nor let it go on: who does not have it by now does not get it."""
    move(work.session, row, (READY, PAUSED), CANCELLED)
    NoticeRows(work.session, row.id).withdraw()
    audit.note(work, None, N_("cancelled a notice that nobody sent"), subject(row))
    redraw(work, row)
    source = N_(
        "The notice “{title}” was not sent or gone on with in time, so it is cancelled. You can change it and send it "
        "again: /broadcast"
    )
    for officer_id in asked:
        outbox.put(work, officer_id, Message(say(source, title=row.called)))


def _give_back(work: Work, row: Broadcast) -> None:
    """Nobody looked at it: it is cancelled, and its writer can change it and send it again."""
    move(work.session, row, (TO_CONFIRM,), CANCELLED)
    waiting.stop(row)
    audit.note(work, None, N_("gave a notice back that nobody confirmed"), subject(row))
    taken_back(work, row, say(N_("Nobody confirmed it in time, so it went back to its writer.")))
    redraw(work, row)
    if row.made_by is not None and not stands_for(work, row, row.made_by):
        _tell_colleagues(work, row)
    elif row.made_by is not None:
        source = N_(
            "Nobody confirmed your notice “{title}” in time, so it was not sent. You can change it and send it again."
        )
        outbox.put(work, row.made_by, Message(say(source, title=row.called)))
        show_card(work, row.id, row.made_by)


def _tell_colleagues(work: Work, row: Broadcast) -> None:
    """Its writer has left: whoever was asked reads that it is over."""
    source = N_(
        "Nobody confirmed the notice “{title}” in time, and its writer no longer holds the office. It was not sent; if "
        "it is still needed, please write it anew: /broadcast"
    )
    for holder in confirmers(work.session, row):
        outbox.put(work, holder.person_id, Message(say(source, title=row.called)))
