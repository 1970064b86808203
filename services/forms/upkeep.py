"""Forms that nobody goes on with: reminded of after some days, removed after weeks, each time with a word."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from domain.forms.buttons import DraftPress, Way
from domain.kinds.kind import Need
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Text, say
from models.aid import ReInvitation
from models.forms import Draft
from services.forms.drafts import NUDGE
from services.platform import outbox
from services.platform.work import Work

A_FORM = say(N_("a form"))


def _once(work: Work, chat_id: int, text: Text, once: str, keys: Keys = ()) -> None:
    outbox.put(work, chat_id, Message(text, keys), key=once, priority=outbox.REMINDER)


def nudge_drafts(work: Work, names: Mapping[str, Text]) -> None:
    """Remind people of forms that have lain untouched for some days, once each time they were left.

    `names` says what each form is called.
    """
    left = work.now - timedelta(days=work.house.policies.current.drafts.nudge_after_days)
    query = select(Draft).where(col(Draft.touched_at) <= left, col(Draft.nudged_at).is_(None))
    for draft in work.session.exec(query.options(defer(Draft.state))).all():  # type: ignore[arg-type]
        draft.nudged_at = work.now
        text = say(
            N_("You began {form} and have not finished it. Everything is kept."),
            form=names.get(draft.form_key, A_FORM),
        )
        go_on = ((key(say(N_("Continue")), DraftPress(draft.id, Way.CONTINUE)),),)
        _once(work, draft.person_id, text, f"{NUDGE}:{draft.id}:{draft.touched_at:%Y-%m-%dT%H:%M}", go_on)


def expire_drafts(work: Work, names: Mapping[str, Text]) -> None:
    """Remove forms that nobody has touched for weeks, and say so; whoever was nudged late keeps the days after it."""
    rules = work.house.policies.current.drafts
    gone = work.now - timedelta(days=rules.expire_after_days)
    told = work.now - timedelta(days=rules.expire_after_days - rules.nudge_after_days)
    barred = _barred_since(work.session, gone.astimezone(work.house.zone).date())
    opening = work.house.kinds.forms_that(Need.OPENS, work.house.policies.current)
    over = select(Draft).where(col(Draft.touched_at) <= gone, col(Draft.nudged_at) <= told)
    for draft in work.session.exec(over).all():
        if draft.form_key in opening and draft.person_id in barred:
            continue
        text = say(
            N_("We have removed {form}, which you began on {day} and did not finish. You can begin again with /menu."),
            form=names.get(draft.form_key, A_FORM),
            day=draft.begun_at.astimezone(work.house.zone).date(),
        )
        _once(work, draft.person_id, text, f"expired:{draft.id}")
        work.session.delete(draft)


def _barred_since(session: Session, day: date) -> set[int]:
    """Return whose report a bar held back beyond `day`: they get the days anew from its end."""
    return set(session.exec(select(ReInvitation.person_id).where(col(ReInvitation.on) > day)).all())
