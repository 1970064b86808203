"""Whom a row is for: where they are, their language, and whether it may still go to them at the moment it leaves."""

from typing import Any

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from models.officers import Appointment
from models.people import Person
from models.platform.columns import Moment
from models.platform.outbox import BLOCKED, GONE, OFFICE_ENDED, WITHDRAWN
from services.platform import consent
from services.platform.outbox import INTERACTIVE

LEFT_OFFICE = (
    select(func.max(col(Appointment.ended_at), type_=Moment))
    .where(col(Appointment.person_id) == col(Person.id))
    .scalar_subquery()
)
READERS = select(
    *(col(Person.id), col(Person.address), col(Person.locale), col(Person.blocked_at), col(Person.gone_at)),
    consent.may_hear().label("may_hear"),
    LEFT_OFFICE.label("left_office"),
).where(col(Person.id).in_(bindparam("ids", expanding=True)))


def readers(session: Session, chat_ids: set[int]) -> dict[int, Any]:
    """Return those of the chats that are people, by their number."""
    found = session.connection().execute(READERS, {"ids": list(chat_ids)})
    return {row.id: row for row in found}


def why_unwanted(found: Any, reader: Any) -> str | None:
    """Nothing new is sent to somebody who has blocked the bot, nor a notice to somebody who has withdrawn consent, nor
    what was written to an officer before an office of theirs ended: it may tell of others. To the account of somebody
    who has died goes only the answer to whoever writes from it now."""
    if reader is None:
        return None
    if reader.gone_at is not None and found.kind in ("send", "edit") and found.priority != INTERACTIVE:
        return GONE
    if found.kind != "send":
        return None
    if reader.blocked_at is not None:
        return BLOCKED
    if found.broadcast_id is not None:
        return None if reader.may_hear else WITHDRAWN
    is_over = reader.left_office is not None and found.created_at < reader.left_office
    return OFFICE_ENDED if is_over else None
