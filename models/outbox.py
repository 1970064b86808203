"""Everything that the bot has to tell Telegram, written in the transaction that decided it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from models.columns import BigKey, Moment, SealedJson

WAITING, CLAIMED, SENT, FAILED, PARKED, IN_DOUBT = "waiting", "claimed", "sent", "failed", "parked", "in_doubt"

OPEN = text("state IN ('waiting', 'claimed')")


class Outbox(SQLModel, table=True):
    """One call to make; `body` is sealed, since a message may hold a name. `key` makes a message a once-only."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_due", "priority", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("outbox_chat", "chat_id", "id", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    chat_id: int = Field(sa_type=BigInteger)
    kind: str  # send | edit | delete | answer
    body: dict[str, Any] = Field(sa_type=SealedJson)
    priority: int = Field(default=1)  # 0 interactive, 1 a case's events, 5 reminders, 9 broadcasts
    key: str | None = Field(default=None, unique=True)
    target_key: str | None = None  # for an edit or delete of a message that another row sent
    state: str = Field(default=WAITING)
    attempts: int = Field(default=0)
    not_before: datetime | None = Field(default=None, sa_type=Moment)
    claimed_by: str | None = None
    created_at: datetime = Field(sa_type=Moment)
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    error: str | None = None
