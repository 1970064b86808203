"""Changes that wait: put before whom they concern now, reminded of, and ended when nobody confirms them."""

from sqlmodel import col, select

from domain.changes.buttons import OpenChange
from domain.changes.change import Standing
from domain.platform.messages import Message, key
from domain.platform.text import N_, say
from models.changes import Change
from services.changes import confirming, numbers_awaited
from services.changes.deciding import end
from services.changes.record import About, about, found
from services.platform import audit, outbox, waiting
from services.platform.waiting import Due
from services.platform.work import Work

__all__ = ["keep_up"]


def keep_up(work: Work) -> None:
    """Ask whoever may confirm each waiting change now, remind them, and end what has waited too long; look
    after the numbers that are to follow, too."""
    proposed = select(Change.id).where(Change.state == Standing.PROPOSED.value).order_by(col(Change.id))
    for change_id in work.session.exec(proposed).all():
        change = found(work.session, change_id)
        _keep_up(work, change, about(work.session, change))
    numbers_awaited.keep_up(work)


def _keep_up(work: Work, change: Change, whose: About) -> None:
    officers = confirming.confirmers(work, change, whose)
    last = waiting.reminders(work, [_key(change, officer_id) for officer_id in officers if change.reminded])
    since = change.proposed_at.astimezone(work.house.zone).date()
    patience = work.house.policies.current.waits.change
    due = waiting.what_is_due(work, change, patience, since, next(iter(last.values()), None))
    if due is Due.END:
        _lapse(work, change)
        return
    if not confirming.ask(work, change, whose) and whose.agrees:
        _tell_nobody(work, change)
    if due is not Due.NOTHING:
        _remind(work, change, officers)


def _key(change: Change, officer_id: int) -> str:
    return f"change-waits:{change.id}:{change.waits_since}:{change.reminded}:{officer_id}"


def _remind(work: Work, change: Change, officers: list[int]) -> None:
    source = N_(
        "Change {id} has waited for your confirmation since {since}. If nobody decides it by {day}, it is over."
    )
    day = work.today
    text = say(source, id=str(change.id), since=change.waits_since or day, day=change.waits_until or day)
    message = Message(text, ((key(say(N_("See the change")), OpenChange(change.id)),),))
    for officer_id in officers:
        outbox.put(work, officer_id, message, key=_key(change, officer_id), priority=outbox.REMINDER)


def _tell_nobody(work: Work, change: Change) -> None:
    """Nobody may confirm it any more: the administrators have to appoint somebody."""
    text = say(N_("Nobody may confirm change {id} of a file. Please appoint a reviewer: /officers"), id=str(change.id))
    for admin in work.admin_ids:
        outbox.put(work, admin, Message(text), key=f"change-nobody:{change.id}:{admin}")


def _lapse(work: Work, change: Change) -> None:
    until = change.waits_until or work.today
    audit.note(work, None, N_("a change ended unconfirmed"), about(work.session, change).subject, detail=str(change.id))
    end(work, change, Standing.LAPSED, say(N_("It has waited too long and is over. It can be proposed again.")))
    source = N_(
        "Change {id} was not confirmed by {day} and is over. Everything stays as it was; please propose it again if it "
        "still holds, or ask your union why."
    )
    outbox.put(work, change.proposed_by, Message(say(source, id=str(change.id), day=until)))
