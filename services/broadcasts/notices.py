"""Notices to many, as officers handle them: written, counted, sent, confirmed, paused, cancelled, sent once more.

What happens between (counting, queueing, feeding the sender) is done step by step by `delivery/broadcaster.py`.
A notice goes `counting` -> `ready` -> (`to_confirm` ->) `scheduled` -> `queueing` -> `sending` -> `finished`; from
`scheduled` on it can be `paused`, and until it is finished `cancelled`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, delete, func, or_, true, update
from sqlmodel import Session, col, select

from domain.broadcasts.audience import Audience, reader_message
from domain.platform.access import LEADERS, Action, Actor, NotForYou, Subject, offices_for
from domain.platform.access import require as require_access
from domain.platform.messages import Message, pack_message
from domain.platform.text import N_, Refusal
from domain.policy.seasons import Topic
from domain.units.steps import Level
from models.broadcasts import Broadcast, Mute
from models.units import Unit
from services.broadcasts import rows as broadcast_rows
from services.platform import audit
from services.platform.work import Work
from services.units import Holder, covering

__all__ = [
    "OPEN", "Broadcast", "Report", "announce", "cancel", "compose", "confirm", "confirmers", "get", "latest", "pause",
    "refuse", "report", "resend_doubtful", "resend_failed", "resume", "running", "send", "set_muted", "topics_muted",
]  # fmt: skip

COUNTING, READY, TO_CONFIRM, SCHEDULED, QUEUEING, SENDING, PAUSED, CANCELLED, FINISHED = (
    "counting", "ready", "to_confirm", "scheduled", "queueing", "sending", "paused", "cancelled", "finished",
)  # fmt: skip
BEFORE = (COUNTING, READY, TO_CONFIRM)
UNDER_WAY = (SCHEDULED, QUEUEING, SENDING)
OPEN = (*BEFORE, *UNDER_WAY, PAUSED)  # neither finished nor cancelled
WEEK = timedelta(days=7)
AT_ONCE = {"synchronize_session": False}


class UnknownNotice(Refusal):
    """There is no such notice."""

    text = N_("This notice is not here any more. Please look at the list of notices again.")


class NoticeMovedOn(Refusal):
    """The press was meant for an earlier state of the notice."""

    text = N_("This notice has moved on meanwhile, so nothing was changed. Please look at where it stands now.")


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


class AlwaysArrives(Refusal):
    """Nobody can turn off what concerns their safety."""

    text = N_("Warnings about your safety always arrive, so they cannot be turned off. Nothing was changed.")


class NothingToRepeat(Refusal):
    """All that could be repeated has been."""

    text = N_("There is nobody left to send it to again.")


@dataclass(frozen=True, slots=True)
class Report:
    """How far a notice has come, in people. `queued` = `delivered` + `blocked` + `failed` + `in_doubt` + `left`.

    `readers` is what was counted before; `excluded` tells how many of the audience do not get it, by reason:
    not_registered, blocked, muted, other_language. `reasons` counts what Telegram said of those who did not get it.
    """

    readers: int
    excluded: Mapping[str, int]
    queued: int
    delivered: int
    blocked: int
    failed: int
    in_doubt: int
    reasons: Mapping[str, int]

    @property
    def left(self) -> int:
        """For how many it still waits."""
        return self.queued - self.done

    @property
    def to_repeat(self) -> int:
        """How many of the failed `resend_failed` tries again."""
        return self.failed - self.reasons.get(broadcast_rows.WITHDRAWN, 0)

    @property
    def done(self) -> int:
        """For how many it is settled, in whatever way."""
        return self.delivered + self.blocked + self.failed + self.in_doubt


def announce(
    work: Work,
    *,
    key: str,
    topic: Topic | str,
    title: str,
    message: Message,
    audience: Audience,
    unit_id: int | None = None,
) -> None:
    """Send a notice of the scheduler's at once (quiet hours wait); nothing happens when its key was announced before.

    The limits for what officers write do not hold here.
    """
    if work.session.exec(select(Broadcast.id).where(Broadcast.key == key)).first() is not None:
        return
    row = _written(topic, title, message, audience, unit_id, work.now)
    row.key, row.state, row.send_at = key, SCHEDULED, work.now
    work.session.add(row)
    work.session.flush()
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
    _require_over(work.actor, unit)
    row = _written(topic, title, message, _within(work.session, unit, audience), unit_id, work.now)
    row.made_by = work.actor.person_id
    work.session.add(row)
    work.session.flush()
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


def subject(row: Broadcast) -> str:
    """Return how the trail names a notice."""
    return f"broadcast:{row.id}"


def _require_over(actor: Actor, unit: Unit | None) -> None:
    if unit is not None:
        require_access(actor, Action.SEND_BROADCAST, Subject(unit_path=unit.path))
    elif not _speaks_for_all(actor):
        raise NotForYou


def _speaks_for_all(actor: Actor) -> bool:
    return any(office.level == Level.CENTRE for office in offices_for(actor, Action.SEND_BROADCAST))


def get(work: Work, broadcast_id: int) -> Broadcast:
    """Return a notice as it stands now, to an officer over its unit; raises UnknownNotice, NotForYou."""
    row = work.session.get(Broadcast, broadcast_id, populate_existing=True)
    if row is None:
        raise UnknownNotice
    _require_over(work.actor, work.session.get(Unit, row.unit_id) if row.unit_id is not None else None)
    return row


def running(work: Work) -> list[Broadcast]:
    """Return the notices that are neither finished nor cancelled, of the units this officer covers, oldest first."""
    query = select(Broadcast).where(_visible_to(work.actor), col(Broadcast.state).in_(OPEN))
    return list(work.session.exec(query.order_by(col(Broadcast.id))))


def latest(work: Work, *, most: int = 50) -> list[Broadcast]:
    """Return the notices of the units this officer covers, the newest first."""
    query = select(Broadcast).where(_visible_to(work.actor)).order_by(col(Broadcast.id).desc()).limit(most)
    return list(work.session.exec(query))


def _visible_to(actor: Actor) -> ColumnElement[bool]:
    paths = {office.path for office in offices_for(actor, Action.SEND_BROADCAST)}
    covered = select(Unit.id).where(or_(*(col(Unit.path).startswith(path) for path in paths)) if paths else ~true())
    theirs = col(Broadcast.unit_id).in_(covered)
    return or_(theirs, col(Broadcast.unit_id).is_(None)) if _speaks_for_all(actor) else theirs


def send(work: Work, broadcast_id: int, *, at: datetime | None) -> Broadcast:
    """Send a counted notice at a moment (None: now; quiet hours wait); one for many is confirmed by a colleague first.

    The state is `scheduled` or `to_confirm` then. Raises NoticeMovedOn, NobodyToTell, EnoughThisWeek.
    """
    row = get(work, broadcast_id)
    if row.state == READY and row.readers == 0:
        raise NobodyToTell
    moment = max(at or work.now, work.now)
    _check_week(work, row, moment)
    rules = work.house.policies.current.broadcasts
    state = TO_CONFIRM if row.readers > rules.confirm_above else SCHEDULED
    _move(work.session, row, (READY,), state, send_at=moment)
    audit.note(work, work.actor.person_id, N_("sent a notice"), subject(row), detail=str(row.readers))
    return row


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


def confirm(work: Work, broadcast_id: int) -> Broadcast:
    """Let a colleague confirm a notice to many; it is `scheduled` then. Raises OwnNotice, NoticeMovedOn."""
    row = _of_a_colleague(work, broadcast_id)
    _move(work.session, row, (TO_CONFIRM,), SCHEDULED, confirmed_by=work.actor.person_id)
    audit.note(work, work.actor.person_id, N_("confirmed a notice"), subject(row))
    return row


def refuse(work: Work, broadcast_id: int) -> Broadcast:
    """Let a colleague say no to a notice to many; it is `cancelled` then. Raises OwnNotice, NoticeMovedOn."""
    row = _of_a_colleague(work, broadcast_id)
    _move(work.session, row, (TO_CONFIRM,), CANCELLED)
    audit.note(work, work.actor.person_id, N_("refused a notice"), subject(row))
    return row


def _of_a_colleague(work: Work, broadcast_id: int) -> Broadcast:
    row = get(work, broadcast_id)
    if row.made_by == work.actor.person_id:
        raise OwnNotice
    return row


def confirmers(session: Session, broadcast: Broadcast) -> list[Holder]:
    """Return who may confirm a notice, each once, the nearest level first."""
    if broadcast.unit_id is None:
        centres = session.exec(select(Unit).where(Unit.level == Level.CENTRE.value, col(Unit.closed_at).is_(None)))
        holders = [holder for unit in centres for holder in covering(session, unit, LEADERS)]
    else:
        holders = covering(session, session.get_one(Unit, broadcast.unit_id), LEADERS)
    others = {holder.person_id: holder for holder in reversed(holders) if holder.person_id != broadcast.made_by}
    return list(others.values())[::-1]


def pause(work: Work, broadcast_id: int) -> Broadcast:
    """Halt a notice: what is in the air arrives, everything else waits until `resume`. Raises NoticeMovedOn."""
    row = get(work, broadcast_id)
    _move(work.session, row, UNDER_WAY, PAUSED)
    broadcast_rows.withdraw(work.session, broadcast_id)
    audit.note(work, work.actor.person_id, N_("paused a notice"), subject(row))
    return row


def resume(work: Work, broadcast_id: int) -> Broadcast:
    """Let a paused notice go on. Raises NoticeMovedOn."""
    row = get(work, broadcast_id)
    _move(work.session, row, (PAUSED,), QUEUEING if row.started_at is not None else SCHEDULED)
    audit.note(work, work.actor.person_id, N_("resumed a notice"), subject(row))
    return row


def cancel(work: Work, broadcast_id: int) -> Broadcast:
    """End a notice: who does not have it by now does not get it. Raises NoticeMovedOn.

    `finished_at` is set when nothing of it is on its way any more.
    """
    row = get(work, broadcast_id)
    _move(work.session, row, OPEN, CANCELLED)
    broadcast_rows.withdraw(work.session, broadcast_id)
    audit.note(work, work.actor.person_id, N_("cancelled a notice"), subject(row))
    return row


def resend_failed(work: Work, broadcast_id: int) -> int:
    """Try those once more whom Telegram refused (not those who blocked the bot or withdrew); return how many.

    Raises NothingToRepeat, NoticeMovedOn.
    """
    return _repeat(work, broadcast_id, doubtful=False)


def resend_doubtful(work: Work, broadcast_id: int) -> int:
    """Send again to those who may have it already; the message says so. Return how many; raises as `resend_failed`."""
    return _repeat(work, broadcast_id, doubtful=True)


def _repeat(work: Work, broadcast_id: int, *, doubtful: bool) -> int:
    row = get(work, broadcast_id)
    if not broadcast_rows.anything_to_repeat(work.session, broadcast_id, doubtful=doubtful):
        raise NothingToRepeat
    _move(work.session, row, (SENDING, FINISHED), SENDING, finished_at=None)
    count = broadcast_rows.hold_again(work.session, broadcast_id, doubtful=doubtful)
    work.session.refresh(row)
    action = (
        N_("sent a notice again where it was uncertain") if doubtful else N_("sent a notice again where it had failed")
    )
    audit.note(work, work.actor.person_id, action, subject(row), detail=str(count))
    return count


def _move(
    session: Session,
    row: Broadcast,
    expected: tuple[str, ...],
    state: str,
    *,
    send_at: datetime | None = None,
    confirmed_by: int | None = None,
    **values: datetime | None,
) -> None:
    """Change the state if it is still as expected, so that of two presses one counts; raises NoticeMovedOn."""
    given = {"send_at": send_at, "confirmed_by": confirmed_by}
    values_set = {"state": state, **values, **{name: value for name, value in given.items() if value is not None}}
    still = (col(Broadcast.id) == row.id, col(Broadcast.state).in_(expected))
    moved = session.execute(update(Broadcast).where(*still).values(values_set), execution_options=AT_ONCE)
    assert isinstance(moved, CursorResult)
    if moved.rowcount != 1:
        raise NoticeMovedOn
    session.refresh(row)


def report(session: Session, broadcast_id: int) -> Report:
    """Return how far a notice has come, as of this transaction; raises UnknownNotice."""
    row = session.get(Broadcast, broadcast_id, populate_existing=True)
    if row is None:
        raise UnknownNotice
    return Report(
        readers=row.readers,
        excluded=dict(row.excluded),
        queued=row.queued,
        delivered=row.delivered,
        blocked=row.blocked,
        failed=row.failed,
        in_doubt=row.in_doubt,
        reasons=broadcast_rows.reasons(session, broadcast_id),
    )


def topics_muted(session: Session, person_id: int) -> frozenset[str]:
    """Return the topics that a person does not want to hear of."""
    return frozenset(session.exec(select(Mute.topic).where(Mute.person_id == person_id)))


def set_muted(session: Session, person_id: int, topic: Topic | str, muted: bool) -> None:
    """Let a person hear of a topic or not; notices of it that still wait for them are dropped. Twice does no harm.

    Raises AlwaysArrives.
    """
    name = Topic(topic).value
    if muted and not Topic(topic).can_be_muted:
        raise AlwaysArrives
    theirs = (Mute.person_id == person_id, Mute.topic == name)
    if not muted:
        session.execute(delete(Mute).where(*theirs), execution_options=AT_ONCE)  # type: ignore[arg-type]
        return
    if session.exec(select(func.count()).select_from(Mute).where(*theirs)).one() == 0:
        session.add(Mute(person_id=person_id, topic=name))
        session.flush()
    of_topic = select(Broadcast.id).where(Broadcast.topic == name, col(Broadcast.state).in_((*UNDER_WAY, PAUSED)))
    for broadcast_id in session.exec(of_topic.order_by(col(Broadcast.id))).all():
        broadcast_rows.drop(session, broadcast_id, person_id)
