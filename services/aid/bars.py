"""Bars: until when a report has to wait, remembered so that its worker is invited again."""

from datetime import date

from sqlmodel import col, select

from domain.platform.messages import Message
from domain.platform.text import N_, say
from models.aid import ReInvitation
from services.platform import consent, outbox
from services.platform.work import Work


def remember_bar(work: Work, until: date | None) -> None:
    """Remember until when a report has to wait, so that the person is invited again; forget it when nothing bars it."""
    kept = work.session.get(ReInvitation, work.person_id)
    if until is None:
        if kept is not None and kept.told_at is None:
            work.session.delete(kept)
    elif kept is None:
        work.session.add(ReInvitation(person_id=work.person_id, on=until))
    elif kept.on != until:
        kept.on, kept.told_at = until, None


def invite_unbarred(work: Work) -> None:
    """Tell workers whose report had to wait until a day that they can send it now."""
    waiting = select(ReInvitation).where(col(ReInvitation.on) <= work.today, col(ReInvitation.told_at).is_(None))
    waiting = waiting.where(consent.holds_for(col(ReInvitation.person_id)))
    for invitation in work.session.exec(waiting).all():
        text = say(N_("From today on you can send your hardship report again: /report. What you wrote before helps."))
        key = f"unbarred:{invitation.person_id}:{invitation.on}"
        outbox.put(work, invitation.person_id, Message(text), key=key, priority=outbox.REMINDER)
        invitation.told_at = work.now
