"""Which topics somebody wants to hear of."""

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from domain.platform.text import N_, Refusal
from domain.policy.seasons import Topic
from models.broadcasts import Broadcast, Mute
from services.broadcasts.record import PAUSED, UNDER_WAY
from services.broadcasts.rows import NoticeRows

__all__ = ["AlwaysArrives", "set_muted", "topics_muted"]

AT_ONCE = {"synchronize_session": False}


class AlwaysArrives(Refusal):
    """Nobody can turn off what concerns their safety."""

    text = N_("Warnings about your safety always arrive, so they cannot be turned off. Nothing was changed.")


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
        NoticeRows(session, broadcast_id).drop(person_id)
