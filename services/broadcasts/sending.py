"""Notices are sent, confirmed by a colleague, halted, ended, and sent once more where they did not arrive.

Whoever calls has opened the notice to an officer who may see it.
"""

from datetime import datetime, timedelta

from sqlalchemy import or_
from sqlmodel import Session, col, select

from domain.platform.access import LEADERS
from domain.platform.text import N_, Refusal
from domain.units.steps import Level
from models.broadcasts import Broadcast
from models.units import Unit
from services.broadcasts.record import (
    CANCELLED,
    FINISHED,
    OPEN,
    PAUSED,
    QUEUEING,
    READY,
    SCHEDULED,
    SENDING,
    TO_CONFIRM,
    UNDER_WAY,
    move,
    subject,
)
from services.broadcasts.rows import NoticeRows
from services.platform import audit
from services.platform.work import Work
from services.units import Holder, covering

__all__ = [
    "NobodyToTell", "OwnNotice", "cancel", "confirm", "confirmers", "pause", "refuse", "resend_doubtful",
    "resend_failed", "resume", "send",
]  # fmt: skip

WEEK = timedelta(days=7)


class OwnNotice(Refusal):
    """The second pair of eyes belongs to somebody else."""

    text = N_("You wrote this notice yourself. A colleague must confirm it.")


class NobodyToTell(Refusal):
    """A notice without readers is not sent."""

    text = N_("Nobody would get this notice. Please write it again and choose other readers.")


class EnoughThisWeek(Refusal):
    """A unit that writes too often is no longer read."""

    text = N_(
        "Your unit has sent its {most} notices of this week, as many as the policy allows. Please choose a later day, "
        "or ask the centre."
    )


class NothingToRepeat(Refusal):
    """All that could be repeated has been."""

    text = N_("There is nobody left to send it to again.")


def send(work: Work, row: Broadcast, *, at: datetime | None) -> None:
    """Send a counted notice at a moment (None: now; quiet hours wait); one for many is confirmed by a colleague first.

    The state is `scheduled` or `to_confirm` then. Raises NoticeMovedOn, NobodyToTell, EnoughThisWeek.
    """
    if row.state == READY and row.readers == 0:
        raise NobodyToTell
    moment = max(at or work.now, work.now)
    _check_week(work, row, moment)
    rules = work.house.policies.current.broadcasts
    state = TO_CONFIRM if row.readers > rules.confirm_above else SCHEDULED
    move(work.session, row, (READY,), state, send_at=moment)
    audit.note(work, work.actor.person_id, N_("sent a notice"), subject(row), detail=str(row.readers))


def _check_week(work: Work, row: Broadcast, moment: datetime) -> None:
    unit = work.session.get(Unit, row.unit_id, with_for_update=True) if row.unit_id is not None else None
    most = work.house.policies.current.broadcasts.per_unit_a_week.get(Level(unit.level)) if unit is not None else None
    if most is None:
        return
    counted = or_(
        col(Broadcast.state).in_((TO_CONFIRM, *UNDER_WAY, PAUSED, FINISHED)), col(Broadcast.started_at).is_not(None)
    )
    theirs = select(Broadcast.send_at).where(
        Broadcast.unit_id == row.unit_id, Broadcast.id != row.id, col(Broadcast.made_by).is_not(None), counted,
        col(Broadcast.send_at) > moment - WEEK, col(Broadcast.send_at) < moment + WEEK,
    )  # fmt: skip
    times = [moment, *(at for at in work.session.exec(theirs) if at is not None)]
    weeks = [at for at in times if moment - WEEK < at <= moment]  # as they begin with a notice
    if any(sum(first <= at < first + WEEK for at in times) > most for first in weeks):
        raise EnoughThisWeek(most=most)


def confirm(work: Work, row: Broadcast) -> None:
    """Let a colleague confirm a notice to many; it is `scheduled` then. Raises OwnNotice, NoticeMovedOn."""
    _require_colleague(work, row)
    move(work.session, row, (TO_CONFIRM,), SCHEDULED, confirmed_by=work.actor.person_id)
    audit.note(work, work.actor.person_id, N_("confirmed a notice"), subject(row))


def refuse(work: Work, row: Broadcast) -> None:
    """Let a colleague say no to a notice to many; it is `cancelled` then. Raises OwnNotice, NoticeMovedOn."""
    _require_colleague(work, row)
    move(work.session, row, (TO_CONFIRM,), CANCELLED)
    audit.note(work, work.actor.person_id, N_("refused a notice"), subject(row))


def _require_colleague(work: Work, row: Broadcast) -> None:
    if row.made_by == work.person_id:
        raise OwnNotice


def confirmers(session: Session, broadcast: Broadcast) -> list[Holder]:
    """Return who may confirm a notice, each once, the nearest level first."""
    if broadcast.unit_id is None:
        centres = session.exec(select(Unit).where(Unit.level == Level.CENTRE.value, col(Unit.closed_at).is_(None)))
        holders = [holder for unit in centres for holder in covering(session, unit, LEADERS)]
    else:
        holders = covering(session, session.get_one(Unit, broadcast.unit_id), LEADERS)
    others = {holder.person_id: holder for holder in reversed(holders) if holder.person_id != broadcast.made_by}
    return list(others.values())[::-1]


def pause(work: Work, row: Broadcast) -> None:
    """Halt a notice: what is in the air arrives, everything else waits until `resume`. Raises NoticeMovedOn."""
    move(work.session, row, UNDER_WAY, PAUSED)
    NoticeRows(work.session, row.id).withdraw()
    audit.note(work, work.actor.person_id, N_("paused a notice"), subject(row))


def resume(work: Work, row: Broadcast) -> None:
    """Let a paused notice go on. Raises NoticeMovedOn."""
    move(work.session, row, (PAUSED,), QUEUEING if row.started_at is not None else SCHEDULED)
    audit.note(work, work.actor.person_id, N_("resumed a notice"), subject(row))


def cancel(work: Work, row: Broadcast) -> None:
    """End a notice: who does not have it by now does not get it. Raises NoticeMovedOn.

    `finished_at` is set when nothing of it is on its way any more.
    """
    move(work.session, row, OPEN, CANCELLED)
    NoticeRows(work.session, row.id).withdraw()
    audit.note(work, work.actor.person_id, N_("cancelled a notice"), subject(row))


def resend_failed(work: Work, row: Broadcast) -> int:
    """Try those once more whom Telegram refused (not those who blocked the bot or withdrew); return how many.

    Raises NothingToRepeat, NoticeMovedOn.
    """
    return _repeat(work, row, doubtful=False)


def resend_doubtful(work: Work, row: Broadcast) -> int:
    """Send again to those who may have it already; the message says so. Return how many; raises as `resend_failed`."""
    return _repeat(work, row, doubtful=True)


def _repeat(work: Work, row: Broadcast, *, doubtful: bool) -> int:
    rows = NoticeRows(work.session, row.id)
    if not rows.anything_to_repeat(doubtful=doubtful):
        raise NothingToRepeat
    move(work.session, row, (SENDING, FINISHED), SENDING, finished_at=None)
    count = rows.hold_again(doubtful=doubtful)
    work.session.refresh(row)
    action = (
        N_("sent a notice again where it was uncertain") if doubtful else N_("sent a notice again where it had failed")
    )
    audit.note(work, work.actor.person_id, action, subject(row), detail=str(count))
    return count
