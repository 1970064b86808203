"""A notice to many that no colleague confirms: they are reminded, and in the end it goes back to its writer."""

from datetime import date

from sqlmodel import col, or_, select

from domain.platform.messages import Message
from domain.platform.text import N_, say
from models.broadcasts import Broadcast
from services.broadcasts.asking_again import stands_for
from services.broadcasts.cards import redraw, show_card, taken_back
from services.broadcasts.record import CANCELLED, TO_CONFIRM, move, subject
from services.broadcasts.sending import confirmers
from services.platform import audit, outbox, waiting
from services.platform.waiting import Due
from services.platform.work import Work


def call_on_colleagues(work: Work) -> None:
    """Remind of notices that wait for a second officer, and give those back for which nobody came in time."""
    unconfirmed = select(Broadcast).where(Broadcast.state == TO_CONFIRM)
    due = unconfirmed.where(or_(col(Broadcast.call_on) <= work.today, col(Broadcast.call_on).is_(None)))
    for row in work.session.exec(due.order_by(col(Broadcast.id)).with_for_update()).all():
        asked = [holder.person_id for holder in confirmers(work.session, row)]
        last = waiting.reminders(work, [_key(row, officer_id) for officer_id in asked if row.reminded])
        patience, since = work.house.policies.current.waits.officers, _since(work, row)
        match waiting.what_is_due(work, row, patience, since, next(iter(last.values()), None)):
            case Due.REMIND | Due.LAST:
                _remind(work, row, asked)
            case Due.END:
                _give_back(work, row)


def _since(work: Work, row: Broadcast) -> date:
    return row.created_at.astimezone(work.house.zone).date()


def _key(row: Broadcast, officer_id: int) -> str:
    return f"broadcast:{row.id}:waits:{row.waits_since}:{row.reminded}:{officer_id}"


def _remind(work: Work, row: Broadcast, asked: list[int]) -> None:
    source = N_(
        "The notice “{title}” still waits for a second officer. Please look at it under /broadcast by {day}; after "
        "that it goes back to its writer."
    )
    message = Message(say(source, title=row.title, day=row.waits_until or work.today))
    for officer_id in asked:
        outbox.put(work, officer_id, message, key=_key(row, officer_id), priority=outbox.REMINDER)


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
        outbox.put(work, row.made_by, Message(say(source, title=row.title)))
        show_card(work, row.id, row.made_by)


def _tell_colleagues(work: Work, row: Broadcast) -> None:
    """Its writer has left: whoever was asked reads that it is over."""
    source = N_(
        "Nobody confirmed the notice “{title}” in time, and its writer no longer holds the office. It was not sent; if "
        "it is still needed, please write it anew: /broadcast"
    )
    for holder in confirmers(work.session, row):
        outbox.put(work, holder.person_id, Message(say(source, title=row.title)))
