"""Groups that became supergroups have new ids: they are kept, and whatever is sent to the old one goes to the new."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlmodel import Session, col

from models.platform.outbox import Outbox
from models.platform.setting import Setting

MOVED = "chat_moved:"


def keep(session: Session, old: int, new: int) -> None:
    """Remember where a group has moved to."""
    session.merge(Setting(name=f"{MOVED}{old}", value=str(new)))


def follow(session: Session, rows: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Send rows (id, chat) for groups that have moved to where these are now; return the new chats by row."""
    if not rows:
        return {}
    names = {f"{MOVED}{chat}" for _, chat in rows}
    query = select(col(Setting.name), col(Setting.value)).where(col(Setting.name).in_(names))
    known = {name: int(value) for name, value in session.execute(query)}
    moved = {row: known[f"{MOVED}{chat}"] for row, chat in rows if f"{MOVED}{chat}" in known}
    for row, chat in moved.items():  # hardly ever more than one
        session.execute(update(Outbox).where(col(Outbox.id) == row).values(chat_id=chat))
    return moved
