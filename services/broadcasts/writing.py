"""Notices are written by officers, or announced by the calendar; they wait for their readers to be counted."""

import json
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, select

from domain.broadcasts.audience import Audience, reader_message
from domain.platform.access import NotForYou
from domain.platform.messages import Message, pack_message
from domain.platform.text import N_, Arg, pack
from domain.policy.seasons import Topic
from models.broadcasts import Broadcast
from models.units import Unit
from services.broadcasts.record import COUNTING, SCHEDULED, require_over, subject, wake
from services.platform import audit
from services.platform.undo import is_first
from services.platform.work import Work

__all__ = ["announce", "compose"]


def announce(
    work: Work,
    *,
    key: str,
    topic: Topic | str,
    title: Arg,
    message: Message,
    audience: Audience,
    unit_id: int | None = None,
) -> None:
    """Send a notice of the scheduler's at once (quiet hours wait); nothing happens when its key was announced before.

    The limits for what officers write do not hold here.
    """
    if work.session.exec(select(Broadcast.id).where(Broadcast.key == key)).first() is not None:
        return
    called = title if isinstance(title, str) else json.dumps(pack(title), ensure_ascii=False)
    row = _written(topic, called, message, audience, unit_id, work.now)
    row.key, row.state, row.send_at = key, SCHEDULED, work.now
    if not is_first(work.session, row):
        return
    wake(work.session)
    audit.note(work, None, N_("announced a notice"), subject(row), detail=key)


def compose(
    work: Work, *, topic: Topic | str, title: str, message: Message, audience: Audience, unit_id: int | None
) -> Broadcast:
    """Keep a notice that somebody wrote; its readers are counted next (state `counting`, soon `ready`).

    The audience is at the unit or below: a wider one raises NotForYou, none means the unit. `unit_id` None is the
    whole union, for the centre's officers. A topic that cannot be muted raises NotForYou: it is not written by hand.
    """
    if not Topic(topic).can_be_muted:
        raise NotForYou
    unit = work.session.get(Unit, unit_id) if unit_id is not None else None
    require_over(work.actor, unit)
    row = _written(topic, title, message, _within(work.session, unit, audience), unit_id, work.now)
    row.made_by = work.actor.person_id
    work.session.add(row)
    work.session.flush()
    wake(work.session)
    audit.note(work, work.actor.person_id, N_("wrote a notice"), subject(row))
    return row


def _written(
    topic: str, title: str, message: Message, audience: Audience, unit_id: int | None, now: datetime
) -> Broadcast:
    return Broadcast(
        topic=Topic(topic).value,
        title=title,
        unit_id=unit_id,
        audience=audience.to_json(),
        body={"message": pack_message(reader_message(message) if Topic(topic).can_be_muted else message)},
        state=COUNTING,
        created_at=now,
    )


def _within(session: Session, unit: Unit | None, audience: Audience) -> Audience:
    if unit is None or audience.unit_id == unit.id:
        return audience
    if audience.unit_id is None:
        return replace(audience, unit_id=unit.id)
    wanted = session.get(Unit, audience.unit_id)
    if wanted is None or not wanted.path.startswith(unit.path):
        raise NotForYou
    return audience
