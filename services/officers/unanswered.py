"""Invitations that wait: a link nobody follows, and who followed one, until administrators have answered."""

from collections.abc import Collection
from datetime import date

from sqlmodel import col, or_, select

from domain.officers.buttons import AppointAt
from domain.platform.messages import Message, key
from domain.platform.text import N_, Sayable, say
from domain.units.steps import Role
from models.officers import Invitation
from models.units import Unit
from services.officers.confirming import Followed, ask, asked_key, followed_by, to_ask
from services.officers.invitations import good_until
from services.platform import audit, outbox, waiting
from services.platform.waiting import Due
from services.platform.work import Work

__all__ = ["call_on_administrators"]


def call_on_administrators(work: Work) -> None:
    """Remind administrators of who waits to be confirmed, and whoever made a link of it; end what nobody answers."""
    running = select(Invitation).where(col(Invitation.ended_at).is_(None))
    due = running.where(or_(col(Invitation.call_on) <= work.today, col(Invitation.call_on).is_(None)))
    for invitation in work.session.exec(due.order_by(col(Invitation.id)).with_for_update()).all():
        if invitation.used_by is None:
            _unfollowed(work, invitation)
        else:
            _followed(work, invitation, followed_by(work, invitation))


def _what_is_due(work: Work, invitation: Invitation, since: date, keys: Collection[str]) -> Due:
    last = next(iter(waiting.reminders(work, keys if invitation.reminded else ()).values()), None)
    return waiting.what_is_due(work, invitation, work.house.policies.current.waits.invitation, since, last)


def _day(work: Work, invitation: Invitation) -> date:
    return (invitation.used_at or invitation.made_at).astimezone(work.house.zone).date()


# Nobody has followed the link -----------------------------------------------------------------------------------------


def _unfollowed(work: Work, invitation: Invitation) -> None:
    """Whoever made the link hears of it with the last reminder, and when it is over."""
    due = _what_is_due(work, invitation, _day(work, invitation), [_link_key(invitation)])
    invitation.expires_at = good_until(work, invitation)
    if due is Due.LAST:
        source = N_(
            "Nobody has followed the invitation yet: {role} at {unit}. It works until {day}; please ask whoever it is "
            "for whether the link came."
        )
        _tell_maker(work, invitation, source, _link_key(invitation))
    if due is Due.END:
        invitation.ended_at = work.now
        audit.note(work, None, N_("an invitation ended that nobody followed"), f"unit:{invitation.unit_id}",
                   detail=invitation.role)  # fmt: skip
        source = N_(
            "Nobody followed the invitation by {day}, so it works no longer: {role} at {unit}. You can make a new one."
        )
        _tell_maker(work, invitation, source, f"invitation-over:{invitation.id}")
        waiting.stop(invitation)


def _link_key(invitation: Invitation) -> str:
    return f"unfollowed:{invitation.id}:{invitation.waits_since}"


def _tell_maker(work: Work, invitation: Invitation, source: str, once: str) -> None:
    unit, role = work.session.get_one(Unit, invitation.unit_id), Role(invitation.role).label
    text = say(source, role=role, unit=unit.named, day=invitation.waits_until or work.today)
    keys = ((key(say(N_("New invitation")), AppointAt(unit.id)),),)
    for admin in (work.admin_ids & {invitation.made_by}) or work.admin_ids:
        outbox.put(work, admin, Message(text, keys), key=f"{once}:{admin}", priority=outbox.REMINDER)


# Somebody has, and waits to be confirmed ------------------------------------------------------------------------------


def _followed(work: Work, invitation: Invitation, one: Followed) -> None:
    asked = to_ask(work, one)
    keys = [asked_key(one, _again(invitation), admin) for admin in asked]
    match _what_is_due(work, invitation, _day(work, invitation), keys):
        case Due.REMIND | Due.LAST:
            ask(work, one, asked, again=_again(invitation))
        case Due.END:
            _end(work, invitation, one)


def _again(invitation: Invitation) -> str:
    return f"{invitation.waits_since}:{invitation.reminded}"


def _end(work: Work, invitation: Invitation, one: Followed) -> None:
    day, role = invitation.waits_until or work.today, one.role.label
    invitation.ended_at = work.now
    waiting.stop(invitation)
    theirs = N_(
        "Nobody has confirmed by {day} that you are who was meant as {role} at {unit}, so the invitation has ended. "
        "Please ask your administrator for a new one."
    )
    outbox.put(work, one.person_id, Message(say(theirs, role=role, unit=one.unit, day=day)))
    ours = N_(
        "The invitation that {name} followed ({role} at {unit}) has ended: nobody answered by {day}. Under /units you "
        "can make a new one."
    )
    told: Sayable = say(ours, name=one.name, role=role, unit=one.unit, day=day)
    for admin in work.admin_ids - {one.person_id}:
        outbox.put(work, admin, Message(told))
